-- Why: a person may ask to be forgotten, words may be kept only so long, and who read or decided what must be known afterwards.

-- What was erased, without a trace of whom: a random id, when, by which key, and how much.
CREATE TABLE erasures (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  erased_at  timestamptz NOT NULL DEFAULT now(),
  by_name    text NOT NULL,
  counts     jsonb NOT NULL
);

-- Erased calls still stand in RingCentral's call log, and their analyses may still come. They are known by a hash that
-- says nothing to whoever lacks the key.
CREATE TABLE erasure_key (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  key      bytea NOT NULL
);
INSERT INTO erasure_key (key) VALUES (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
CREATE TABLE erased_calls (
  digest    bytea PRIMARY KEY,
  erased_at timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION erased_call_digest(kind text, call_id text) RETURNS bytea LANGUAGE sql STABLE AS
$$ SELECT sha256(key || convert_to(kind || ':' || call_id, 'UTF8')) FROM erasure_key $$;

-- Which calls were erased. Whoever erases holds this lock alone: whoever asks waits, and then sees the hashes.
CREATE FUNCTION erased_among(kind text, ids text[]) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7205259403792796);
  IF NOT EXISTS (SELECT FROM erased_calls) THEN RETURN; END IF;
  RETURN QUERY SELECT id FROM unnest(ids) AS id
                WHERE EXISTS (SELECT FROM erased_calls WHERE digest = erased_call_digest(kind, id));
END $$;

-- An event outlives its recording: positions stay, and what is erased is told by an event of its own. One that has no
-- recording tells of the customer.
ALTER TABLE linkage_events
  DROP CONSTRAINT linkage_events_recording_id_fkey,
  DROP CONSTRAINT linkage_events_type_check,
  ALTER COLUMN recording_id DROP NOT NULL,
  ADD CONSTRAINT linkage_events_type_check
    CHECK (type IN ('LINKED', 'RELINKED', 'UNLINKED', 'SENT_TO_REVIEW', 'UNMATCHED', 'ERASED')),
  ADD CONSTRAINT linkage_events_recording_check CHECK (recording_id IS NOT NULL OR type = 'ERASED');

-- EXPIRED: the words were kept as long as they may be. The link stays.
ALTER TABLE call_recordings
  DROP CONSTRAINT call_recordings_transcript_status_check,
  ADD CONSTRAINT call_recordings_transcript_status_check
    CHECK (transcript_status IN ('PENDING', 'READY', 'UNAVAILABLE', 'EXPIRED'));

-- Up to where events are gone because of their age: a cursor before it cannot be continued.
CREATE TABLE retention_state (
  only_row         boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  events_gone_upto bigint NOT NULL DEFAULT 0
);
INSERT INTO retention_state DEFAULT VALUES;

-- Who read or changed what of whom. Never what it said. Reads are noted in batches, equal ones of a second together.
CREATE TABLE audit_log (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at            timestamptz NOT NULL,
  by_id         text NOT NULL,                 -- of the key, or the subject of the token
  by_name       text NOT NULL,
  operation     text NOT NULL CHECK (operation IN ('query', 'mutation', 'subscription', 'command')),
  fields        text[] NOT NULL,               -- the operation's root fields, and of what it read those with people's words
  outcome       text,                          -- the first error's code; null: it succeeded
  customer_ids  uuid[] NOT NULL DEFAULT '{}',
  recording_ids uuid[] NOT NULL DEFAULT '{}',
  times         integer NOT NULL DEFAULT 1 CHECK (times > 0)
);
CREATE INDEX idx_audit_log_subjects ON audit_log USING gin (customer_ids, recording_ids);
CREATE INDEX idx_audit_log_at ON audit_log USING brin (at);

-- A booking or customer that is deleted takes its links with it, and says so: what comes next is the new judgement.
CREATE OR REPLACE FUNCTION release_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'bookings' THEN
    WITH released AS (
      UPDATE call_recordings
         SET booking_id = NULL, link_status = 'CUSTOMER_ONLY', linked_at = NULL, booking_confidence = 0, updated_at = now()
       WHERE booking_id = OLD.id AND linked_by = 'person'
      RETURNING id, customer_id)
    INSERT INTO linkage_events (type, recording_id, customer_id, booking_confidence, previous)
    SELECT 'UNLINKED', id, customer_id, 0, jsonb_build_object('status', 'LINKED', 'customerId', customer_id, 'bookingId', OLD.id)
      FROM released;
  END IF;
  WITH before AS MATERIALIZED (
    SELECT id, link_status, customer_id, booking_id FROM call_recordings
     WHERE (TG_TABLE_NAME = 'bookings' AND booking_id = OLD.id)
        OR (TG_TABLE_NAME = 'customers' AND customer_id = OLD.id)
       FOR UPDATE
  ), released AS (
    UPDATE call_recordings AS call
       SET customer_id = NULL, booking_id = NULL, link_status = 'PENDING', review_reason = NULL, linked_at = NULL,
           decided_at = NULL, linked_by = NULL, linked_by_name = NULL, link_evidence = '[]', link_candidates = '[]',
           link_explanation = NULL, customer_confidence = NULL, booking_confidence = NULL, updated_at = now()
      FROM before WHERE call.id = before.id)
  INSERT INTO linkage_events (type, recording_id, previous)
  SELECT 'UNLINKED', id, jsonb_build_object('status', link_status, 'customerId', customer_id, 'bookingId', booking_id)
    FROM before;
  RETURN OLD;
END $$;

-- Takes the words of calls out of the vocabulary before the calls or their transcripts go, and `names` with them: a rare
-- surname must not be suggested to whoever types its beginning. Counts are approximate, so what few calls are left to say
-- is looked for.
CREATE FUNCTION forget_search_words(ids uuid[], names text[]) RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  counted uuid[];
  touched text[];
BEGIN
  -- Nobody learns meanwhile; they leave their calls pending.
  PERFORM pg_advisory_xact_lock(7205259403792794);
  SELECT array_agg(id) INTO counted FROM call_recordings
   WHERE id = ANY (ids) AND rc_transcript IS NOT NULL
     AND NOT EXISTS (SELECT FROM search_words_pending AS pending WHERE pending.recording_id = call_recordings.id);
  DELETE FROM search_words_pending WHERE recording_id = ANY (ids);
  WITH said AS (
    SELECT word, count(*) FILTER (WHERE call.id = ANY (counted)) AS calls
      FROM call_recordings AS call
     CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector('public.callthread_words', spoken_text(call.rc_transcript)))) AS word
     WHERE call.id = ANY (ids) AND call.rc_transcript IS NOT NULL
     GROUP BY word
    UNION ALL
    SELECT word, 0 FROM unnest(tsvector_to_array(to_tsvector('public.callthread_words', array_to_string(names, ' ')))) AS word
  ), less AS (
    UPDATE search_words AS known SET calls = greatest(known.calls - gone.calls, 0)
      FROM (SELECT word, sum(calls) AS calls FROM said GROUP BY word) AS gone
     WHERE known.word = gone.word
    RETURNING known.word, known.calls)
  SELECT array_agg(word) FILTER (WHERE calls <= 3) INTO touched FROM less;
  DELETE FROM search_words AS known
   WHERE known.word = ANY (touched)
     AND CASE WHEN known.lexeme = '' THEN known.calls = 0
              ELSE NOT EXISTS (SELECT FROM call_search AS call
                                WHERE call.words @@ quote_literal(known.lexeme)::tsquery AND call.recording_id <> ALL (ids)) END;
  UPDATE search_words SET calls = 1 WHERE word = ANY (touched) AND calls = 0;
  UPDATE search_totals
     SET calls = greatest(calls - coalesce(cardinality(counted), 0), 0),
         characters = greatest(characters - (SELECT coalesce(sum(length), 0) FROM call_search WHERE recording_id = ANY (counted)), 0);
