-- Deliveries that nobody waits for any more, oldest first: those that go, and those that people look at.

CREATE INDEX webhook_deliveries_ended ON webhook_deliveries (account_id, app_id, id) WHERE due_at IS NULL;
