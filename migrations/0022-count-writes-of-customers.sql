-- Why: whether anything of a customer had been written since was told by the transactions of their latest 200 calls: most
-- of what a request that is answered from memory cost, and milliseconds for those who call often. Counting what is written
-- makes it a look at two small indexes.

-- A row for every statement that wrote something of a customer, in its transaction: it is seen exactly when the write is,
-- and whoever writes waits for nobody. The workers add the rows up, so that few are ever there.
CREATE TABLE customer_writes (
  customer_id uuid NOT NULL
);
CREATE INDEX idx_customer_writes_customer ON customer_writes (customer_id);
CREATE TABLE customer_write_totals (
  customer_id uuid PRIMARY KEY,
  writes      bigint NOT NULL
);
-- The planner's memory of common values would outlive an erased person.
ALTER TABLE customer_writes ALTER COLUMN customer_id SET STATISTICS 0;
ALTER TABLE customer_write_totals ALTER COLUMN customer_id SET STATISTICS 0;

-- Nothing is left of who is deleted. Whoever adds up moves rows from the first to the second, hence the order.
CREATE FUNCTION count_customer_writes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO customer_writes SELECT id FROM written_after;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO customer_writes SELECT id FROM written_before;
  ELSE
    DELETE FROM customer_writes WHERE customer_id IN (SELECT id FROM written_before);
    DELETE FROM customer_write_totals WHERE customer_id IN (SELECT id FROM written_before);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER count_writes_insert AFTER INSERT ON bookings.customers
  REFERENCING NEW TABLE AS written_after FOR EACH STATEMENT EXECUTE FUNCTION count_customer_writes();
CREATE TRIGGER count_writes_update AFTER UPDATE ON bookings.customers
  REFERENCING OLD TABLE AS written_before FOR EACH STATEMENT EXECUTE FUNCTION count_customer_writes();
CREATE TRIGGER count_writes_delete AFTER DELETE ON bookings.customers
  REFERENCING OLD TABLE AS written_before FOR EACH STATEMENT EXECUTE FUNCTION count_customer_writes();

-- Of what belongs to a customer: whose it is, and whose it was. What goes with a customer who is deleted is told after they
-- are gone, and is not counted any more. A planner that knows nothing of a young table yet would walk all of it.
CREATE FUNCTION count_writes_of_customers() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO customer_writes SELECT DISTINCT customer_id FROM written_after WHERE customer_id IS NOT NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO customer_writes
    SELECT id FROM bookings.customers
     WHERE id IN (SELECT customer_id FROM written_before EXCEPT SELECT customer_id FROM written_after);
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO customer_writes
    SELECT id FROM bookings.customers WHERE id IN (SELECT customer_id FROM written_before);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER count_writes_insert AFTER INSERT ON bookings.bookings
  REFERENCING NEW TABLE AS written_after FOR EACH STATEMENT EXECUTE FUNCTION count_writes_of_customers();
CREATE TRIGGER count_writes_update AFTER UPDATE ON bookings.bookings
  REFERENCING OLD TABLE AS written_before NEW TABLE AS written_after FOR EACH STATEMENT EXECUTE FUNCTION count_writes_of_customers();
CREATE TRIGGER count_writes_delete AFTER DELETE ON bookings.bookings
  REFERENCING OLD TABLE AS written_before FOR EACH STATEMENT EXECUTE FUNCTION count_writes_of_customers();
CREATE TRIGGER count_writes_insert AFTER INSERT ON call_recordings
  REFERENCING NEW TABLE AS written_after FOR EACH STATEMENT EXECUTE FUNCTION count_writes_of_customers();
CREATE TRIGGER count_writes_update AFTER UPDATE ON call_recordings
  REFERENCING OLD TABLE AS written_before NEW TABLE AS written_after FOR EACH STATEMENT EXECUTE FUNCTION count_writes_of_customers();
CREATE TRIGGER count_writes_delete AFTER DELETE ON call_recordings
  REFERENCING OLD TABLE AS written_before FOR EACH STATEMENT EXECUTE FUNCTION count_writes_of_customers();

-- Who else holds a number is told of everybody who holds it.
CREATE FUNCTION count_writes_of_holders() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO customer_writes
    SELECT DISTINCT customer_id FROM bookings.customer_phones WHERE phone_e164 IN (SELECT phone_e164 FROM written_after);
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO customer_writes
    SELECT id FROM bookings.customers
     WHERE id IN (SELECT customer_id FROM written_before
                   UNION
                  SELECT customer_id FROM bookings.customer_phones WHERE phone_e164 IN (SELECT phone_e164 FROM written_before));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER count_writes_insert AFTER INSERT ON bookings.customer_phones
  REFERENCING NEW TABLE AS written_after FOR EACH STATEMENT EXECUTE FUNCTION count_writes_of_holders();
CREATE TRIGGER count_writes_update AFTER UPDATE ON bookings.customer_phones
  REFERENCING OLD TABLE AS written_before NEW TABLE AS written_after FOR EACH STATEMENT EXECUTE FUNCTION count_writes_of_holders();
CREATE TRIGGER count_writes_delete AFTER DELETE ON bookings.customer_phones
  REFERENCING OLD TABLE AS written_before FOR EACH STATEMENT EXECUTE FUNCTION count_writes_of_holders();

-- Adds up to `most` rows to the totals, which changes no version: what is added up is committed, and a statement sees it
-- either as rows or in the total. One at a time: whoever finds another at it leaves the work to them. Returns how many rows.
CREATE FUNCTION add_up_customer_writes(most integer) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  added bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(7205259403792796) THEN RETURN 0; END IF;
  WITH taken AS (
    DELETE FROM customer_writes WHERE ctid = ANY (ARRAY(SELECT ctid FROM customer_writes LIMIT most)) RETURNING customer_id
  ), counted AS (
    SELECT customer_id, count(*) AS writes FROM taken GROUP BY customer_id
  ), added_up AS (
    INSERT INTO customer_write_totals AS total SELECT customer_id, writes FROM counted ORDER BY customer_id
        ON CONFLICT (customer_id) DO UPDATE SET writes = total.writes + excluded.writes
  )
  SELECT coalesce(sum(writes), 0) INTO added FROM counted;
  RETURN added;
END $$;

-- Differs whenever the customer, their numbers and who else holds them, their bookings or one of their calls has been
-- written; null for an unknown customer. What is committed is never less than before, so no version comes twice.
CREATE OR REPLACE FUNCTION customer_version(wanted uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT concat_ws('.', customer.xmin::text,
                     (SELECT count(*) FROM customer_writes WHERE customer_id = wanted)
                     + coalesce((SELECT writes FROM customer_write_totals WHERE customer_id = wanted), 0))
      FROM bookings.customers AS customer
     WHERE customer.id = wanted);
END $$;
