-- The foundation: accounts and who may call, the records with their unique values, and the change log.
--
-- Every table leads with account_id, the tenant boundary and the distribution column of a sharded PostgreSQL.
-- The exceptions find the account: accounts itself, and tokens, which are looked up by their hash alone.
-- {text} is text ordered byte by byte, {blob} is bytes, {clustered} keeps a table in the order of its primary key
-- where the engine can do that. Times are milliseconds since 1970 in UTC.

CREATE TABLE accounts (
  id BIGINT PRIMARY KEY NOT NULL,
  name {text} NOT NULL,
  created_at BIGINT NOT NULL
) {clustered};

-- What every write of an account touches, kept apart and narrow.
CREATE TABLE account_states (
  account_id BIGINT PRIMARY KEY NOT NULL,
  -- The newest number of the change log; taken last before a commit, so that numbers are dense and in commit order.
  last_sequence BIGINT NOT NULL,
  -- Grows with every change of the account's own schema; a write that was validated against an older one is refused.
  schema_version BIGINT NOT NULL
) {clustered};

-- The next free record id; taken in blocks, outside of the transactions that use them.
CREATE TABLE id_blocks (
  account_id BIGINT PRIMARY KEY NOT NULL,
  next_id BIGINT NOT NULL
) {clustered};

-- Private apps: the source id of what they write.
CREATE TABLE apps (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name {text} NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
) {clustered};

CREATE TABLE tokens (
  -- Keyed hash of the token; the token itself is nowhere.
  hash {blob} PRIMARY KEY NOT NULL,
  account_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  -- Space-separated; a single * stands for all.
  scopes {text} NOT NULL,
  -- The last characters of the token, to tell tokens apart in a list.
  hint {text} NOT NULL,
  created_at BIGINT NOT NULL,
  revoked_at BIGINT
) {clustered};

-- Not clustered, like the log below: rows of a kilobyte would spill out of the key tree's pages.
CREATE TABLE records (
  account_id BIGINT NOT NULL,
  -- 0-1 is 1, 2-7 is 2 * 2^32 + 7.
  object_type BIGINT NOT NULL,
  -- 0 or 1. Part of the key, so that pages of live records never read through archived ones, and the reverse.
  archived BIGINT NOT NULL,
  id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  archived_at BIGINT,
  -- One JSON object of strings, its keys in byte order; without the properties that are columns, and without the
  -- values that nearly every record of its type has.
  properties {text} NOT NULL,
  PRIMARY KEY (account_id, object_type, archived, id)
);

CREATE TABLE unique_values (
  account_id BIGINT NOT NULL,
  -- Hash of object type, property and value: new values land anywhere in this tree, so its size decides how many
  -- pages a batch touches. Measured with a million values: 1.4 times the write rate of the values themselves.
  key {blob} NOT NULL,
  record_id BIGINT NOT NULL,
  PRIMARY KEY (account_id, key)
) {clustered};

-- The change log: the history of every property, and what webhooks, search and exports read.
CREATE TABLE changes (
  account_id BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  object_type BIGINT NOT NULL,
  -- 0 for changes of the schema.
  record_id BIGINT NOT NULL,
  kind {text} NOT NULL,
  at BIGINT NOT NULL,
  source {text} NOT NULL,
  source_id {text} NOT NULL,
  user_id BIGINT,
  -- One JSON object: for a creation the record's text, otherwise name to [old, new].
  properties {text} NOT NULL,
  PRIMARY KEY (account_id, sequence)
);

CREATE INDEX changes_of_record ON changes (account_id, object_type, record_id, sequence);
