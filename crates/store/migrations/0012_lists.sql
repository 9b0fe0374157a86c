-- Lists of records, the folders that they stand in, who is in them, and how far readers followed the change log.

CREATE TABLE lists (
  account_id BIGINT NOT NULL,
  -- Counts up from 1.
  id BIGINT NOT NULL,
  object_type BIGINT NOT NULL,
  name {text} NOT NULL,
  -- MANUAL, SNAPSHOT or DYNAMIC.
  kind {text} NOT NULL,
  -- COMPLETE or PROCESSING.
  status {text} NOT NULL,
  -- 0 for none.
  folder_id BIGINT NOT NULL,
  -- Grows with every change of the definition.
  version BIGINT NOT NULL,
  -- How many rows of list_memberships it has; changes with them.
  size BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  filters_updated_at BIGINT NOT NULL,
  -- Users.
  created_by BIGINT,
  updated_by BIGINT,
  last_added_at BIGINT,
  last_removed_at BIGINT,
  deleted_at BIGINT,
  -- While it is PROCESSING: every record up to this id was asked about.
  built_to BIGINT NOT NULL,
  -- When it is to become static, as JSON; and when that is looked at next.
  conversion {text},
  converts_at BIGINT,
  converted_at BIGINT,
  -- Who may edit it and what else its maker wrote down, as JSON.
  settings {text} NOT NULL,
  -- The root branch as JSON, as it is shown; none for MANUAL ones. Last, for it may be long.
  filters {text},
  PRIMARY KEY (account_id, id)
) {clustered};

CREATE INDEX converting_lists ON lists (account_id, converts_at) WHERE converts_at IS NOT NULL;

-- The names of live lists, which no two of one type share.
CREATE TABLE list_names (
  account_id BIGINT NOT NULL,
  object_type BIGINT NOT NULL,
  -- In lower case.
  name {text} NOT NULL,
  list_id BIGINT NOT NULL,
  PRIMARY KEY (account_id, object_type, name)
) {clustered};

CREATE TABLE list_folders (
  account_id BIGINT NOT NULL,
  -- Counts up from 1.
  id BIGINT NOT NULL,
  -- 0 for the root, which has no row.
  parent_id BIGINT NOT NULL,
  name {text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  user_id BIGINT,
  PRIMARY KEY (account_id, id)
) {clustered};

-- One row for each member of each list; records that are not live have none.
CREATE TABLE list_memberships (
  account_id BIGINT NOT NULL,
  list_id BIGINT NOT NULL,
  record_id BIGINT NOT NULL,
  -- When it joined; the log knows when it did so for the first time.
  added_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, list_id, record_id)
) {clustered};

CREATE INDEX list_memberships_by_joining ON list_memberships (account_id, list_id, added_at, record_id);
CREATE INDEX lists_of_records ON list_memberships (account_id, record_id, list_id);

-- How many members a list had at the end of a day on which that changed.
CREATE TABLE list_sizes (
  account_id BIGINT NOT NULL,
  list_id BIGINT NOT NULL,
  -- The first moment of the day in UTC.
  day BIGINT NOT NULL,
  size BIGINT NOT NULL,
  PRIMARY KEY (account_id, list_id, day)
) {clustered};

-- How far those have come who follow the change log in transactions of their own.
CREATE TABLE log_cursors (
  account_id BIGINT NOT NULL,
  reader {text} NOT NULL,
  -- The last change that was followed.
  sequence BIGINT NOT NULL,
  PRIMARY KEY (account_id, reader)
) {clustered};
