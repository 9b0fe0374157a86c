-- Associations between records, and the labels that accounts define for them.

-- One row for each direction of a pair, so that either record's associations are one range of the key.
-- The rows of archived records stay, for their restoration; reads leave them out.
CREATE TABLE associations (
  account_id BIGINT NOT NULL,
  from_type BIGINT NOT NULL,
  from_id BIGINT NOT NULL,
  to_type BIGINT NOT NULL,
  to_id BIGINT NOT NULL,
  -- The ids of the types that the pair has in this direction, separated by spaces.
  types {text} NOT NULL,
  -- 0 or 1: one of the types is such that the record has it to one other record at most.
  exclusive BIGINT NOT NULL,
  PRIMARY KEY (account_id, from_type, from_id, to_type, to_id)
) {clustered};

-- Finds what has to be demoted without reading through a record's many associations.
CREATE INDEX exclusive_associations ON associations (account_id, from_type, from_id, to_type) WHERE exclusive = 1;

-- The account's own types, one row for each direction.
CREATE TABLE association_labels (
  account_id BIGINT NOT NULL,
  type_id BIGINT NOT NULL,
  from_type BIGINT NOT NULL,
  to_type BIGINT NOT NULL,
  -- What the other side sees; the same row where one label serves two records of one object type.
  inverse_id BIGINT NOT NULL,
  name {text} NOT NULL,
  label {text} NOT NULL,
  PRIMARY KEY (account_id, type_id)
) {clustered};

-- How many records a record may have a type to, where the account set a limit.
CREATE TABLE association_limits (
  account_id BIGINT NOT NULL,
  type_id BIGINT NOT NULL,
  max_records BIGINT NOT NULL,
  PRIMARY KEY (account_id, type_id)
) {clustered};
