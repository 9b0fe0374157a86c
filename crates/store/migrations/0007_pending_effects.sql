-- What is left to do after writes whose effects reach very many records.

CREATE TABLE pending_effects (
  account_id BIGINT NOT NULL,
  -- The record that changed.
  child_type BIGINT NOT NULL,
  child_id BIGINT NOT NULL,
  -- Its neighbours of this type, from this id on, still show what it was.
  parent_type BIGINT NOT NULL,
  from_id BIGINT NOT NULL,
  -- Grows whenever the record changes again, so that nobody takes older work for the newest.
  revision BIGINT NOT NULL,
  PRIMARY KEY (account_id, child_type, child_id, parent_type)
) {clustered};
