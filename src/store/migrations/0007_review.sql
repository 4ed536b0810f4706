-- Review: an answer can be taken back. Answers themselves are never changed: the pair then stands as it did before.
CREATE TABLE link_withdrawal (
  decision_id BIGINT NOT NULL PRIMARY KEY,
  actor TEXT NOT NULL,
  withdrawn_at TEXT NOT NULL
);
