-- Sign-ins and security events are deleted after 90 days: these find the old ones.
CREATE INDEX sign_ins_by_time ON sign_ins (account_id, at);
CREATE INDEX security_events_by_time ON security_events (account_id, at);
