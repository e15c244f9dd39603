-- Why: a search over a million transcripts may touch only narrow rows and the newest matches, so what is searched lives
-- beside the calls: a slim row a call with its words out of line, and the vocabulary with how many calls say each word.

-- Whole words as they are spelt, without accents: for typing, misspelling and counting.
CREATE TEXT SEARCH CONFIGURATION callthread_words (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION callthread_words
  ALTER MAPPING FOR hword, hword_part, word, asciihword, asciiword, hword_asciipart WITH unaccent, simple;

-- One row for each call with a transcript, kept by triggers on call_recordings. Never wider than a few hundred bytes: a
-- common word's matches are counted and sorted here. None of the link's columns is indexed, so that a new link is a
-- heap-only update and does not touch the index of the words; new topics do.
CREATE TABLE call_search (
  recording_id     uuid PRIMARY KEY REFERENCES call_recordings (id) ON DELETE CASCADE,
  arrival          bigint GENERATED ALWAYS AS IDENTITY,  -- pages of one search look at no later arrivals
  call_started_at  timestamptz NOT NULL,
  duration_seconds integer NOT NULL,
  length           integer NOT NULL,                     -- characters
  direction        text NOT NULL,
  sentiment        text,
  customer_id      uuid,
  booking_id       uuid,
  topics           text[] NOT NULL,
  words            tsvector NOT NULL                     -- of the transcript; "@2025-11", the call's month; "#menu", its topics
) WITH (fillfactor = 85, toast_tuple_target = 128);
-- Out of line and uncompressed: rows stay narrow, and reading one call's words costs no decompression.
ALTER TABLE call_search ALTER COLUMN words SET STORAGE EXTERNAL;
ALTER TABLE call_search ALTER COLUMN words SET STATISTICS 10;
-- A short pending list: searches read all of it.
CREATE INDEX idx_call_search_words ON call_search USING gin (words) WITH (gin_pending_list_limit = 512);

CREATE FUNCTION spoken_text(transcript text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
-- "555-0123" would be read as 555 and minus 123, and "7:30pm" as 7 and "30pm".
$$ SELECT regexp_replace(regexp_replace(left(transcript, 500000), '^(Customer|Agent|Speaker): ', '', 'gn'),
                         '(\d)(?:[-–](?=\d)|(?=[ap]m\M))', '\1 ', 'gi') $$;

CREATE FUNCTION search_month(at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT '@' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM') $$;

-- Month and topics stand among the words, so that the index of the words narrows by them too.
CREATE FUNCTION search_marks(at timestamptz, topics text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT search_month(at) || ARRAY(SELECT '#' || left(topic, 100) FROM unnest(topics) AS topic) $$;

CREATE FUNCTION search_lexemes(transcript text, at timestamptz, topics text[]) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT to_tsvector('public.callthread', spoken_text(transcript)) || array_to_tsvector(search_marks(at, topics)) $$;

-- Words that follow each other, each pair as one of 65,536 numbers: of the many calls that say both words of a phrase
-- somewhere only those are read that may say it. So few numbers keep the index as small as that of the words. Costly to
-- compute, which keeps the planner from doing so for a filter.
CREATE FUNCTION word_pairs(words tsvector) RETURNS integer[] LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100000 AS $$
  SELECT coalesce(array_agg(DISTINCT (hashtextextended(pair.lexeme || ' ' || pair.next, 0) & 65535)::integer), '{}')
    FROM (SELECT said.lexeme, lead(said.lexeme) OVER (ORDER BY place) AS next
            FROM unnest(words) AS said CROSS JOIN LATERAL unnest(said.positions) AS place) AS pair
   WHERE pair.next IS NOT NULL
$$;
CREATE INDEX idx_call_search_pairs ON call_search USING gin (word_pairs(words)) WITH (gin_pending_list_limit = 512);

-- How many calls say a word, and what it is stemmed to. Learnt in batches, so a few calls late.
CREATE TABLE search_words (
  word   text PRIMARY KEY,
  lexeme text NOT NULL,
  calls  bigint NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX idx_search_words_lexeme ON search_words (lexeme);
CREATE INDEX idx_search_words_prefix ON search_words (word text_pattern_ops);
CREATE INDEX idx_search_words_trgm ON search_words USING gin (word gin_trgm_ops);

CREATE TABLE search_totals (
  only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  calls      bigint NOT NULL,
  characters bigint NOT NULL
);
INSERT INTO search_totals (calls, characters) VALUES (0, 0);

-- Calls whose words are not counted yet.
CREATE TABLE search_words_pending (recording_id uuid PRIMARY KEY);

-- Counts the words of up to `most` pending calls and returns how many it took. One at a time: whoever finds another at it
-- leaves the work to them, so writers never wait for each other here.
CREATE FUNCTION learn_search_words(most integer) RETURNS integer LANGUAGE plpgsql AS $$
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
  SELECT said.word, coalesce((ts_lexize('english_stem', said.word))[1], ''), said.calls
    FROM (SELECT word, count(*) AS calls
            FROM call_recordings AS call
           CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector('public.callthread_words', spoken_text(call.rc_transcript)))) AS word
           WHERE call.id = ANY (ids) AND call.rc_transcript IS NOT NULL
             AND word ~ '^[[:alpha:]][[:alpha:]'']{1,29}$'
           GROUP BY word) AS said
      ON CONFLICT (word) DO UPDATE SET calls = known.calls + excluded.calls;
  UPDATE search_totals
     SET calls = calls + cardinality(ids),
         characters = characters + (SELECT coalesce(sum(length), 0) FROM call_search WHERE recording_id = ANY (ids));
  RETURN cardinality(ids);
END $$;

-- What callers said of themselves and agents promised them that matters on the next call, found when the transcript is
-- stored: reading an old customer's every transcript at each call would take a second. Text is as spoken: mask and frame it before showing it.
CREATE TABLE call_statements (
  recording_id   uuid NOT NULL REFERENCES call_recordings (id) ON DELETE CASCADE,
  position       integer NOT NULL,           -- of the turn
  kind           text NOT NULL CHECK (kind IN ('preference', 'promise')),
  offset_seconds real,
  text           text NOT NULL,
  PRIMARY KEY (recording_id, position)
);

CREATE FUNCTION statement_kind(speaker text, said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN speaker = 'customer' AND said ~* ('\m(prefer\w*|allerg\w*|intoleran\w*|vegan\w*|vegetarian\w*|gluten|dairy|lactose|halal'
      || '|kosher|celiac|coeliac|diabet\w*|wheelchair\w*|accessib\w*|hard of hearing|deaf|blind|pregnant|high chair|favou?rites?'
      || '|(my|our) budget|(i|we|he|she|they) (always|usually|never|hate|dislike|can''?t stand|can ?not (eat|have|drink|do))'
      || '|(i|we)(''d| would) rather|(call|text|e-?mail|reach) me|not a fan|no (nuts|peanuts|shellfish|pork|alcohol|meat)'
      || '|(really |always )?(love|like|enjoy)d? (the|your|that|when|it when))\M') THEN 'preference'
    WHEN speaker = 'agent' AND said ~* ('\m(i|we)(''ll| will|''m going to| am going to| are going to)( \w+)? (send|call|e-?mail|text|check|follow|get back'
      || '|look into|arrange|make sure|let you know|put|add|note|hold|reserve|update|confirm|ask|forward|prepare|set up|waive|refund)\M') THEN 'promise'
  END
$$;

CREATE FUNCTION statements_of(segments jsonb)
RETURNS TABLE (place integer, kind text, offset_seconds real, said text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT turn.place::integer, found.kind, (turn.segment ->> 'start')::real, left(turn.segment ->> 'text', 1000)
    FROM jsonb_array_elements(CASE jsonb_typeof(segments) WHEN 'array' THEN segments ELSE '[]' END)
         WITH ORDINALITY AS turn (segment, place)
   CROSS JOIN LATERAL (SELECT statement_kind(turn.segment ->> 'speaker', left(turn.segment ->> 'text', 1000)) AS kind) AS found
   WHERE found.kind IS NOT NULL ORDER BY turn.place LIMIT 16
$$;

CREATE FUNCTION index_transcript() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  place bigint;
BEGIN
  DELETE FROM call_statements WHERE recording_id = NEW.id;
  IF NEW.rc_transcript IS NULL THEN
    DELETE FROM call_search WHERE recording_id = NEW.id;
    RETURN NULL;
  END IF;
  INSERT INTO call_statements (recording_id, position, kind, offset_seconds, text)
  SELECT NEW.id, said.* FROM statements_of(NEW.transcript_segments) AS said;
  INSERT INTO call_search AS stored (recording_id, call_started_at, duration_seconds, length, direction, sentiment,
                                     customer_id, booking_id, topics, words)
  VALUES (NEW.id, NEW.call_started_at, NEW.duration_seconds, length(NEW.rc_transcript), NEW.direction, NEW.sentiment,
          NEW.customer_id, NEW.booking_id, NEW.topics, search_lexemes(NEW.rc_transcript, NEW.call_started_at, NEW.topics))
      ON CONFLICT (recording_id) DO UPDATE
     SET (call_started_at, duration_seconds, length, direction, sentiment, customer_id, booking_id, topics, words) =
         (excluded.call_started_at, excluded.duration_seconds, excluded.length, excluded.direction, excluded.sentiment,
          excluded.customer_id, excluded.booking_id, excluded.topics, excluded.words)
  RETURNING arrival INTO place;
  IF TG_OP = 'INSERT' OR OLD.rc_transcript IS NULL THEN
    INSERT INTO search_words_pending VALUES (NEW.id) ON CONFLICT DO NOTHING;
    -- A young database learns at once, an old one in batches, which cost a tenth a call.
    IF place <= 256 OR place % 32 = 0 THEN PERFORM learn_search_words(200); END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER index_transcript_insert AFTER INSERT ON call_recordings
  FOR EACH ROW WHEN (NEW.rc_transcript IS NOT NULL) EXECUTE FUNCTION index_transcript();
CREATE TRIGGER index_transcript_update AFTER UPDATE ON call_recordings
  FOR EACH ROW WHEN (OLD.rc_transcript IS DISTINCT FROM NEW.rc_transcript OR
                     (NEW.rc_transcript IS NOT NULL AND OLD.call_started_at IS DISTINCT FROM NEW.call_started_at))
  EXECUTE FUNCTION index_transcript();

CREATE FUNCTION follow_call() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE call_search
     SET duration_seconds = NEW.duration_seconds, direction = NEW.direction, sentiment = NEW.sentiment,
         customer_id = NEW.customer_id, booking_id = NEW.booking_id, topics = NEW.topics
   WHERE recording_id = NEW.id;
  IF OLD.topics IS DISTINCT FROM NEW.topics THEN
    UPDATE call_search
       SET words = ts_delete(words, search_marks(call_started_at, OLD.topics)) || array_to_tsvector(search_marks(call_started_at, NEW.topics))
     WHERE recording_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_call AFTER UPDATE ON call_recordings
  FOR EACH ROW WHEN (NEW.rc_transcript IS NOT NULL AND
                     (OLD.customer_id, OLD.booking_id, OLD.topics, OLD.sentiment, OLD.direction, OLD.duration_seconds)
                     IS DISTINCT FROM
                     (NEW.customer_id, NEW.booking_id, NEW.topics, NEW.sentiment, NEW.direction, NEW.duration_seconds))
  EXECUTE FUNCTION follow_call();

-- Calls whose words satisfy `query` and that pass the filters (each null: any), newest first, after (`before_at`,
-- `before_id`) and at most `most`. Where many more are `expected` in all, time is walked backwards in slices that
-- grow fourfold, each narrowed in the index by its months: of a common word only the newest matches are looked at. Of
-- `query`, `indexed` is what the index of the words finds without reading any, `pairs` those of its phrases, and
-- `verified` what must be read to be known; each null where there is none.
-- Sequential scans are off because the planner does not count what reading a call's words costs.
CREATE FUNCTION find_calls_saying(
  query tsquery, indexed tsquery, pairs integer[], verified tsquery, expected bigint, most integer, newest_arrival bigint,
  from_at timestamptz, to_at timestamptz, sentiments text[], only_direction text, least_seconds integer,
  most_seconds integer, only_topic text, only_customer uuid, only_booking uuid, before_at timestamptz, before_id uuid
) RETURNS TABLE (recording_id uuid, call_started_at timestamptz, length integer, words tsvector) LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET jit = off AS $$
DECLARE
  conditions text := '';
  oldest timestamptz;
  upper_at timestamptz;
  lower_at timestamptz;
  months integer;
  -- What the filters leave, as a guess.
  share float8 := CASE WHEN sentiments IS NULL THEN 1 ELSE 0.33 END * CASE WHEN only_direction IS NULL THEN 1 ELSE 0.5 END
                  * CASE WHEN least_seconds IS NULL AND most_seconds IS NULL THEN 1 ELSE 0.4 END
                  * CASE WHEN only_topic IS NULL THEN 1 ELSE 0.1 END;
  slice tsquery;
  of_months tsquery;
  found_rows integer := 0;
  slice_rows integer;
BEGIN
  IF newest_arrival IS NOT NULL THEN conditions := conditions || ' AND call.arrival <= $5'; END IF;
  IF sentiments IS NOT NULL THEN conditions := conditions || ' AND call.sentiment = ANY ($6)'; END IF;
  IF only_direction IS NOT NULL THEN conditions := conditions || ' AND call.direction = $7'; END IF;
  IF least_seconds IS NOT NULL THEN conditions := conditions || ' AND call.duration_seconds >= $8'; END IF;
  IF most_seconds IS NOT NULL THEN conditions := conditions || ' AND call.duration_seconds <= $9'; END IF;
  IF only_topic IS NOT NULL THEN indexed := coalesce(indexed && quote_literal('#' || only_topic)::tsquery, quote_literal('#' || only_topic)::tsquery); END IF;
  IF before_id IS NOT NULL THEN conditions := conditions || ' AND (call.call_started_at, call.recording_id) < ($11, $12)'; END IF;
  IF only_customer IS NOT NULL OR only_booking IS NOT NULL THEN
    -- A customer's or booking's calls are few: from them to their words, not from the words to them.
    RETURN QUERY EXECUTE
      'SELECT call.recording_id, call.call_started_at, call.length, call.words
         FROM call_recordings AS owned
        CROSS JOIN LATERAL (SELECT * FROM call_search WHERE call_search.recording_id = owned.id OFFSET 0) AS call
        WHERE ' || CASE WHEN only_customer IS NULL THEN 'true' ELSE 'owned.customer_id = $13' END
        || CASE WHEN only_booking IS NULL THEN '' ELSE ' AND owned.booking_id = $14' END
        || ' AND call.call_started_at >= coalesce($2, ''-infinity'') AND call.call_started_at < coalesce($3, ''infinity'')'
        || conditions || CASE WHEN only_topic IS NULL THEN '' ELSE ' AND $10 = ANY (call.topics)' END || ' AND call.words @@ $1
        ORDER BY owned.call_started_at DESC, owned.id DESC LIMIT $4'
      USING query, from_at, to_at, most, newest_arrival, sentiments, only_direction, least_seconds, most_seconds,
            only_topic, before_at, before_id, only_customer, only_booking;
    RETURN;
  END IF;
  SELECT greatest(min(call.call_started_at), from_at), least(max(call.call_started_at) + interval '1 second', to_at)
    INTO oldest, upper_at FROM call_recordings AS call;
  -- Up to this many matches are cheaper to sort than to slice; a slice should hold a third more than is asked for.
  months := CASE WHEN expected <= greatest(5000, 2 * most) THEN 10000
                 ELSE ceil(1.3 * most / (expected * share) * greatest(extract(epoch FROM upper_at - oldest) / 2629800, 1)) END;
  IF before_at IS NOT NULL THEN upper_at := least(upper_at, before_at + interval '1 millisecond'); END IF;
  WHILE upper_at > oldest AND found_rows < most LOOP
    lower_at := greatest(oldest, date_trunc('month', upper_at - interval '1 microsecond', 'UTC') - make_interval(months => months - 1));
    slice := indexed;
    IF months <= 48 THEN
      SELECT string_agg(quote_literal(to_char(month, '"@"YYYY-MM')), ' | ')::tsquery INTO of_months
        FROM generate_series(date_trunc('month', lower_at AT TIME ZONE 'UTC'),
                             (upper_at - interval '1 microsecond') AT TIME ZONE 'UTC', interval '1 month') AS month;
      slice := coalesce(indexed && of_months, of_months);
    END IF;
    RETURN QUERY EXECUTE
      'SELECT call.recording_id, call.call_started_at, call.length, call.words FROM call_search AS call
        WHERE call.call_started_at >= $2 AND call.call_started_at < $3'
      || CASE WHEN slice IS NULL THEN '' ELSE ' AND call.words @@ $1' END
      || CASE WHEN pairs IS NULL THEN '' ELSE ' AND word_pairs(call.words) @> $10' END
      -- As a filter: in an index condition every phrase makes the pairs be computed again.
      || CASE WHEN verified IS NULL THEN '' ELSE ' AND setweight(call.words, ''D'') @@ $13' END || conditions || '
        ORDER BY call.call_started_at DESC, call.recording_id DESC LIMIT $4'
      USING slice, lower_at, upper_at, most - found_rows, newest_arrival, sentiments, only_direction, least_seconds,
            most_seconds, pairs, before_at, before_id, verified;
    GET DIAGNOSTICS slice_rows = ROW_COUNT;
    found_rows := found_rows + slice_rows;
    upper_at := lower_at;
    months := months * 4;
  END LOOP;
END $$;

-- Names are looked for without their accents: "alvarez" finds Álvarez.
CREATE FUNCTION fold_name(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT lower(public.unaccent('public.unaccent', name)) $$;
CREATE INDEX idx_customers_name_folded ON bookings.customers USING gin (fold_name(name) gin_trgm_ops);

-- Numbers are looked for by any part of them, and AI context of the past starts from the customer's decisions.
CREATE INDEX idx_customer_phones_trgm ON bookings.customer_phones USING gin (phone_e164 gin_trgm_ops);
CREATE INDEX idx_link_decisions_customer ON link_decisions (customer_id, recording_id) WHERE customer_id IS NOT NULL;

-- Everything above made anew from the calls, for loading many at once: load with the triggers of call_recordings
-- disabled, then call this. About 2 ms a call instead of 4.
CREATE FUNCTION rebuild_call_search() RETURNS void LANGUAGE plpgsql SET maintenance_work_mem = '512MB' AS $$
BEGIN
  TRUNCATE call_search, call_statements, search_words, search_words_pending;
  DROP INDEX idx_call_search_words, idx_call_search_pairs;
  INSERT INTO call_search (recording_id, call_started_at, duration_seconds, length, direction, sentiment, customer_id,
                           booking_id, topics, words)
  SELECT id, call_started_at, duration_seconds, length(rc_transcript), direction, sentiment, customer_id, booking_id, topics,
         search_lexemes(rc_transcript, call_started_at, topics)
    FROM call_recordings WHERE rc_transcript IS NOT NULL ORDER BY call_started_at;
  CREATE INDEX idx_call_search_words ON call_search USING gin (words) WITH (gin_pending_list_limit = 512);
  CREATE INDEX idx_call_search_pairs ON call_search USING gin (word_pairs(words)) WITH (gin_pending_list_limit = 512);
  INSERT INTO call_statements (recording_id, position, kind, offset_seconds, text)
  SELECT call.id, said.* FROM call_recordings AS call CROSS JOIN LATERAL statements_of(call.transcript_segments) AS said
   WHERE call.rc_transcript IS NOT NULL;
  UPDATE search_totals SET (calls, characters) = (SELECT count(*), coalesce(sum(length), 0) FROM call_search);
  INSERT INTO search_words (word, lexeme, calls)
  SELECT word, coalesce((ts_lexize('english_stem', word))[1], ''), ndoc
    FROM ts_stat($q$SELECT to_tsvector('public.callthread_words', spoken_text(rc_transcript))
                      FROM call_recordings WHERE rc_transcript IS NOT NULL$q$)
   WHERE word ~ '^[[:alpha:]][[:alpha:]'']{1,29}$';
  ANALYZE call_search, call_statements, search_words;
END $$;
