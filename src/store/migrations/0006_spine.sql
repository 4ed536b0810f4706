-- What each step did, and up to where it has seen the loads.
CREATE TABLE step_state (
  step TEXT NOT NULL PRIMARY KEY,
  version TEXT NOT NULL,
  seen_load BIGINT NOT NULL
);
CREATE TABLE run_record (
  run_id BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  started_at TEXT NOT NULL,
  step TEXT NOT NULL,
  in_count BIGINT NOT NULL,
  out_count BIGINT NOT NULL,
  recomputed BIGINT NOT NULL,
  put_aside BIGINT NOT NULL,
  seconds DOUBLE PRECISION NOT NULL,
  peak_mib BIGINT NOT NULL,
  remark TEXT NOT NULL,
  PRIMARY KEY (run_id, sequence)
);
CREATE TABLE place_setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);
