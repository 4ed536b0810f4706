-- How many people a programme finds, month by month: numbers for planning, of nobody. The last run of a month counts for it.
CREATE TABLE cohort_month (
  programme TEXT NOT NULL,
  month TEXT NOT NULL,
  category TEXT NOT NULL,
  people BIGINT NOT NULL,
  counted_at TEXT NOT NULL,
  PRIMARY KEY (programme, month, category)
);
