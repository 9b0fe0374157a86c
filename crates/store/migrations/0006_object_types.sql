-- The object types that accounts make, and what accounts changed about HubSpot's own.

CREATE TABLE object_types (
  account_id BIGINT NOT NULL,
  object_type BIGINT NOT NULL,
  -- Empty for HubSpot's own.
  name {text} NOT NULL,
  -- What the account says about the type, as JSON.
  definition {text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  archived_at BIGINT,
  -- When the name was given up. The row stays, so that no later type gets the number of one whose records are left.
  deleted_at BIGINT,
  PRIMARY KEY (account_id, object_type)
) {clustered};
