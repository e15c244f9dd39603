-- Why: at a million calls a phrase was looked for in thousands of transcripts, a new topic rewrote the indexes of the
-- words, and what callers must not eat was missed when they said it in other words. Everything is made anew at the end.

DROP INDEX idx_call_search_words, idx_call_search_pairs;
DROP FUNCTION find_calls_saying;
DROP FUNCTION word_pairs;
DROP FUNCTION search_lexemes;
DROP FUNCTION search_marks;
DROP FUNCTION search_month;
TRUNCATE call_search, call_statements;

-- Dashes stand between words and digits ("gluten-free", "555-0123", which would be read as 555 and minus 123), and
-- "7:30pm" would be read as 7 and "30pm".
CREATE OR REPLACE FUNCTION spoken_text(transcript text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  said text := translate(replace(replace(replace(E'\n' || left(transcript, 500000), E'\nCustomer: ', E'\n'),
                                         E'\nAgent: ', E'\n'), E'\nSpeaker: ', E'\n'), '-–', '  ');
BEGIN
  IF said ~* '\d[ap]m' THEN RETURN regexp_replace(said, '(\d)(?=[ap]m\M)', '\1 ', 'gi'); END IF;
  RETURN said;
END $$;

-- Month and day stand among the words, so that the index of the words narrows by them too: "@2025-11", "@2025-11-07".
CREATE FUNCTION search_marks(at timestamptz) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT ARRAY[to_char(at AT TIME ZONE 'UTC', '"@"YYYY-MM'), to_char(at AT TIME ZONE 'UTC', '"@"YYYY-MM-DD')] $$;

CREATE FUNCTION search_lexemes(transcript text, at timestamptz) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT to_tsvector('public.callthread', spoken_text(transcript)) || array_to_tsvector(search_marks(at)) $$;

-- Words that follow each other, each pair as one of 16,384 numbers: of the many calls that say both words of a phrase
-- somewhere only those are read that may say it. More numbers would make the index larger and dearer to keep.
CREATE FUNCTION spoken_pairs(words tsvector) RETURNS integer[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  hashes integer[];
BEGIN
  SELECT array_agg(hashtext(said.lexeme) ORDER BY place) INTO hashes
    FROM unnest(words) AS said CROSS JOIN LATERAL unnest(said.positions) AS place;
  RETURN ARRAY(SELECT DISTINCT (pair.hash # (pair.next << 1)) & 16383
                 FROM unnest(hashes[:cardinality(hashes) - 1], hashes[2:]) AS pair (hash, next));
END $$;

-- Both in one index, which is walked once for a whole query.
ALTER TABLE call_search ADD COLUMN pairs integer[] NOT NULL;
ALTER TABLE call_search ALTER COLUMN pairs SET STORAGE EXTERNAL;
ALTER TABLE call_search ALTER COLUMN pairs SET STATISTICS 0;
-- In the row: it is short, and would be put out of line with the words.
ALTER TABLE call_search ALTER COLUMN topics SET STORAGE MAIN;
CREATE INDEX idx_call_search_words ON call_search USING gin (words, pairs) WITH (gin_pending_list_limit = 2048);
COMMENT ON COLUMN call_search.words IS 'Of the transcript, as lexemes; "@2025-11" and "@2025-11-07", the call''s month and day.';

-- The calls of a topic that few calls have; of others the topic is looked up in call_search. Apart, so that a call that
-- gets its topics after its transcript does not have its words indexed again.
CREATE TABLE call_topics (
  topic           text NOT NULL,
  call_started_at timestamptz NOT NULL,
  recording_id    uuid NOT NULL,
  PRIMARY KEY (topic, call_started_at, recording_id)
);

CREATE FUNCTION index_topics() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM call_topics AS known USING unnest(OLD.topics) AS before
     WHERE known.topic = left(before, 100) AND known.call_started_at = OLD.call_started_at AND known.recording_id = OLD.recording_id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO call_topics SELECT DISTINCT left(now.topic, 100), NEW.call_started_at, NEW.recording_id FROM unnest(NEW.topics) AS now (topic);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER index_topics_insert AFTER INSERT ON call_search
  FOR EACH ROW WHEN (cardinality(NEW.topics) > 0) EXECUTE FUNCTION index_topics();
CREATE TRIGGER index_topics_update AFTER UPDATE ON call_search
  FOR EACH ROW WHEN ((OLD.topics, OLD.call_started_at) IS DISTINCT FROM (NEW.topics, NEW.call_started_at)) EXECUTE FUNCTION index_topics();
CREATE TRIGGER index_topics_delete AFTER DELETE ON call_search
  FOR EACH ROW WHEN (cardinality(OLD.topics) > 0) EXECUTE FUNCTION index_topics();

-- What an agent asked, where the statement is the answer: "Yes, sesame" tells nothing by itself.
ALTER TABLE call_statements ADD COLUMN question text;

-- What somebody must not eat or cannot do: not heeding it may harm them. Alternatives of a regular expression.
CREATE FUNCTION need_cues() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 'allerg\w*|anaphyla\w*|epi[ -]?pens?|intoleran\w*|vegans?|vegetarians?|pescatarians?|gluten|dairy|lactose|halal|kosher'
      || '|co?eliacs?|diabet\w*|asthma\w*|epilep\w*|(nut|peanut|shellfish|sesame|egg)[ -]free|dietary|wheelchair\w*|accessib\w*'
      || '|hard of hearing|deaf|blind|pregnant|no (nuts|peanuts|shellfish|sesame|seafood|shrimp|eggs?|pork|alcohol|meat|beef|fish)'
      || '|(can[''’]?t|can ?not) (really |even )?(eat|have|drink|tolerate|be near)'
      || '|(do|does|did|wo|must|should)(n[''’]?t| not) (eat|drink|tolerate)|must(n[''’]?t| not) have|(never|not allowed to|unable to) (eat|drink)s?'
$$;
CREATE FUNCTION tells_need(said text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT said ~* ('\m(' || need_cues() || ')\M') $$;

-- Of a turn whose speaker nobody knows, too; but then a question may be the agent's, and a promise is one whoever makes it.
CREATE OR REPLACE FUNCTION statement_kind(speaker text, said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN speaker <> 'agent' AND (speaker = 'customer' OR said !~ '\?\s*$')
         AND said ~* ('\m(' || need_cues() || '|prefer\w*|high chair|favou?rites?'
      || '|(my|our) budget|(i|we|he|she|they) (always|usually|never|hate|dislike|can[''’]?t stand|can ?not do)'
      || '|(i|we)([''’]d| would) rather|(call|text|e-?mail|reach) me|not a fan'
      || '|(really |always )?(love|like|enjoy)d? (the|your|that|when|it when))\M') THEN 'preference'
    WHEN speaker <> 'customer' AND said ~* ('\m(i|we)([''’]ll| will|[''’]m going to| am going to| are going to)( \w+)? (send|call|e-?mail|text|check|follow|get back'
      || '|look into|arrange|make sure|let you know|put|add|note|hold|reserve|update|confirm|ask|forward|prepare|set up|waive|refund)\M') THEN 'promise'
  END
$$;

-- The first expression is for speed.
CREATE FUNCTION asks_after_needs(said text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT said ~* 'allerg|intoleran|diet|food|ingredient|special (need|meal)|accessib|anything'
     AND said ~* ('\m(any|anyone|anybody|someone|have|has|are there|is there|what|which|know of|with|about|of)\M.*\m(allerg\w*|intoleran\w*'
      || '|dietary|diets?|food (restrictions?|sensitivit\w+)|special (needs|meals?)|accessib\w*)\M'
      || '|\m(anything|foods?|ingredients?)\M.*\m(can[''’]?t (eat|have)|cannot (eat|have)|avoid|leave out|watch out)\M')
$$;

-- Whether `said`, after an agent's question for needs, tells of one: "Yes, sesame" and "No, only sesame", not "No, thank you".
CREATE FUNCTION answers_with_need(said text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT said !~* '\m(let me (check|ask|see)|(i|we)([''’]ll| will) (check|ask)|not sure)\M|\?\s*$'
     AND (said !~* '^\W*(no|nope|nah|none|nothing|nobody|not (really|any|that)|(i )?don[''’]?t think so)\M'
          OR said ~* '\m(but|except|apart|only|though|however|one of)\M')
$$;

-- Of the turns that matter most on the next call; of more than sixteen, needs first. An answer may follow at once or after
-- one question more: "Any allergies?" – "Yes." – "To what?" – "Sesame."
DROP FUNCTION statements_of;
CREATE FUNCTION statements_of(segments jsonb)
RETURNS TABLE (place integer, kind text, offset_seconds real, said text, question text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  WITH turn AS (
    SELECT place::integer, segment ->> 'speaker' AS speaker, (segment ->> 'start')::real AS start, left(segment ->> 'text', 1000) AS text
      FROM jsonb_array_elements(CASE jsonb_typeof(segments) WHEN 'array' THEN segments ELSE '[]' END)
           WITH ORDINALITY AS one (segment, place)
  ), asked AS (
    SELECT place, text FROM turn WHERE speaker <> 'customer' AND asks_after_needs(text)
  ), answer AS (
    SELECT turn.place, min(asked.text) AS question
      FROM asked
      JOIN turn ON turn.place IN (asked.place + 1, asked.place + 3) AND turn.speaker <> 'agent' AND answers_with_need(turn.text)
     WHERE turn.place = asked.place + 1
        OR EXISTS (SELECT FROM turn AS again WHERE again.place = asked.place + 2 AND again.speaker <> 'customer'
                    AND length(again.text) <= 80 AND again.text ~* '\m(what|which|who|whom|else|to|how)\M')
     GROUP BY turn.place
  ), told AS (
    SELECT turn.*, statement_kind(turn.speaker, turn.text) AS kind, answer.question FROM turn LEFT JOIN answer USING (place)
  )
  SELECT place, coalesce(kind, 'preference'), start, text, left(question, 300) FROM told
   WHERE kind IS NOT NULL OR question IS NOT NULL
   ORDER BY (question IS NOT NULL OR (kind = 'preference' AND tells_need(text))) DESC, place LIMIT 16
$$;

CREATE OR REPLACE FUNCTION index_transcript() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  place bigint;
  words tsvector;
BEGIN
  DELETE FROM call_statements WHERE recording_id = NEW.id;
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
  RETURNING arrival INTO place;
  IF TG_OP = 'INSERT' OR OLD.rc_transcript IS NULL THEN
    INSERT INTO search_words_pending VALUES (NEW.id) ON CONFLICT DO NOTHING;
    -- A young database learns at once, an old one in batches, which cost a tenth a call.
    IF place <= 256 OR place % 32 = 0 THEN PERFORM learn_search_words(200); END IF;
  END IF;
  RETURN NULL;
END $$;

-- Touches no indexed column, so it is a heap-only update.
CREATE OR REPLACE FUNCTION follow_call() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE call_search
     SET duration_seconds = NEW.duration_seconds, direction = NEW.direction, sentiment = NEW.sentiment,
         customer_id = NEW.customer_id, booking_id = NEW.booking_id, topics = NEW.topics
   WHERE recording_id = NEW.id;
  RETURN NULL;
END $$;

-- Calls that satisfy a search and pass the filters (each null: any), newest first, after (`before_at`, `before_id`) and at
-- most `most`. Of the query, `indexed` is what the index finds without reading any words, `pairs` those of its phrases, and
-- `verified` what must be read to be known; each null where there is none. `expected` is a guess of how many calls fit.
--
-- Time is walked backwards in slices, each narrowed in the index by its days or months and as long as the slices before
-- it make probable. Work is bounded, whatever is asked: of the calls that the index finds the newest 10,000 are looked at,
-- and of those that pass the filters the words of the newest 2,000 are read. A last row of nulls says that a bound was
-- reached, so that older calls may fit as well. The bounds count calls, not time: every page meets the same ones.
CREATE FUNCTION find_calls_saying(
  query tsquery, indexed tsquery, pairs integer[], verified tsquery, expected bigint, most integer, newest_arrival bigint,
  from_at timestamptz, to_at timestamptz, sentiments text[], only_direction text, least_seconds integer,
  most_seconds integer, only_topic text, only_customer uuid, only_booking uuid, before_at timestamptz, before_id uuid
) RETURNS TABLE (recording_id uuid, call_started_at timestamptz) LANGUAGE plpgsql STABLE
-- The planner does not count what reading a call's words costs.
SET enable_seqscan = off SET jit = off AS $$
DECLARE
  most_looked_at CONSTANT integer := 10000;
  most_read CONSTANT integer := 2000;
  few CONSTANT integer := 300;
  -- What the filters leave, as a guess.
  share CONSTANT float8 := CASE WHEN sentiments IS NULL THEN 1 ELSE 0.3 END * CASE WHEN only_direction IS NULL THEN 1 ELSE 0.4 END
                           * CASE WHEN least_seconds IS NULL AND most_seconds IS NULL THEN 1 ELSE 0.3 END
                           * CASE WHEN only_topic IS NULL THEN 1 ELSE 0.2 END;
  owner text;
  conditions text := '';
  oldest timestamptz;
  upper_at timestamptz;
  lower_at timestamptz;
  days float8;
  marks tsquery;
  left_to_look integer := most_looked_at;
  left_to_read integer := most_read;
  looked_at integer;
  passed integer;
  ids uuid[];
  times timestamptz[];
BEGIN
  IF sentiments IS NOT NULL THEN conditions := conditions || ' AND call.sentiment = ANY ($6)'; END IF;
  IF only_direction IS NOT NULL THEN conditions := conditions || ' AND call.direction = $7'; END IF;
  IF least_seconds IS NOT NULL THEN conditions := conditions || ' AND call.duration_seconds >= $8'; END IF;
  IF most_seconds IS NOT NULL THEN conditions := conditions || ' AND call.duration_seconds <= $9'; END IF;
  IF only_topic IS NOT NULL THEN
    conditions := conditions || ' AND call.recording_id IN (SELECT known.recording_id FROM call_topics AS known
                                                             WHERE known.topic = left($10, 100) AND known.call_started_at >= coalesce($2, ''-infinity'')
                                                               AND known.call_started_at < coalesce($3, ''infinity''))';
  END IF;
  IF only_customer IS NOT NULL THEN conditions := conditions || ' AND call.customer_id = $11'; END IF;
  IF only_booking IS NOT NULL THEN conditions := conditions || ' AND call.booking_id = $12'; END IF;

  -- Of a booking, a customer or a topic with few calls, or fewer than say such words: from the calls to their words.
  IF only_booking IS NOT NULL THEN
    owner := 'SELECT id AS owned_id, call_started_at AS at FROM call_recordings WHERE booking_id = $12';
  ELSIF only_customer IS NOT NULL AND (expected > most_looked_at / 2
        OR (SELECT count(*) FROM (SELECT FROM call_recordings WHERE customer_id = only_customer LIMIT few + 1) AS counted) <= few) THEN
    owner := 'SELECT id AS owned_id, call_started_at AS at FROM call_recordings WHERE customer_id = $11';
  ELSIF only_topic IS NOT NULL AND expected > few
        AND (SELECT count(*) FROM (SELECT FROM call_topics WHERE topic = left(only_topic, 100) LIMIT most_read + 1) AS counted) <= most_read THEN
    owner := 'SELECT recording_id AS owned_id, call_started_at AS at FROM call_topics WHERE topic = left($10, 100)';
  END IF;
  IF owner IS NOT NULL THEN
    EXECUTE format(
      'WITH passing AS MATERIALIZED (
         SELECT call.* FROM (%s) AS owned
          CROSS JOIN LATERAL (
            SELECT call.recording_id, call.call_started_at, call.words FROM call_search AS call
             WHERE call.recording_id = owned.owned_id AND call.arrival <= coalesce($5, call.arrival)
               AND ($13 IS NULL OR (call.call_started_at, call.recording_id) < ($13, $14)) %s OFFSET 0) AS call
          WHERE owned.at >= coalesce($2, ''-infinity'') AND owned.at < coalesce($3, ''infinity'')
          ORDER BY owned.at DESC, owned.owned_id DESC LIMIT $15
       ), fitting AS (
         SELECT recording_id, call_started_at FROM passing WHERE words @@ $1 LIMIT $4)
       SELECT (SELECT count(*) FROM passing), (SELECT array_agg(recording_id) FROM fitting), (SELECT array_agg(call_started_at) FROM fitting)',
      owner, conditions)
      INTO passed, ids, times
      USING query, from_at, to_at, most, newest_arrival, sentiments, only_direction, least_seconds, most_seconds, only_topic,
            only_customer, only_booking, before_at, before_id, most_read;
    RETURN QUERY SELECT * FROM unnest(ids, times);
    IF passed = most_read AND coalesce(cardinality(ids), 0) < most THEN RETURN QUERY SELECT NULL::uuid, NULL::timestamptz; END IF;
    RETURN;
  END IF;

  SELECT greatest(min(call.call_started_at), from_at), least(max(call.call_started_at) + interval '1 second', to_at)
    INTO oldest, upper_at FROM call_recordings AS call;
  -- So many are sooner sorted than sliced; and a slice should hold a third more than is asked for.
  days := CASE WHEN expected <= 3000 THEN 'infinity'
               ELSE 1.3 * most / (expected * share) * extract(epoch FROM upper_at - oldest) / 86400 END;
  IF before_at IS NOT NULL THEN upper_at := least(upper_at, before_at + interval '1 millisecond'); END IF;
  WHILE upper_at > oldest LOOP
    marks := NULL;
    IF days <= 50 THEN
      lower_at := greatest(oldest, date_trunc('day', upper_at - interval '1 microsecond' - make_interval(days => floor(days)::integer), 'UTC'));
      SELECT string_agg(to_char(at, '"''@"YYYY-MM-DD"''"'), ' | ')::tsquery INTO marks
        FROM generate_series(date_trunc('day', lower_at AT TIME ZONE 'UTC'), (upper_at - interval '1 microsecond') AT TIME ZONE 'UTC', interval '1 day') AS at;
    ELSIF days <= 1500 THEN
      lower_at := greatest(oldest, date_trunc('month', upper_at - interval '1 microsecond' - make_interval(days => floor(days)::integer), 'UTC'));
      SELECT string_agg(to_char(at, '"''@"YYYY-MM"''"'), ' | ')::tsquery INTO marks
        FROM generate_series(date_trunc('month', lower_at AT TIME ZONE 'UTC'), (upper_at - interval '1 microsecond') AT TIME ZONE 'UTC', interval '1 month') AS at;
    ELSE
      lower_at := oldest;
    END IF;
    -- Whether the filters fit is told in the scan: what is sorted stays narrow.
    EXECUTE 'WITH found AS MATERIALIZED (
               SELECT call.recording_id, call.call_started_at, (true' || conditions || ') AS fits'
         || CASE WHEN verified IS NULL THEN '' ELSE ', call.words' END || '
                 FROM call_search AS call
                WHERE call.call_started_at >= $2 AND call.call_started_at < $3'
         || CASE WHEN newest_arrival IS NULL THEN '' ELSE ' AND call.arrival <= $5' END
         || CASE WHEN marks IS NULL AND indexed IS NULL THEN '' ELSE ' AND call.words @@ $1' END
         || CASE WHEN pairs IS NULL THEN '' ELSE ' AND call.pairs @> $16' END
         || CASE WHEN before_id IS NULL THEN '' ELSE ' AND (call.call_started_at, call.recording_id) < ($13, $14)' END || '
                ORDER BY call.call_started_at DESC, call.recording_id DESC LIMIT $17
             ), passing AS MATERIALIZED (
               SELECT * FROM found WHERE fits LIMIT $18
             ), fitting AS MATERIALIZED (
               SELECT recording_id, call_started_at FROM passing '
         || CASE WHEN verified IS NULL THEN '' ELSE 'WHERE words @@ $15' END || ' LIMIT $4)
             SELECT (SELECT count(*) FROM found), (SELECT count(*) FROM passing),
                    (SELECT array_agg(recording_id) FROM fitting), (SELECT array_agg(call_started_at) FROM fitting)'
      INTO looked_at, passed, ids, times
      USING CASE WHEN marks IS NULL THEN indexed ELSE coalesce(indexed && marks, marks) END, lower_at, upper_at, most,
            newest_arrival, sentiments, only_direction, least_seconds, most_seconds, only_topic, only_customer, only_booking,
            before_at, before_id, verified, pairs, left_to_look,
            CASE WHEN verified IS NULL THEN most ELSE left_to_read END;
    RETURN QUERY SELECT * FROM unnest(ids, times);
    most := most - coalesce(cardinality(ids), 0);
    EXIT WHEN most <= 0;
    left_to_look := left_to_look - looked_at;
    IF verified IS NOT NULL THEN left_to_read := left_to_read - passed; END IF;
    IF left_to_look <= 0 OR left_to_read <= 0 THEN
      RETURN QUERY SELECT NULL::uuid, NULL::timestamptz;
      EXIT;
    END IF;
    days := greatest(days, 1);
    days := least(days * 8, greatest(days, 1.3 * most * days / greatest(coalesce(cardinality(ids), 0), 0.2)));
    upper_at := lower_at;
  END LOOP;
END $$;

-- Everything made anew from the calls, for loading many at once: load with the triggers of call_recordings disabled, then
-- call this.
CREATE OR REPLACE FUNCTION rebuild_call_search() RETURNS void LANGUAGE plpgsql SET maintenance_work_mem = '512MB' AS $$
BEGIN
  TRUNCATE call_search, call_topics, call_statements, search_words, search_words_pending;
  DROP INDEX idx_call_search_words;
  INSERT INTO call_search (recording_id, call_started_at, duration_seconds, length, direction, sentiment, customer_id,
                           booking_id, topics, words, pairs)
  SELECT call.id, call.call_started_at, call.duration_seconds, length(call.rc_transcript), call.direction, call.sentiment,
         call.customer_id, call.booking_id, call.topics, said.words, spoken_pairs(said.words)
    FROM (SELECT * FROM call_recordings WHERE rc_transcript IS NOT NULL ORDER BY call_started_at) AS call
   CROSS JOIN LATERAL (SELECT search_lexemes(call.rc_transcript, call.call_started_at) AS words OFFSET 0) AS said;
  CREATE INDEX idx_call_search_words ON call_search USING gin (words, pairs) WITH (gin_pending_list_limit = 2048);
  INSERT INTO call_statements (recording_id, position, kind, offset_seconds, text, question)
  SELECT call.id, said.* FROM call_recordings AS call CROSS JOIN LATERAL statements_of(call.transcript_segments) AS said
   WHERE call.rc_transcript IS NOT NULL;
  INSERT INTO search_words (word, lexeme, calls)
  SELECT word, coalesce((ts_lexize('english_stem', word))[1], ''), ndoc
    FROM ts_stat($q$SELECT to_tsvector('public.callthread_words', spoken_text(rc_transcript))
                      FROM call_recordings WHERE rc_transcript IS NOT NULL$q$)
   WHERE word ~ '^[[:alpha:]][[:alpha:]'']{1,29}$';
  UPDATE search_totals SET (calls, characters) = (SELECT count(*), coalesce(sum(length), 0) FROM call_search);
  ANALYZE call_search, call_topics, call_statements, search_words;
END $$;
SELECT rebuild_call_search();
