-- Calls that may come twice: what the first one was, and how it was answered.

CREATE TABLE idempotency_keys (
  account_id BIGINT NOT NULL,
  -- Keyed hash of the app, the user and the key that they sent.
  key {blob} NOT NULL,
  -- Keyed hash of what was asked for.
  request {blob} NOT NULL,
  claimed_at BIGINT NOT NULL,
  -- Null until the call is answered.
  status BIGINT,
  -- Sealed with the server's key; null where only the status is kept.
  answer {blob},
  PRIMARY KEY (account_id, key)
);

CREATE INDEX idempotency_keys_by_time ON idempotency_keys (account_id, claimed_at);
