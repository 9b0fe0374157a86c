-- What is left to do because rates of currencies take effect.

CREATE TABLE due_rates (
  account_id BIGINT NOT NULL,
  -- From this moment on open deals are worth something else.
  due_at BIGINT NOT NULL,
  -- Those from this id on still show what they were worth before.
  from_id BIGINT NOT NULL,
  -- Grows whenever rates of the same moment change again, so that nobody takes older work for the newest.
  revision BIGINT NOT NULL,
  PRIMARY KEY (account_id, due_at)
) {clustered};
