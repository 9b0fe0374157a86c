-- People: who may sign in, the users and teams of accounts, and what they did that concerns security.
--
-- logins, sessions, one_time_links and login_attempts lead with no account: they find it.

-- One person, whom users of several accounts may be.
CREATE TABLE logins (
  id BIGINT PRIMARY KEY NOT NULL,
  -- The e-mail address in lower case.
  address {text} NOT NULL,
  -- argon2id, in the form that says with which salt and cost.
  password {text} NOT NULL,
  created_at BIGINT NOT NULL,
  -- When the password was last set.
  changed_at BIGINT NOT NULL
) {clustered};

CREATE UNIQUE INDEX logins_by_address ON logins (address);

CREATE TABLE sessions (
  -- Keyed hash of what the cookie holds, which itself is nowhere.
  hash {blob} PRIMARY KEY NOT NULL,
  login_id BIGINT NOT NULL,
  -- The account that the session opens.
  account_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  -- The time of a request with it, some minutes behind at most.
  seen_at BIGINT NOT NULL
) {clustered};

CREATE INDEX sessions_of_login ON sessions (login_id);

-- Links by which a user of an account sets a password, once.
CREATE TABLE one_time_links (
  -- Keyed hash of what the link holds, which itself is nowhere.
  hash {blob} PRIMARY KEY NOT NULL,
  account_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  -- setup, join or reset.
  purpose {text} NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
) {clustered};

-- A user has one link; a newer one takes its place.
CREATE UNIQUE INDEX one_time_links_of_user ON one_time_links (account_id, user_id);

-- How often somebody tried to sign in, by e-mail address and by network address.
CREATE TABLE login_attempts (
  -- Keyed hash of the address.
  subject {blob} PRIMARY KEY NOT NULL,
  -- When the attempts began that are counted.
  since BIGINT NOT NULL,
  n_attempts BIGINT NOT NULL
) {clustered};

-- Finds the rows that no longer count.
CREATE INDEX login_attempts_by_time ON login_attempts (since);

-- The users that an account has now; of those that it had, their owners are left, which hold all names and addresses.
CREATE TABLE users (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  -- The e-mail address in lower case.
  address {text} NOT NULL,
  -- super-admin, admin, member, viewer or contacts-only.
  role {text} NOT NULL,
  -- Who the user is; null until somebody who has a link of this account says so. An account that names an address
  -- does not open itself to whoever claimed that address in another account.
  login_id BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
) {clustered};

-- No two users of an account have the same address.
CREATE UNIQUE INDEX users_by_address ON users (account_id, address);
-- Finds the accounts of a login.
CREATE INDEX users_by_login ON users (login_id);

-- Every account has had one owner since it was made, for whoever runs it.
INSERT INTO users (account_id, id, address, role, created_at, updated_at)
SELECT account_id, min(user_id), lower(email), CASE WHEN min(id) = 70000001 THEN 'super-admin' ELSE 'member' END,
  min(created_at), min(created_at)
FROM owners WHERE archived_at IS NULL GROUP BY account_id, lower(email);

CREATE INDEX owners_by_user ON owners (account_id, user_id);

CREATE TABLE teams (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name {text} NOT NULL,
  -- The team that it is part of.
  parent_id BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
) {clustered};

CREATE TABLE team_members (
  account_id BIGINT NOT NULL,
  team_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  -- 1 for the user's main team, 0 for others.
  is_main BIGINT NOT NULL,
  PRIMARY KEY (account_id, team_id, user_id)
) {clustered};

CREATE INDEX teams_of_user ON team_members (account_id, user_id);

-- Sign-ins of the users of an account, good and bad, for 90 days.
CREATE TABLE sign_ins (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  -- The address as it was typed in.
  email {text} NOT NULL,
  -- 0 or 1.
  succeeded BIGINT NOT NULL,
  ip_address {text} NOT NULL,
  user_agent {text} NOT NULL,
  PRIMARY KEY (account_id, id)
) {clustered};

-- What users did that concerns the security of an account, for 90 days.
CREATE TABLE security_events (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  kind {text} NOT NULL,
  -- Who did it; 0 for somebody at the command line.
  user_id BIGINT NOT NULL,
  -- The address of who did it, as it was then.
  email {text} NOT NULL,
  -- To what it was done.
  object_id {text} NOT NULL,
  ip_address {text} NOT NULL,
  PRIMARY KEY (account_id, id)
) {clustered};
