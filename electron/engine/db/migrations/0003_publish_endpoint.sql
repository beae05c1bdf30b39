-- Where the object store of a publish is: the same address names another bucket at another server.
ALTER TABLE publish ADD COLUMN endpoint VARCHAR;
