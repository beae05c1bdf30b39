-- Records of micro-batches that were sent back to their topic, written before the send: a kill leaves a trace of what may
-- have been sent. From then on such a record is excluded here, for it comes again as a message.
CREATE TABLE redrive_message (
  operation VARCHAR NOT NULL,
  load VARCHAR NOT NULL,
  ordinal BIGINT NOT NULL,
  cluster VARCHAR NOT NULL,
  topic VARCHAR NOT NULL,
  topic_id VARCHAR NOT NULL,
  kafka_partition INTEGER NOT NULL,
  -- Where its partition ended before the send: the message is not before it.
  from_offset BIGINT NOT NULL,
  -- intended: may have been sent; sent: the broker has it; not sent: it was looked for and is not there.
  state VARCHAR NOT NULL,
  -- Where it stands, once that is known.
  kafka_offset BIGINT,
  -- ISO 8601, UTC: when it came into this state.
  happened_at VARCHAR NOT NULL,
  -- Of the load, as the intention left it: a publish of an older one would have the record in it.
  revision BIGINT NOT NULL
);
