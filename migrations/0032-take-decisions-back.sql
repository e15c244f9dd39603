-- Why: a person who linked a call by mistake could only decide again; now they may leave it to the program again.
-- Rows there are satisfy it: they need not be looked at while the table is locked.
ALTER TABLE link_decisions DROP CONSTRAINT link_decisions_action_check;
ALTER TABLE link_decisions ADD CONSTRAINT link_decisions_action_check
  CHECK (action IN ('JUDGED', 'LINKED', 'CONFIRMED', 'UNLINKED', 'RELEASED')) NOT VALID;
