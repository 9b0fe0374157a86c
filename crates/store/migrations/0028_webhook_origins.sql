-- Deliveries that do not come from the change log: people ask for them to see how a receiver takes them.

-- The delivery whose events are sent once more; null otherwise.
ALTER TABLE webhook_deliveries ADD COLUMN replay_of BIGINT;

-- 1 where the events never happened.
ALTER TABLE webhook_deliveries ADD COLUMN is_test BIGINT NOT NULL DEFAULT 0;