END $$;

-- What the planner remembers of tables, where `pattern` finds something in it. What was said is left out, which is as much
-- other people's as the calls are, and so are events.
CREATE FUNCTION statistics_with(pattern text) RETURNS TABLE (of_table text, of_column text) LANGUAGE sql STABLE AS $$
  SELECT DISTINCT format('%I.%I', schemaname, tablename), attname::text FROM pg_stats
   WHERE schemaname !~ '^(pg_|information_schema)'
     AND tablename NOT IN ('call_statements', 'call_search', 'search_words', 'linkage_events')
     AND (tablename, attname) NOT IN (('call_recordings', 'rc_transcript'), ('call_recordings', 'rc_ai_insights'),
                                      ('call_recordings', 'transcript_segments'))
     AND concat_ws(' ', most_common_vals, histogram_bounds, most_common_elems) ~* pattern
$$;

CREATE FUNCTION forget_statistics(pattern text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  remembered text;
BEGIN
  FOR remembered IN SELECT DISTINCT of_table FROM statistics_with(pattern) LOOP EXECUTE 'ANALYZE ' || remembered; END LOOP;
END $$;
-- Tables that are often empty keep the statistics of when they were not.
ALTER TABLE bookings.phone_classes ALTER COLUMN phone_e164 TYPE text, ALTER COLUMN phone_e164 SET STATISTICS 0;
ALTER TABLE fact_changes ALTER COLUMN phone_e164 TYPE text, ALTER COLUMN phone_e164 SET STATISTICS 0;
ALTER TABLE webhook_receipts ALTER COLUMN body SET STATISTICS 0;

-- Every place where what `pattern` (a regular expression, without regard to case) finds is still stored: all tables of
-- all schemas as they are, raw bodies as text, and what the planner remembers of them. What other people's calls say is
-- told apart as `said`; the events that tell subscribers whom to forget are left out.
CREATE FUNCTION find_traces(pattern text) RETURNS TABLE (place text, said boolean, places bigint) LANGUAGE plpgsql STABLE AS $$
DECLARE
  stored record;
  bodies text;
BEGIN
  FOR stored IN
    SELECT class.oid, namespace.nspname AS schema, class.relname AS name
      FROM pg_class AS class JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
     WHERE class.relkind IN ('r', 'm') AND namespace.nspname !~ '^(pg_|information_schema)'
     ORDER BY 2, 3
  LOOP
    SELECT string_agg(format(' || encode(stored.%I, ''escape'')', attname), '') INTO bodies
      FROM pg_attribute WHERE attrelid = stored.oid AND atttypid = 'bytea'::regtype AND attnum > 0 AND NOT attisdropped;
    place := stored.schema || '.' || stored.name;
    said := place IN ('public.call_statements', 'public.call_search', 'public.search_words');
    EXECUTE format(
      CASE place
        WHEN 'public.call_recordings' THEN
          'SELECT count(*) FROM %I.%I AS stored WHERE (to_jsonb(stored) - ''rc_transcript'' - ''transcript_segments'' - ''rc_ai_insights'')::text ~* $1'
        WHEN 'public.linkage_events' THEN 'SELECT count(*) FROM %I.%I AS stored WHERE type <> ''ERASED'' AND stored::text ~* $1'
        ELSE 'SELECT count(*) FROM %I.%I AS stored WHERE (stored::text' || coalesce(bodies, '') || ') ~* $1'
      END, stored.schema, stored.name) INTO places USING pattern;
    IF places > 0 THEN RETURN NEXT; END IF;
  END LOOP;
  place := 'public.call_recordings'; said := true;
  SELECT count(*) INTO places FROM call_recordings AS call
   WHERE concat_ws(' ', call.rc_transcript, call.transcript_segments, call.rc_ai_insights) ~* pattern;
  IF places > 0 THEN RETURN NEXT; END IF;
  place := 'pg_catalog.pg_statistic'; said := false;
  SELECT count(*) INTO places FROM statistics_with(pattern);
  IF places > 0 THEN RETURN NEXT; END IF;
END $$;
