-- Optional: the database itself refuses to rewrite history. Where the binary
-- log is on, creating a trigger needs SUPER, so a shared host may not allow
-- these; clorp-admin doctor says whether they stand. Safe to run again.

CREATE OR REPLACE TRIGGER entries_no_update BEFORE UPDATE ON entries
FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'entries are append-only';

CREATE OR REPLACE TRIGGER entries_no_delete BEFORE DELETE ON entries
FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'entries are append-only';

CREATE OR REPLACE TRIGGER transfers_no_update BEFORE UPDATE ON transfers
FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'transfers are append-only';

CREATE OR REPLACE TRIGGER transfers_no_delete BEFORE DELETE ON transfers
FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'transfers are append-only';

CREATE OR REPLACE TRIGGER settlements_no_update BEFORE UPDATE ON settlements
FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'settlements are append-only';

CREATE OR REPLACE TRIGGER settlements_no_delete BEFORE DELETE ON settlements
FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'settlements are append-only';
