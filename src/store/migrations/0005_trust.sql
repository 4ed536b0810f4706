-- The audit log, as a Merkle tree, and the people who may ask.
CREATE TABLE audit_event (
  seq BIGINT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  organisation TEXT NOT NULL,
  role TEXT NOT NULL,
  action TEXT NOT NULL,
  purpose TEXT NOT NULL,
  decision TEXT NOT NULL,
  reason TEXT NOT NULL,
  event_json TEXT NOT NULL,
  salt TEXT NOT NULL,
  leaf_hash TEXT NOT NULL
);
CREATE INDEX audit_event_action ON audit_event (action, seq);
CREATE TABLE audit_checkpoint (
  size BIGINT NOT NULL PRIMARY KEY,
  root TEXT NOT NULL,
  note TEXT NOT NULL
);
CREATE TABLE audit_head (
  head_id BIGINT NOT NULL PRIMARY KEY CHECK (head_id = 1),
  size BIGINT NOT NULL,
  peaks TEXT NOT NULL
);
CREATE TABLE staff (
  user_name TEXT NOT NULL PRIMARY KEY,
  organisation TEXT NOT NULL,
  roles TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  os_user TEXT NOT NULL,
  created TEXT NOT NULL,
  is_disabled BIGINT NOT NULL CHECK (is_disabled IN (0, 1)),
  last_used TEXT NOT NULL
);
CREATE INDEX staff_os_user ON staff (os_user);
CREATE TABLE sign_in_failure (
  user_key TEXT NOT NULL PRIMARY KEY,
  failures BIGINT NOT NULL,
  last_at TEXT NOT NULL
);
