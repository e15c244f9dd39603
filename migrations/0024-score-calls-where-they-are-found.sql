-- Why: most of what a search costs the database is pages looked up, and the calls that are ranked were looked up again one
-- by one after they had been found.

-- As `find_matching_calls`, which it takes the place of: calls that satisfy a search and pass the filters (each null: any),
-- newest first, after (`before_at`, `before_id`) and at most `most`. Of the query, `indexed` is what the index finds without
-- reading any words, `pairs` those of its phrases, and `verified` what must be read to be known; each null where there is
-- none. `expected` is a guess of how many calls fit. The newest `most_scored` get a score, by `terms` with their `weights`
-- (how much each tells, in bits) in calls of `mean_length` characters on average; these three null where none is scored.
--
-- Few are found at once. Of many, time is walked backwards in slices, each narrowed in the index by its days or months and
-- as long as the slices before make probable. Work is bounded, whatever is asked: of the calls that the index finds the
-- newest 10,000 are looked at, and of those that pass the filters the words of the newest 2,000 are read to be known. A last
-- row of nulls says that a bound was reached, so that older calls may fit as well. The bounds count calls, not time: every
-- page meets the same ones.
CREATE FUNCTION find_scored_calls(
  query tsquery, indexed tsquery, pairs integer[], verified tsquery, expected bigint, most integer, newest_arrival bigint,
  from_at timestamptz, to_at timestamptz, sentiments text[], only_direction text, least_seconds integer,
  most_seconds integer, only_topic text, only_customer uuid, only_booking uuid, before_at timestamptz, before_id uuid,
  most_scored integer, terms tsquery[], weights float8[], mean_length float8
) RETURNS TABLE (recording_id uuid, call_started_at timestamptz, score float8) LANGUAGE plpgsql STABLE
-- The planner does not count what reading a call's words costs.
SET enable_seqscan = off SET jit = off AS $$
DECLARE
  most_looked_at CONSTANT integer := 10000;
  most_read CONSTANT integer := 2000;
  few CONSTANT integer := 300;
  -- Marks are looked for all at once, and each costs some milliseconds, of a day as of a month: what half a month holds is
  -- sooner found by one mark than by fifteen.
  most_days CONSTANT integer := 6;
  most_months CONSTANT integer := 12;
  -- So many are sooner sorted than sliced.
  at_once CONSTANT integer := 4000;
  -- What the filters leave, as a guess.
  share CONSTANT float8 := CASE WHEN sentiments IS NULL THEN 1 ELSE 0.3 END * CASE WHEN only_direction IS NULL THEN 1 ELSE 0.4 END
                           * CASE WHEN least_seconds IS NULL AND most_seconds IS NULL THEN 1 ELSE 0.3 END
                           * CASE WHEN only_topic IS NULL THEN 1 ELSE 0.2 END;
  -- What a call scores, null where nothing is to be scored: of each word how often it is said, which saturates as BM25's
  -- counts do, of several also how near each other they are; in a long call all count a little less. `said` is in memory.
  formula CONSTANT text := coalesce(
    '(' || (SELECT string_agg(format('$21[%1$s] * ts_rank(''{1,1,1,1}'', said, $20[%1$s])', n), ' + ' ORDER BY n) FROM generate_subscripts(terms, 1) AS n)
    || CASE WHEN cardinality(terms) > 1 THEN ' + $22 * 0.5 * ts_rank(''{1,1,1,1}'', said, $24)' ELSE '' END
    || ') / (0.75 + 0.25 * least(length / $23, 4))', 'NULL::float8');
  all_weights CONSTANT float8 := (SELECT sum(weight) FROM unnest(weights) AS weight);
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
  scores float8[];
