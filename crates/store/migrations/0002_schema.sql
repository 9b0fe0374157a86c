-- The account's own schema: properties and groups that it added, and what it changed on built-in ones.

CREATE TABLE properties (
  account_id BIGINT NOT NULL,
  object_type BIGINT NOT NULL,
  name {text} NOT NULL,
  -- The whole definition as JSON, built-in ones included once the account changed them.
  definition {text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  archived_at BIGINT,
  PRIMARY KEY (account_id, object_type, name)
) {clustered};

CREATE TABLE property_groups (
  account_id BIGINT NOT NULL,
  object_type BIGINT NOT NULL,
  name {text} NOT NULL,
  label {text} NOT NULL,
  display_order BIGINT NOT NULL,
  archived_at BIGINT,
  PRIMARY KEY (account_id, object_type, name)
) {clustered};
