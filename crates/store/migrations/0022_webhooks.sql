-- Webhooks: what apps want to be told, what waits to be sent to them, and what became of it.

-- Where an app wants its events, in the account that made the app.
CREATE TABLE webhook_settings (
  account_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  target_url {text} NOT NULL,
  -- Per account that the events are of; within the period where there is one, otherwise at a time.
  max_concurrent_requests BIGINT NOT NULL,
  -- SECONDLY or ROLLING_MINUTE, for apps that ask for it.
  period {text},
  -- 1 while nothing is to be sent: what happens waits.
  paused BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, app_id)
) {clustered};

-- What an app wants to be told, in the account that made the app.
CREATE TABLE webhook_subscriptions (
  account_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  -- Unique in the database.
  id BIGINT NOT NULL,
  event_type {text} NOT NULL,
  -- Of object.* only.
  object_type BIGINT,
  -- Of *.propertyChange only.
  property_name {text},
  -- Of event.completed only.
  event_type_name {text},
  active BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, app_id, id)
) {clustered};

-- The change up to which an account's log was turned into events; no row while nobody wants any.
CREATE TABLE webhook_cursors (
  account_id BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  PRIMARY KEY (account_id)
) {clustered};

-- What waits for one app in one account: whoever sends holds the queue.
CREATE TABLE webhook_queues (
  account_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  -- The account that made the app.
  owner_id BIGINT NOT NULL,
  -- When the next delivery is due; null when nothing waits.
  due_at BIGINT,
  -- The node that sends, and until when others leave the queue to it.
  node {text},
  held_until BIGINT NOT NULL,
  PRIMARY KEY (account_id, app_id)
) {clustered};

-- Finds the queues, and with them the accounts, in which something is due.
CREATE INDEX webhook_queues_due ON webhook_queues (due_at) WHERE due_at IS NOT NULL;

-- Up to a hundred events that go out in one request. Not clustered, for bodies would spill out of the key tree's pages.
CREATE TABLE webhook_deliveries (
  account_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  -- Ascending in the order in which the events happened; unique in the database.
  id BIGINT NOT NULL,
  -- waiting, delivered, failed.
  state {text} NOT NULL,
  n_events BIGINT NOT NULL,
  -- The events, as JSON.
  events {text} NOT NULL,
  created_at BIGINT NOT NULL,
  -- When it is to be sent; null once it is delivered or failed for good.
  due_at BIGINT,
  -- How often it was sent.
  attempts BIGINT NOT NULL,
  -- Of the last time: when, how long it took, the status that came back, or why none did, and the answer's beginning.
  sent_at BIGINT,
  duration_us BIGINT,
  status BIGINT,
  error {text},
  response {text},
  PRIMARY KEY (account_id, app_id, id)
);

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (account_id, app_id, due_at, id) WHERE due_at IS NOT NULL;

-- The times before the last one that a delivery was sent in vain.
CREATE TABLE webhook_attempts (
  account_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  delivery_id BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  duration_us BIGINT NOT NULL,
  status BIGINT,
  error {text},
  response {text},
  PRIMARY KEY (account_id, app_id, delivery_id, attempt)
) {clustered};
