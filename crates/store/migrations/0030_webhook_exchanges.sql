-- What was said in the attempts to send something, how long receivers have been failing, and whose clocks were moved.

-- The URL, the headers that were sent and, behind an empty line, those that came back, each in a line; null where that
-- was not kept yet.
ALTER TABLE webhook_deliveries ADD COLUMN exchange {text};
ALTER TABLE webhook_attempts ADD COLUMN exchange {text};

-- Requests that failed since the last one that did not, as of the last time that somebody wrote it down.
ALTER TABLE webhook_queues ADD COLUMN failures BIGINT NOT NULL DEFAULT 0;

-- When the first of them failed, by the clock of the account.
ALTER TABLE webhook_queues ADD COLUMN failing_since BIGINT;

-- Finds the accounts that have a clock of their own.
CREATE INDEX account_tools_clocks ON account_tools (account_id) WHERE kind = 'clock';
