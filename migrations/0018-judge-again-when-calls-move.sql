-- Why: who of a number's holders called last hangs on when calls were, and analyses and the call log correct that.

-- Of a contact: where it was or is in time; null for where it is when that is looked at.
ALTER TABLE fact_changes ADD COLUMN called_at timestamptz;

-- Both places are noted: calls after the old one may have lost whom they followed, calls after the new one follow somebody else.
CREATE FUNCTION note_moved_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO fact_changes (kind, customer_id, recording_id, called_at)
  SELECT 'contact', NEW.customer_id, NEW.id, place.called_at
    FROM (VALUES (OLD.call_started_at), (NEW.call_started_at)) AS place (called_at)
   WHERE EXISTS (
         SELECT FROM bookings.customer_phones AS held
           JOIN bookings.customer_phones AS other
             ON other.phone_e164 = held.phone_e164 AND other.customer_id <> held.customer_id
          WHERE held.customer_id = NEW.customer_id);
  IF FOUND THEN PERFORM pg_notify('callthread_facts', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_moved_contact AFTER UPDATE OF call_started_at ON call_recordings FOR EACH ROW
  WHEN (OLD.call_started_at <> NEW.call_started_at AND NEW.customer_id IS NOT NULL)
  EXECUTE FUNCTION note_moved_contact();
