-- Pipelines as accounts change them, and the owners of records.

CREATE TABLE pipelines (
  account_id BIGINT NOT NULL,
  object_type BIGINT NOT NULL,
  id {text} NOT NULL,
  -- The whole pipeline with all of its stages as JSON, built-in ones included once the account changed them.
  definition {text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  archived_at BIGINT,
  PRIMARY KEY (account_id, object_type, id)
) {clustered};

CREATE TABLE owners (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  -- The user behind the owner; in the owner's view none any more once it is archived.
  user_id BIGINT NOT NULL,
  email {text} NOT NULL,
  first_name {text} NOT NULL,
  last_name {text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  archived_at BIGINT,
  PRIMARY KEY (account_id, id)
) {clustered};

-- Every account has an owner from the start; those that are older than this table get theirs here.
INSERT INTO owners (account_id, id, user_id, email, first_name, last_name, created_at, updated_at)
SELECT id, 70000001, 70000001, 'admin@example.com', 'Account', 'Admin', created_at, created_at FROM accounts;
