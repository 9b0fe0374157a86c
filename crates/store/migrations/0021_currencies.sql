-- What accounts say about money, and the brands that they have.

-- When a setting was last changed; 0 for those that were before this was kept.
ALTER TABLE account_settings ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;

-- What currencies were worth and are worth; a rate stays when another one takes its place.
CREATE TABLE exchange_rates (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  from_code {text} NOT NULL,
  to_code {text} NOT NULL,
  -- A decimal number.
  rate {text} NOT NULL,
  -- Whether people see the pair; all rates of a pair say the same.
  visible BIGINT NOT NULL,
  effective_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
) {clustered};

CREATE TABLE tax_rates (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name {text} NOT NULL,
  label {text} NOT NULL,
  -- A decimal number of percents.
  percentage {text} NOT NULL,
  active BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
) {clustered};

CREATE TABLE business_units (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name {text} NOT NULL,
  -- The address of a picture, and what stands in its place; empty where there is none.
  logo_url {text} NOT NULL,
  logo_alt_text {text} NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
) {clustered};
