-- People: the ids that records bore before the ones they bear; who is parted again gets the old id back.
CREATE TABLE former_membership (
  record_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  PRIMARY KEY (record_id, person_id)
);
