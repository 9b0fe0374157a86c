-- The webhooks journal: what apps want to read, and the files that tell it for a few days.

-- What an app wants to be told of an account, in that account.
CREATE TABLE journal_subscriptions (
  account_id BIGINT NOT NULL,
  -- Unique in the database.
  id BIGINT NOT NULL,
  -- The account that made the app.
  owner_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  -- What an app has only one subscription of in an account.
  subject {text} NOT NULL,
  definition {text} NOT NULL,
  -- The newest change when it was made: what came before is not told.
  begins_after BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
) {clustered};

CREATE UNIQUE INDEX journal_subscriptions_subject ON journal_subscriptions (account_id, app_id, subject);
-- Finds the subscriptions of an app, which are in all accounts that let it in.
CREATE INDEX journal_subscriptions_app ON journal_subscriptions (owner_id, app_id, id);

-- Of a subscription with filters, records are told that pass one of them.
CREATE TABLE journal_filters (
  account_id BIGINT NOT NULL,
  subscription_id BIGINT NOT NULL,
  -- Unique in the database.
  id BIGINT NOT NULL,
  conditions {text} NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, subscription_id, id)
) {clustered};

-- The change up to which an account's log was turned into files; no row while nobody wants any.
CREATE TABLE journal_cursors (
  account_id BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  PRIMARY KEY (account_id)
) {clustered};

-- The number of an app's newest file, in the account that made the app: it orders files as they are committed.
CREATE TABLE journal_heads (
  account_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (account_id, app_id)
) {clustered};

-- Events for an app, in the account that made the app. Not clustered, for bodies would spill out of the key tree's pages.
CREATE TABLE journal_files (
  account_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  -- The account that the events are of.
  portal_id BIGINT NOT NULL,
  -- As JSON.
  events {text} NOT NULL,
  published_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, app_id, number)
);

CREATE INDEX journal_files_published ON journal_files (published_at);

-- What became of snapshots that apps asked for, in the account that made the app.
CREATE TABLE journal_statuses (
  account_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  id {text} NOT NULL,
  -- Why there is no snapshot; none where there is one.
  error {text},
  message {text},
  initiated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, app_id, id)
) {clustered};

CREATE INDEX journal_statuses_initiated ON journal_statuses (initiated_at);
