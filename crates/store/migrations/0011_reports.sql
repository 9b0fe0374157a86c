-- Reports that accounts asked for, kept for whoever wants to read them.

CREATE TABLE reports (
  account_id BIGINT NOT NULL,
  -- Counts up without gaps, so that the newest ones are a range of the key.
  id BIGINT NOT NULL,
  kind {text} NOT NULL,
  -- The user whom it was made for.
  user_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  -- How many lines the content has below its header; beside it, so that lists need not read it.
  n_rows BIGINT NOT NULL,
  -- CSV; last, for it may be long.
  content {text} NOT NULL,
  PRIMARY KEY (account_id, id)
) {clustered};
