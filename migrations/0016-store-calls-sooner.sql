-- Why: of what storing a call cost the database, most was learning the words of its transcript and looking for statements
-- in turns that have none. Words are now learnt by the workers, in batches; the rest finds the same with less work.

-- A turn in which `statement_kind` finds something or for which `asks_after_needs` holds has one of these in lower case. A
-- transcript has few of them, and turns without those need not be read: an expression costs a hundred times as much.
-- Whoever changes an expression changes these with it; a test compares.
CREATE FUNCTION statement_cues() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY['allerg', 'anaphyla', 'epi', 'tolera', 'vega', 'tarian', 'gluten', 'dairy', 'lactose', 'halal', 'kosher', 'eliac',
    'diabet', 'asthma', 'free', 'diet', 'wheelchair', 'accessib', 'hearing', 'deaf', 'blind', 'pregnant', 'nuts', 'fish', 'sesame',
    'seafood', 'shrimp', 'no egg', 'pork', 'alcohol', 'meat', 'beef', 'can''t', 'can’t', 'cant ', 'cannot', 'can not', ' eat',
    ' drink', 't have', 'prefer', 'high chair', 'favo', ' budget', ' always', ' usually', ' never', ' hate', ' dislike', ' rather',
    'call me', 'text me', 'mail me', 'reach me', 'not a fan', 'love', 'like the', 'like your', 'like that', 'like when',
    'like it', 'liked ', 'enjoy', 'food', 'ingredient', 'special ', 'anything', 'll ', 'going to ']
$$;