BEGIN
  IF sentiments IS NOT NULL THEN conditions := conditions || ' AND call.sentiment = ANY ($6)'; END IF;
  IF only_direction IS NOT NULL THEN conditions := conditions || ' AND call.direction = $7'; END IF;
  IF least_seconds IS NOT NULL THEN conditions := conditions || ' AND call.duration_seconds >= $8'; END IF;
  IF most_seconds IS NOT NULL THEN conditions := conditions || ' AND call.duration_seconds <= $9'; END IF;
  IF only_topic IS NOT NULL THEN conditions := conditions || ' AND $10 = ANY (call.topics)'; END IF;
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
            SELECT call.recording_id, call.call_started_at, call.length, call.words FROM call_search AS call
             WHERE call.recording_id = owned.owned_id AND call.arrival <= coalesce($5, call.arrival)
               AND ($13 IS NULL OR (call.call_started_at, call.recording_id) < ($13, $14)) %s OFFSET 0) AS call
          WHERE owned.at >= coalesce($2, ''-infinity'') AND owned.at < coalesce($3, ''infinity'')
          ORDER BY owned.at DESC, owned.owned_id DESC LIMIT $15
       ), fitting AS (
         SELECT recording_id, call_started_at, CASE WHEN row_number() OVER () <= $19 THEN %s END AS score
           FROM (SELECT recording_id, call_started_at, length, setweight(words, ''D'') AS said FROM passing OFFSET 0) AS call
          WHERE said @@ $1 LIMIT $4)
       SELECT (SELECT count(*) FROM passing), fitting.* FROM (
         SELECT array_agg(recording_id), array_agg(call_started_at), array_agg(score) FROM fitting) AS fitting',
      owner, conditions, formula)
      INTO passed, ids, times, scores
      USING query, from_at, to_at, most, newest_arrival, sentiments, only_direction, least_seconds, most_seconds, only_topic,
            only_customer, only_booking, before_at, before_id, most_read, NULL, NULL, NULL, most_scored, terms, weights,
            all_weights, mean_length, query;
    RETURN QUERY SELECT * FROM unnest(ids, times, scores);
    IF passed = most_read AND coalesce(cardinality(ids), 0) < most THEN RETURN QUERY SELECT NULL::uuid, NULL::timestamptz, NULL::float8; END IF;
    RETURN;
  END IF;

  SELECT greatest(min(call.call_started_at), from_at), least(max(call.call_started_at) + interval '1 second', to_at)
    INTO oldest, upper_at FROM call_recordings AS call;
  -- A slice should hold a third more than is asked for. The first is short, because words that are said together tell
  -- little of how often they are.
  days := CASE WHEN expected <= at_once THEN 'infinity'
               ELSE least(15, 1.3 * most / (expected * share) * extract(epoch FROM upper_at - oldest) / 86400) END;
  IF before_at IS NOT NULL THEN upper_at := least(upper_at, before_at + interval '1 millisecond'); END IF;
  WHILE upper_at > oldest LOOP
    marks := NULL;
    IF days <= most_days THEN
      lower_at := greatest(oldest, date_trunc('day', upper_at - interval '1 microsecond' - make_interval(days => floor(days)::integer), 'UTC'));
      SELECT string_agg(to_char(at, '"''@"YYYY-MM-DD"''"'), ' | ')::tsquery INTO marks
        FROM generate_series(date_trunc('day', lower_at AT TIME ZONE 'UTC'), (upper_at - interval '1 microsecond') AT TIME ZONE 'UTC', interval '1 day') AS at;
    ELSIF days <= most_months * 30 THEN
      lower_at := greatest(oldest, date_trunc('month', upper_at - interval '1 microsecond' - make_interval(days => floor(days)::integer), 'UTC'));
      SELECT string_agg(to_char(at, '"''@"YYYY-MM"''"'), ' | ')::tsquery INTO marks
        FROM generate_series(date_trunc('month', lower_at AT TIME ZONE 'UTC'), (upper_at - interval '1 microsecond') AT TIME ZONE 'UTC', interval '1 month') AS at;
    ELSE
      lower_at := oldest;
    END IF;
    -- Whether the filters fit is told in the scan, and only those that fit are sorted. Where more are found than may be
    -- looked at, the oldest of them do not count.
    EXECUTE 'WITH found AS MATERIALIZED (
               SELECT call.recording_id, call.call_started_at, (true' || conditions || ') AS fits, call.length, call.words
                 FROM call_search AS call
                WHERE call.call_started_at >= $2 AND call.call_started_at < $3'
         || CASE WHEN newest_arrival IS NULL THEN '' ELSE ' AND call.arrival <= $5' END
         || CASE WHEN marks IS NULL AND indexed IS NULL THEN '' ELSE ' AND call.words @@ $1' END
         || CASE WHEN pairs IS NULL THEN '' ELSE ' AND call.pairs @> $16' END
         || CASE WHEN before_id IS NULL THEN '' ELSE ' AND (call.call_started_at, call.recording_id) < ($13, $14)' END || '
             ), passing AS MATERIALIZED (
               SELECT * FROM found
                WHERE fits AND CASE WHEN (SELECT count(*) FROM found) <= $17 THEN true
                                    ELSE call_started_at >= (SELECT call_started_at FROM found
                                                              ORDER BY call_started_at DESC OFFSET $17 - 1 LIMIT 1) END
                ORDER BY call_started_at DESC, recording_id DESC LIMIT $18
             ), fitting AS (
               SELECT recording_id, call_started_at, '
         || CASE WHEN verified IS NULL THEN formula || ' AS score
                 FROM (SELECT *, CASE WHEN row_number() OVER () <= $19 THEN setweight(words, ''D'') END AS said FROM passing OFFSET 0) AS call'
                 ELSE 'CASE WHEN row_number() OVER () <= $19 THEN ' || formula || ' END AS score
                 FROM (SELECT *, setweight(words, ''D'') AS said FROM passing OFFSET 0) AS call WHERE said @@ $15' END || ' LIMIT $4)
             SELECT (SELECT least(count(*), $17) FROM found), (SELECT count(*) FROM passing), fitting.* FROM (
               SELECT array_agg(recording_id), array_agg(call_started_at), array_agg(score) FROM fitting) AS fitting'
      INTO looked_at, passed, ids, times, scores
      USING CASE WHEN marks IS NULL THEN indexed ELSE coalesce(indexed && marks, marks) END, lower_at, upper_at, most,
            newest_arrival, sentiments, only_direction, least_seconds, most_seconds, only_topic, only_customer, only_booking,
            before_at, before_id, verified, pairs, left_to_look,
            CASE WHEN verified IS NULL THEN most ELSE left_to_read END, most_scored, terms, weights,
            all_weights, mean_length, query;
    RETURN QUERY SELECT * FROM unnest(ids, times, scores);
    most := most - coalesce(cardinality(ids), 0);
    most_scored := greatest(most_scored - coalesce(cardinality(ids), 0), 0);
    EXIT WHEN most <= 0;
    left_to_look := left_to_look - looked_at;
    IF verified IS NOT NULL THEN left_to_read := left_to_read - passed; END IF;
    IF left_to_look <= 0 OR left_to_read <= 0 THEN
      RETURN QUERY SELECT NULL::uuid, NULL::timestamptz, NULL::float8;
      EXIT;
    END IF;
    days := greatest(extract(epoch FROM upper_at - lower_at) / 86400, 1);
    days := CASE WHEN looked_at / days * extract(epoch FROM lower_at - oldest) / 86400 <= at_once THEN 'infinity'
                 ELSE least(days * 8, greatest(days, 1.3 * most * days / greatest(coalesce(cardinality(ids), 0), 0.2))) END;
    upper_at := lower_at;
  END LOOP;
END $$;

-- Unneeded since: 0024. The version before still asks it.
COMMENT ON FUNCTION find_matching_calls IS 'Unneeded since 0024: see find_scored_calls.';
