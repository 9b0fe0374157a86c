-- How often apps called, by day: what the limits of a day count, so that they hold across restarts and servers.
CREATE TABLE api_usage (
  account_id BIGINT NOT NULL,
  -- The date in the account's time zone as a number, such as 20260304.
  day BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  -- private, public or associations: what is counted together.
  kind {text} NOT NULL,
  calls BIGINT NOT NULL,
  PRIMARY KEY (account_id, day, app_id, kind)
) {clustered};
