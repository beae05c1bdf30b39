-- The review store. Times are ISO 8601 text in UTC; structures are JSON text with a zod schema in the contract.

CREATE TABLE load (
  id VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  sha256 VARCHAR NOT NULL,
  bytes BIGINT NOT NULL,
  format VARCHAR NOT NULL,
  duplicate_of VARCHAR,
  loaded_at VARCHAR NOT NULL,
  loaded_by VARCHAR NOT NULL,
  columns VARCHAR NOT NULL,
  records BIGINT NOT NULL,
  rejects BIGINT NOT NULL,
  physical_lines BIGINT NOT NULL,
  record_lines BIGINT NOT NULL,
  reject_lines BIGINT NOT NULL,
  non_record_lines BIGINT NOT NULL,
  -- Rows DuckDB wrote to landing; the receipt holds them against `records`, which DuckDB did not count.
  landed BIGINT NOT NULL,
  problem VARCHAR,
  notes VARCHAR NOT NULL,
  -- Records made by repairs get ordinals from here on.
  next_ordinal BIGINT NOT NULL,
  suite_hash VARCHAR,
  checked_at VARCHAR,
  stale VARCHAR NOT NULL DEFAULT '[]',
  -- Grows with every change of what a publish would write.
  revision BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE load_file (
  load VARCHAR NOT NULL,
  file INTEGER NOT NULL,
  path VARCHAR NOT NULL,
  bytes BIGINT NOT NULL,
  modified_ms DOUBLE NOT NULL,
  sha256 VARCHAR NOT NULL,
  first_ordinal BIGINT NOT NULL,
  records BIGINT NOT NULL,
  rejects BIGINT NOT NULL,
  physical_lines BIGINT NOT NULL,
  encoding VARCHAR NOT NULL,
  compression VARCHAR NOT NULL,
  dialect VARCHAR,
  evidence VARCHAR NOT NULL
);

CREATE TABLE reject (
  load VARCHAR NOT NULL,
  number BIGINT NOT NULL,
  file INTEGER NOT NULL,
  first_line BIGINT NOT NULL,
  last_line BIGINT NOT NULL,
  byte_offset BIGINT NOT NULL,
  reason VARCHAR NOT NULL,
  detail VARCHAR NOT NULL,
  raw BLOB NOT NULL,
  state VARCHAR NOT NULL
);

CREATE TABLE suite (
  hash VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  json VARCHAR NOT NULL,
  first_used_at VARCHAR NOT NULL
);

CREATE TABLE validation (
  id VARCHAR NOT NULL,
  load VARCHAR NOT NULL,
  suite_hash VARCHAR NOT NULL,
  happened_at VARCHAR NOT NULL,
  actor VARCHAR NOT NULL,
  revision BIGINT NOT NULL,
  result VARCHAR NOT NULL,
  could_not_run VARCHAR NOT NULL
);

-- What fails now; history is in the audit trail and in the validations.
CREATE TABLE finding (
  load VARCHAR NOT NULL,
  ordinal BIGINT NOT NULL,
  expectation_key VARCHAR NOT NULL,
  column_name VARCHAR,
  value VARCHAR,
  -- Names expectation × value, so that rows which fail alike are one decision.
  family VARCHAR NOT NULL
);

-- A waiver accepts one finding with one value: another value is another finding.
CREATE TABLE waiver (
  load VARCHAR NOT NULL,
  ordinal BIGINT NOT NULL,
  expectation_key VARCHAR NOT NULL,
  value VARCHAR,
  until VARCHAR,
  operation VARCHAR NOT NULL,
  revoked_by VARCHAR
);

-- Cells that were changed: the value as loaded, and who touched it last. The value as it is now is in the review table.
CREATE TABLE correction (
  load VARCHAR NOT NULL,
  ordinal BIGINT NOT NULL,
  column_name VARCHAR NOT NULL,
  source_value VARCHAR,
  current_value VARCHAR,
  operation VARCHAR NOT NULL
);

CREATE TABLE decision (
  operation VARCHAR NOT NULL,
  load VARCHAR NOT NULL,
  -- One of the two is set.
  ordinal BIGINT,
  reject BIGINT,
  before VARCHAR NOT NULL,
  after VARCHAR NOT NULL
);

CREATE TABLE operation (
  id VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  load VARCHAR NOT NULL,
  happened_at VARCHAR NOT NULL,
  actor VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  records BIGINT NOT NULL,
  cells BIGINT NOT NULL,
  undoes VARCHAR,
  undone_by VARCHAR
);

CREATE TABLE audit_event (
  seq BIGINT NOT NULL,
  happened_at VARCHAR NOT NULL,
  actor VARCHAR NOT NULL,
  action VARCHAR NOT NULL,
  load VARCHAR,
  record VARCHAR,
  column_name VARCHAR,
  old_value VARCHAR,
  new_value VARCHAR,
  reason VARCHAR,
  operation VARCHAR,
  prev VARCHAR NOT NULL,
  hash VARCHAR NOT NULL
);

CREATE TABLE publish (
  id VARCHAR NOT NULL,
  load VARCHAR NOT NULL,
  target VARCHAR NOT NULL,
  path VARCHAR NOT NULL,
  -- intended: being written; done: its manifest stands in bronze.
  state VARCHAR NOT NULL,
  -- Hash of everything that decides what is written; the same identity is never written twice.
  identity VARCHAR NOT NULL,
  revision BIGINT NOT NULL,
  published_at VARCHAR NOT NULL,
  actor VARCHAR NOT NULL,
  files BIGINT NOT NULL,
  rows BIGINT NOT NULL,
  supersedes VARCHAR,
  audit_head VARCHAR NOT NULL
);
