-- What servers that share a database have to know of each other while limits of seconds are enforced.
-- All of it is worth nothing after some seconds, so that PostgreSQL neither logs nor flushes it.

-- The servers that are there.
CREATE {unlogged} TABLE nodes (
  id BIGINT NOT NULL PRIMARY KEY,
  -- When it last said so.
  seen_at BIGINT NOT NULL
) {clustered};

-- What each server has taken of a limit that they share.
CREATE {unlogged} TABLE call_windows (
  account_id BIGINT NOT NULL,
  -- 0 where all apps of the account share the limit.
  app_id BIGINT NOT NULL,
  -- burst, associations or searches.
  kind {text} NOT NULL,
  -- As JSON: server by server, when calls were made and how many more it may make without asking.
  ledger {text} NOT NULL,
  PRIMARY KEY (account_id, app_id, kind)
) {clustered};
