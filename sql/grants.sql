-- Where you own the server: the program's own account. It cannot alter a table,
-- and of the ledger it may only read and append; migrations run as the owner.
-- @USER@ and @DATABASE@ are yours to fill in:
--   sed "s/@DATABASE@/clorp/g; s/@USER@/'clorp'@'localhost'/g" sql/grants.sql | mariadb

GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.users            TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.api_keys         TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.sessions         TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.invites          TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.quotas           TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.oauth_clients    TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.oauth_grants     TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.oauth_tokens     TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.oauth_devices    TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.blobs            TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.uploads          TO @USER@;
GRANT SELECT, INSERT                 ON @DATABASE@.attachments      TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.mails            TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.mail_tokens      TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.issuers          TO @USER@;
GRANT SELECT, INSERT, DELETE         ON @DATABASE@.issuer_keys      TO @USER@;
GRANT SELECT, INSERT, DELETE         ON @DATABASE@.identities       TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.agents           TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.accounts         TO @USER@;
GRANT SELECT, INSERT                 ON @DATABASE@.transfers        TO @USER@;
GRANT SELECT, INSERT                 ON @DATABASE@.entries          TO @USER@;
GRANT SELECT, INSERT                 ON @DATABASE@.settlements      TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.jobs             TO @USER@;
GRANT SELECT, INSERT                 ON @DATABASE@.job_logs         TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.claims           TO @USER@;
GRANT SELECT, INSERT                 ON @DATABASE@.cooldowns        TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.submissions      TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.hours            TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.presentations    TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.job_tokens       TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.deliveries       TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.idempotency_keys TO @USER@;
GRANT SELECT, UPDATE                 ON @DATABASE@.totals           TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.topups           TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.withdrawals      TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.outbox           TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.events           TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.inboxes          TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.webhooks         TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.webhook_deliveries TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.stripe_events    TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.disputes         TO @USER@;
GRANT SELECT, INSERT                 ON @DATABASE@.dispute_decisions TO @USER@;
GRANT SELECT, INSERT                 ON @DATABASE@.admin_log        TO @USER@;
GRANT SELECT, INSERT, UPDATE, DELETE ON @DATABASE@.heartbeats       TO @USER@;
GRANT SELECT, INSERT, UPDATE         ON @DATABASE@.audits           TO @USER@;
GRANT SELECT                         ON @DATABASE@.schema_migrations TO @USER@;
