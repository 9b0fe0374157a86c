-- Who changed what about an account: what the change log does not hold, for it is no change of records or schemas.

CREATE TABLE audit_log (
  account_id BIGINT NOT NULL,
  -- Counts up within the account.
  id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  -- Null for what nobody in the account did, such as a command of whoever runs the server.
  user_id BIGINT,
  -- 0 for what no app did.
  app_id BIGINT NOT NULL,
  -- HubSpot's words.
  category {text} NOT NULL,
  sub_category {text} NOT NULL,
  action {text} NOT NULL,
  -- What it was done to: an id or a name.
  target {text} NOT NULL,
  PRIMARY KEY (account_id, id)
) {clustered};

-- Both parts of the audit log are read in the order of time.
CREATE INDEX audit_log_by_time ON audit_log (account_id, at, id);
CREATE INDEX changes_of_definitions ON changes (account_id, at, sequence) WHERE kind IN ('schema', 'list');
