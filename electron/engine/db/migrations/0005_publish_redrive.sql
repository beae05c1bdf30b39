-- Of a publish that a redrive asked for: its operation, its reason, and the records that came with it, as JSON. Kept from the
-- intention on, so that a publish that a crash cut short is told of in the trail as any other is.
ALTER TABLE publish ADD COLUMN redrive VARCHAR;
