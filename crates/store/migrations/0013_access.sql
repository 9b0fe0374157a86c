-- Who may call: apps, where they are installed, and the tokens that they call with; and what accounts set.

-- Numbers that are unique in the whole database: those of apps, which are installed in accounts that did not make
-- them. Private apps that were made before have numbers of their account alone, below the first of these.
CREATE TABLE counters (
  name {text} PRIMARY KEY NOT NULL,
  next_value BIGINT NOT NULL
) {clustered};

-- Only what an account set itself; everything else is as it is by default.
CREATE TABLE account_settings (
  account_id BIGINT NOT NULL,
  name {text} NOT NULL,
  value {text} NOT NULL,
  PRIMARY KEY (account_id, name)
) {clustered};

-- An app belongs to the account that made it: a private app works in it, a public one in those that install it.
-- private or public.
ALTER TABLE apps ADD COLUMN kind {text} NOT NULL DEFAULT 'private';
-- Public apps only: the name by which OAuth knows the app.
ALTER TABLE apps ADD COLUMN client_id {text};
-- Encrypted with the server's key.
ALTER TABLE apps ADD COLUMN client_secret {blob};
-- Scopes are separated by spaces; a single * stands for all. Those of a private app are what its tokens may do.
ALTER TABLE apps ADD COLUMN required_scopes {text} NOT NULL DEFAULT '';
ALTER TABLE apps ADD COLUMN conditional_scopes {text} NOT NULL DEFAULT '';
ALTER TABLE apps ADD COLUMN optional_scopes {text} NOT NULL DEFAULT '';
-- One on each line.
ALTER TABLE apps ADD COLUMN redirect_urls {text} NOT NULL DEFAULT '';
ALTER TABLE apps ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE apps ADD COLUMN archived_at BIGINT;

-- Finds an app, and with it the account that made it.
CREATE UNIQUE INDEX apps_by_client_id ON apps (client_id);

-- Public apps in the accounts that let them in.
CREATE TABLE installs (
  account_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  -- The account that made the app.
  owner_id BIGINT NOT NULL,
  -- What was granted, separated by spaces.
  scopes {text} NOT NULL,
  -- Who let it in.
  user_id BIGINT NOT NULL,
  installed_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, app_id)
) {clustered};

-- private_app, oauth or developer, the credential that the token is.
ALTER TABLE tokens ADD COLUMN credential {text} NOT NULL DEFAULT 'private_app';
-- Who let the app in; null for tokens that nobody stands behind.
ALTER TABLE tokens ADD COLUMN user_id BIGINT;
-- Null for tokens that last until they are revoked.
ALTER TABLE tokens ADD COLUMN expires_at BIGINT;
-- The time of a call with it, some minutes behind at most.
ALTER TABLE tokens ADD COLUMN last_used_at BIGINT;

-- The tokens of an app, to list, rotate and revoke them.
CREATE INDEX tokens_of_app ON tokens (account_id, app_id);
