-- Who a programme found, why, by which rules, and until when that is kept. Reasons and unknowns are JSON.
CREATE TABLE cohort (
  programme TEXT NOT NULL,
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('person', 'household', 'property')),
  subject_id BIGINT NOT NULL,
  category TEXT NOT NULL,
  reasons TEXT NOT NULL,
  unknowns TEXT NOT NULL,
  rule_version TEXT NOT NULL,
  found_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (programme, subject_kind, subject_id)
);
CREATE INDEX cohort_expires ON cohort (expires_at);
