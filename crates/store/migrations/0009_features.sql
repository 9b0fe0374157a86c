-- What accounts switch on and off, and the rules that they set for the values of properties.

-- Only what an account switched itself; everything else is as it is by default.
CREATE TABLE account_features (
  account_id BIGINT NOT NULL,
  name {text} NOT NULL,
  -- 0 or 1.
  enabled BIGINT NOT NULL,
  PRIMARY KEY (account_id, name)
) {clustered};

CREATE TABLE property_validations (
  account_id BIGINT NOT NULL,
  object_type BIGINT NOT NULL,
  property {text} NOT NULL,
  -- The kind of the rule; a property has one of each kind at most.
  rule_type {text} NOT NULL,
  -- A JSON list of texts.
  arguments {text} NOT NULL,
  -- 0 or 1: values are first given the form that the rule asks for; null where the caller did not say.
  normalizes BIGINT,
  PRIMARY KEY (account_id, object_type, property, rule_type)
) {clustered};
