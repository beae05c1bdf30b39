-- Batches of Kafka messages: what they were taken from, and how far a stream has come.

-- Set for a micro-batch: cluster, topic, group and offset ranges, as JSON.
ALTER TABLE load ADD COLUMN stream VARCHAR;

-- A stream makes thousands of small loads, so one of them gets its review table when somebody first looks at it.
ALTER TABLE load ADD COLUMN has_review_table BOOLEAN DEFAULT true;

-- Written in the transaction of the batch that moved it: a batch and its offsets are there together or not at all.
CREATE TABLE stream_offset (
  cluster VARCHAR NOT NULL,
  topic VARCHAR NOT NULL,
  -- Another one when a topic of the same name was deleted and made again: its offsets begin anew.
  topic_id VARCHAR NOT NULL,
  consumer_group VARCHAR NOT NULL,
  partition INTEGER NOT NULL,
  next_offset BIGINT NOT NULL,
  load VARCHAR NOT NULL
);

-- Where a reject was in its topic; its bytes are in `reject`.
CREATE TABLE stream_reject (
  load VARCHAR NOT NULL,
  number BIGINT NOT NULL,
  kafka_partition INTEGER NOT NULL,
  kafka_offset BIGINT NOT NULL,
  kafka_timestamp BIGINT NOT NULL,
  kafka_key BLOB,
  kafka_headers STRUCT("key" VARCHAR, "value" BLOB)[] NOT NULL
);
