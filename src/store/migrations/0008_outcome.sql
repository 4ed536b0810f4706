-- Letters that a programme has written, and what came of them. Who it was is forgotten when the programme's retention ends; how much was
-- claimed stays.
CREATE TABLE letter_sent (
  letter_number BIGINT NOT NULL PRIMARY KEY,
  programme TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  look BIGINT NOT NULL,
  written_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
);
CREATE TABLE outcome (
  outcome_id BIGINT NOT NULL PRIMARY KEY,
  programme TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  letter_number BIGINT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('claimed', 'refused', 'no_reply')),
  pence_a_week BIGINT NOT NULL,
  told_on TEXT NOT NULL,
  file TEXT NOT NULL,
  file_version TEXT NOT NULL,
  file_row BIGINT NOT NULL,
  actor TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  is_newest BIGINT NOT NULL CHECK (is_newest IN (0, 1))
);
CREATE INDEX outcome_of_person ON outcome (programme, person_id);
