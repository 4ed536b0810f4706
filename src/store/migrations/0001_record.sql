-- Feeds, their loads, and the versions of their records. A version is never overwritten, only superseded.
CREATE TABLE feed (
  feed_id BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);
CREATE TABLE feed_load (
  load_id BIGINT NOT NULL PRIMARY KEY,
  feed_id BIGINT NOT NULL,
  loaded_at TEXT NOT NULL,
  received TEXT NOT NULL,
  files_version TEXT NOT NULL,
  declaration_version TEXT NOT NULL,
  rows_in BIGINT NOT NULL,
  records BIGINT NOT NULL,
  added BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  vanished BIGINT NOT NULL,
  rows_put_aside BIGINT NOT NULL,
  fields_put_aside BIGINT NOT NULL
);
CREATE INDEX feed_load_feed ON feed_load (feed_id, load_id);
CREATE TABLE record_version (
  version_id BIGINT NOT NULL PRIMARY KEY,
  record_id BIGINT NOT NULL,
  feed_id BIGINT NOT NULL,
  record_key TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  fields TEXT NOT NULL,
  is_protected BIGINT NOT NULL CHECK (is_protected IN (0, 1)),
  from_load BIGINT NOT NULL,
  until_load BIGINT NOT NULL
);
CREATE INDEX record_version_current ON record_version (until_load, feed_id);
CREATE INDEX record_version_from ON record_version (from_load);
CREATE TABLE put_aside (
  load_id BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  file_name TEXT NOT NULL,
  row_number BIGINT NOT NULL,
  column_name TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  whole_row BIGINT NOT NULL CHECK (whole_row IN (0, 1)),
  content TEXT NOT NULL,
  PRIMARY KEY (load_id, sequence)
);
CREATE TABLE id_counter (
  name TEXT NOT NULL PRIMARY KEY,
  next_id BIGINT NOT NULL
);
