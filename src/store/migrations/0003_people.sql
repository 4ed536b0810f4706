-- People: which records are one person, what was scored, what reviewers said, and who lives together.
CREATE TABLE membership (
  record_id BIGINT NOT NULL PRIMARY KEY,
  person_id BIGINT NOT NULL
);
CREATE INDEX membership_person ON membership (person_id);
CREATE TABLE link_edge (
  left_record BIGINT NOT NULL,
  right_record BIGINT NOT NULL,
  weight DOUBLE PRECISION NOT NULL,
  band BIGINT NOT NULL CHECK (band BETWEEN 0 AND 4),
  vector BIGINT NOT NULL,
  PRIMARY KEY (left_record, right_record)
);
CREATE INDEX link_edge_review ON link_edge (band, weight);
CREATE INDEX link_edge_right ON link_edge (right_record);
CREATE TABLE link_decision (
  decision_id BIGINT NOT NULL PRIMARY KEY,
  left_record BIGINT NOT NULL,
  right_record BIGINT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'not_sure')),
  actor TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX link_decision_pair ON link_decision (left_record, right_record);
CREATE TABLE person_event (
  event_id BIGINT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('merged', 'split', 'ended')),
  from_person BIGINT NOT NULL,
  to_person BIGINT NOT NULL,
  happened_at TEXT NOT NULL
);
CREATE INDEX person_event_from ON person_event (from_person);
CREATE TABLE household_member (
  household_id BIGINT NOT NULL,
  uprn BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  PRIMARY KEY (household_id, person_id)
);
CREATE INDEX household_member_uprn ON household_member (uprn);
CREATE INDEX household_member_person ON household_member (person_id);
CREATE TABLE link_model (
  model_id BIGINT NOT NULL PRIMARY KEY,
  version TEXT NOT NULL,
  trained_at TEXT NOT NULL,
  content TEXT NOT NULL
);
