-- Records that went for good: merged into others, or deleted for somebody's privacy.

-- Where the ids of merged records lead: always to the record that is there now, however many merges lie between.
CREATE TABLE merged_records (
  account_id BIGINT NOT NULL,
  object_type BIGINT NOT NULL,
  id BIGINT NOT NULL,
  survivor_id BIGINT NOT NULL,
  PRIMARY KEY (account_id, object_type, id)
) {clustered};

-- Email addresses of contacts that were deleted for their privacy: no record may have one again.
CREATE TABLE blocked_addresses (
  account_id BIGINT NOT NULL,
  -- Keyed hash of the address; the address itself is nowhere.
  hash {blob} NOT NULL,
  PRIMARY KEY (account_id, hash)
) {clustered};
