-- What tests set about an account, and the log of its calls.

-- Faults that are injected and the account's clock, read whole whenever the version of the account's schema moved.
CREATE TABLE account_tools (
  account_id BIGINT NOT NULL,
  -- fault or clock.
  kind {text} NOT NULL,
  -- Empty for the clock, of which there is one.
  name {text} NOT NULL,
  -- The version of the account's schema when it was set: what is set anew counts anew.
  revision BIGINT NOT NULL,
  -- JSON.
  definition {text} NOT NULL,
  PRIMARY KEY (account_id, kind, name)
) {clustered};

-- Calls, as many as the account wants to keep. Not clustered, for bodies would spill out of the key tree's pages.
CREATE TABLE calls (
  account_id BIGINT NOT NULL,
  -- Counts up in the whole database, in the order in which calls were written down.
  id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  operation {text} NOT NULL,
  method {text} NOT NULL,
  -- With the query; the values of secret parameters are masked.
  path {text} NOT NULL,
  app_id BIGINT NOT NULL,
  user_id BIGINT,
  status BIGINT NOT NULL,
  duration_us BIGINT NOT NULL,
  correlation_id {text} NOT NULL,
  -- Bodies, where the account asked for them; only their beginnings, if they are long.
  request {text},
  response {text},
  PRIMARY KEY (account_id, id)
);
