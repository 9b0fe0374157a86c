-- How often faults struck whose times are counted: on all nodes together.

ALTER TABLE account_tools ADD COLUMN struck BIGINT NOT NULL DEFAULT 0;
