-- Which companies have which domains, so that contacts find theirs by their e-mail addresses.

-- Only of accounts that associate contacts so. A hint: companies lose domains without losing their rows here.
CREATE TABLE company_domains (
  account_id BIGINT NOT NULL,
  -- In lower case, without www.
  domain {text} NOT NULL,
  -- 0 for a row that whoever looks for a domain writes first, so that two never make its company at the same time.
  company_id BIGINT NOT NULL,
  PRIMARY KEY (account_id, domain, company_id)
) {clustered};
