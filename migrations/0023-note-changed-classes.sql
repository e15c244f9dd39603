-- Why: a call that was being stored while its number was given another class is seen by nobody who looks for the number's
-- calls then; what is noted as a changed fact waits for such calls.

-- Instead of queueing the calls that are seen now. A number that nobody holds has no call that its class could change.
CREATE OR REPLACE FUNCTION relink_calls_of_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO fact_changes (kind, customer_id, phone_e164)
  SELECT 'phone', customer_id, phone_e164
    FROM bookings.customer_phones WHERE phone_e164 = coalesce(NEW.phone_e164, OLD.phone_e164);
  IF FOUND THEN PERFORM pg_notify('callthread_facts', ''); END IF;
  RETURN NULL;
END $$;
