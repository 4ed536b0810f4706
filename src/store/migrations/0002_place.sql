-- Which property each record belongs to; one row per record. Empty uprn and runner_up are 0: no property has that number.
-- candidates: UPRNs with | between. matcher_version and gazetteer_version say what made the row, so that a step knows what to redo.
CREATE TABLE placement (
  record_id BIGINT PRIMARY KEY,
  band TEXT NOT NULL,
  uprn BIGINT NOT NULL,
  probability DOUBLE PRECISION NOT NULL,
  margin DOUBLE PRECISION NOT NULL,
  runner_up BIGINT NOT NULL,
  candidates TEXT NOT NULL,
  reason TEXT NOT NULL,
  matcher_version TEXT NOT NULL,
  gazetteer_version TEXT NOT NULL,
  CHECK (band IN ('exact', 'likely', 'building', 'ambiguous', 'none'))
);
CREATE INDEX placement_uprn ON placement (uprn);
