-- What accounts were at some moments, to be so again.

-- The rows of a snapshot stand in the tables of the account, under an account number of their own: the snapshot's
-- below zero. So there is nothing to keep alike, and a migration that changes rows changes those of snapshots too.
CREATE TABLE snapshots (
  account_id BIGINT NOT NULL,
  -- Unique in the whole database.
  id BIGINT NOT NULL,
  name {text} NOT NULL,
  created_at BIGINT NOT NULL,
  n_records BIGINT NOT NULL,
  -- Of the values of the records and of the log.
  n_bytes BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
) {clustered};
