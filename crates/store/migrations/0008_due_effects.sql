-- What changes because time goes by, with nothing being written.

CREATE TABLE due_effects (
  account_id BIGINT NOT NULL,
  -- From this moment on the record shows something as still to come that has come.
  due_at BIGINT NOT NULL,
  object_type BIGINT NOT NULL,
  id BIGINT NOT NULL,
  PRIMARY KEY (account_id, due_at, object_type, id)
) {clustered};