-- What it finds is as it was.
CREATE OR REPLACE FUNCTION statements_of(segments jsonb)
RETURNS TABLE (place integer, kind text, offset_seconds real, said text, question text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  WITH turn AS MATERIALIZED (
    SELECT place::integer, segment ->> 'speaker' AS speaker, (segment ->> 'start')::real AS start, left(segment ->> 'text', 1000) AS text,
           lower(left(segment ->> 'text', 1000) COLLATE "C") AS folded
      FROM jsonb_array_elements(CASE jsonb_typeof(segments) WHEN 'array' THEN segments ELSE '[]' END)
           WITH ORDINALITY AS one (segment, place)
  ), cues AS MATERIALIZED (
    SELECT array_agg('%' || cue || '%') AS said
      FROM (SELECT string_agg(folded, E'\n') AS folded FROM turn) AS call CROSS JOIN unnest(statement_cues()) AS cue
     WHERE strpos(call.folded, cue) > 0
  ), cued AS MATERIALIZED (
    SELECT place, text, statement_kind(speaker, text) AS kind, speaker <> 'customer' AND asks_after_needs(text) AS asks
      FROM turn WHERE folded LIKE ANY ((SELECT said FROM cues)::text[])
  ), answer AS (
    SELECT turn.place, min(asked.text) AS question
      FROM cued AS asked
      JOIN turn ON turn.place IN (asked.place + 1, asked.place + 3) AND turn.speaker <> 'agent' AND answers_with_need(turn.text)
     WHERE asked.asks
       AND (turn.place = asked.place + 1
        OR EXISTS (SELECT FROM turn AS again WHERE again.place = asked.place + 2 AND again.speaker <> 'customer'
                    AND length(again.text) <= 80 AND again.text ~* '\m(what|which|who|whom|else|to|how)\M'))
     GROUP BY turn.place
  ), told AS (
    SELECT turn.*, cued.kind, answer.question FROM turn LEFT JOIN cued USING (place) LEFT JOIN answer USING (place)
     WHERE cued.kind IS NOT NULL OR answer.question IS NOT NULL
  )
  SELECT place, coalesce(kind, 'preference'), start, text, left(question, 300) FROM told
   ORDER BY (question IS NOT NULL OR (kind = 'preference' AND tells_need(text))) DESC, place LIMIT 16
$$;

-- Counts the words of up to `most` pending calls and returns how many it took. One at a time: whoever finds another at it
-- leaves the work to them. The workers do so every few seconds; nobody who stores a call waits for it.
CREATE OR REPLACE FUNCTION learn_search_words(most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[];
BEGIN
  IF NOT pg_try_advisory_xact_lock(7205259403792794) THEN RETURN 0; END IF;
  WITH taken AS (
    DELETE FROM search_words_pending AS pending
     WHERE recording_id IN (SELECT recording_id FROM search_words_pending LIMIT most FOR UPDATE SKIP LOCKED)
    RETURNING pending.recording_id
  )
  SELECT array_agg(recording_id) INTO ids FROM taken;
  IF ids IS NULL THEN RETURN 0; END IF;
  INSERT INTO search_words AS known (word, lexeme, calls)
  SELECT said.word, coalesce((ts_lexize('english_stem', said.word))[1], ''), said.ndoc
    FROM ts_stat(format($q$SELECT to_tsvector('public.callthread_words', spoken_text(rc_transcript))
                             FROM call_recordings WHERE id = ANY (%L::uuid[]) AND rc_transcript IS NOT NULL$q$, ids)) AS said
   WHERE said.word ~ '^[[:alpha:]][[:alpha:]'']{1,29}$'
      ON CONFLICT (word) DO UPDATE SET calls = known.calls + excluded.calls;
  UPDATE search_totals
     SET calls = calls + cardinality(ids),
         characters = characters + (SELECT coalesce(sum(length), 0) FROM call_search WHERE recording_id = ANY (ids));
  RETURN cardinality(ids);
END $$;

CREATE OR REPLACE FUNCTION index_transcript() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  is_first CONSTANT boolean := TG_OP = 'INSERT' OR OLD.rc_transcript IS NULL;
  arrived bigint;
  words tsvector;
BEGIN
  IF NOT is_first THEN DELETE FROM call_statements WHERE recording_id = NEW.id; END IF;
  IF NEW.rc_transcript IS NULL THEN
    DELETE FROM call_search WHERE recording_id = NEW.id;
    RETURN NULL;
  END IF;
  INSERT INTO call_statements (recording_id, position, kind, offset_seconds, text, question)
  SELECT NEW.id, said.* FROM statements_of(NEW.transcript_segments) AS said;
  words := search_lexemes(NEW.rc_transcript, NEW.call_started_at);
  INSERT INTO call_search AS stored (recording_id, call_started_at, duration_seconds, length, direction, sentiment,
                                     customer_id, booking_id, topics, words, pairs)
  VALUES (NEW.id, NEW.call_started_at, NEW.duration_seconds, length(NEW.rc_transcript), NEW.direction, NEW.sentiment,
          NEW.customer_id, NEW.booking_id, NEW.topics, words, spoken_pairs(words))
      ON CONFLICT (recording_id) DO UPDATE
     SET (call_started_at, duration_seconds, length, direction, sentiment, customer_id, booking_id, topics, words, pairs) =
         (excluded.call_started_at, excluded.duration_seconds, excluded.length, excluded.direction, excluded.sentiment,
          excluded.customer_id, excluded.booking_id, excluded.topics, excluded.words, excluded.pairs)
  RETURNING arrival INTO arrived;
  IF is_first THEN
    INSERT INTO search_words_pending VALUES (NEW.id) ON CONFLICT DO NOTHING;
    -- Whoever tries it out with a few calls need not wait for a worker.
    IF arrived <= 64 THEN PERFORM learn_search_words(64); END IF;
  END IF;
  RETURN NULL;
END $$;

-- A call's first transcript is indexed with all the rest.
CREATE OR REPLACE TRIGGER follow_call AFTER UPDATE ON call_recordings
  FOR EACH ROW WHEN (OLD.rc_transcript IS NOT NULL AND NEW.rc_transcript IS NOT NULL AND
                     (OLD.customer_id, OLD.booking_id, OLD.topics, OLD.sentiment, OLD.direction, OLD.duration_seconds)
                     IS DISTINCT FROM
                     (NEW.customer_id, NEW.booking_id, NEW.topics, NEW.sentiment, NEW.direction, NEW.duration_seconds))
  EXECUTE FUNCTION follow_call();

CREATE OR REPLACE FUNCTION index_topics() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND cardinality(OLD.topics) > 0 THEN
    DELETE FROM call_topics AS known USING unnest(OLD.topics) AS before
     WHERE known.topic = left(before, 100) AND known.call_started_at = OLD.call_started_at AND known.recording_id = OLD.recording_id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO call_topics SELECT DISTINCT left(now.topic, 100), NEW.call_started_at, NEW.recording_id FROM unnest(NEW.topics) AS now (topic);
  END IF;
  RETURN NULL;
END $$;
