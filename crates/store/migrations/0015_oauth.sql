-- OAuth: what apps get their access tokens by.
--
-- Both tables are looked up by a keyed hash alone, and so find the account. The tokens themselves are nowhere.

CREATE TABLE authorization_codes (
  hash {blob} PRIMARY KEY NOT NULL,
  account_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  -- Who lets the app in.
  user_id BIGINT NOT NULL,
  -- Where the code was sent; whoever exchanges it names the same.
  redirect_url {text} NOT NULL,
  -- Separated by spaces.
  scopes {text} NOT NULL,
  -- What the verifier hashes to; null when the app sent no challenge.
  challenge {text},
  expires_at BIGINT NOT NULL,
  -- The refresh token that the code was exchanged for; null until then.
  refresh_hash {blob}
) {clustered};

-- To clean up from the oldest on.
CREATE INDEX authorization_codes_by_expiry ON authorization_codes (expires_at);

CREATE TABLE refresh_tokens (
  hash {blob} PRIMARY KEY NOT NULL,
  account_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  scopes {text} NOT NULL,
  created_at BIGINT NOT NULL,
  revoked_at BIGINT
) {clustered};

-- To end them with the app.
CREATE INDEX refresh_tokens_of_app ON refresh_tokens (account_id, app_id);

-- Access tokens: the refresh token behind it, so that both end when a code is used twice.
ALTER TABLE tokens ADD COLUMN refresh_hash {blob};

-- To clean up from the oldest on.
CREATE INDEX tokens_by_expiry ON tokens (expires_at) WHERE expires_at IS NOT NULL;
