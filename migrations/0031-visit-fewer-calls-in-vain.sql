-- Why: of 1,500 calls that were found at once, to be sorted, the newest 301 are wanted, and each of the others is visited in
-- vain. Of 700 the slowest searches for three words and for phrases take an eighth less, the others as long; of 350 more
-- slices cost what fewer visits save.

-- As before (0029), but for how many are found at once: calls that satisfy a search and pass the filters (each null: any), newest first, after (`before_at`,
-- `before_id`) and at most `most`. Of the query, `indexed` is what the index finds without reading any words, `pairs` those
-- of its phrases, and `verified` what must be read to be known; each null where there is none. `expected` is a guess of how
-- many calls say it. The newest `most_scored` get a score, by `terms` with their `weights` (how much each tells, in bits)
-- in calls of `mean_length` characters on average; these three null where none is scored.
--
-- Few are found at once. Of many, time is walked backwards in slices, each narrowed in the index by its days or months and
-- as long as the slices before make probable. Work is bounded, whatever is asked: of the calls that the index finds the
-- newest 10,000 are looked at, and of those that pass the filters the words of the newest 2,000 are read to be known. A last
-- row of nulls says that a bound was reached, so that older calls may fit as well. The bounds count calls, not time: every
-- page meets the same ones.
CREATE OR REPLACE FUNCTION find_scored_calls(
  query tsquery, indexed tsquery, pairs integer[], verified tsquery, expected bigint, most integer, newest_arrival bigint,
  from_at timestamptz, to_at timestamptz, sentiments text[], only_direction text, least_seconds integer,
  most_seconds integer, only_topic text, only_customer uuid, only_booking uuid, before_at timestamptz, before_id uuid,
  most_scored integer, terms tsquery[], weights float8[], mean_length float8
) RETURNS TABLE (recording_id uuid, call_started_at timestamptz, score float8) LANGUAGE plpgsql STABLE
-- The planner does not count what reading a call's words costs, and needs as long to plan as most slices take.
SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  most_looked_at CONSTANT integer := 10000;
  most_read CONSTANT integer := 2000;
  few CONSTANT integer := 300;
  -- So many marks of days, or of months, are looked for together; each costs every call that is found a little.
  most_days CONSTANT integer := 20;
  most_months CONSTANT integer := 12;
  -- So many are sooner sorted than sliced.
  at_once CONSTANT integer := 700;
  -- The first slice is short, because words that are said together tell little of how often they are; each should hold a
  -- fifth more than is asked for.
  first_days CONSTANT integer := 5;
  margin CONSTANT float8 := 1.2;
  -- What the filters leave, as a guess.
  share CONSTANT float8 := CASE WHEN sentiments IS NULL THEN 1 ELSE 0.3 END * CASE WHEN only_direction IS NULL THEN 1 ELSE 0.4 END
                           * CASE WHEN least_seconds IS NULL AND most_seconds IS NULL THEN 1 ELSE 0.3 END
                           * CASE WHEN only_topic IS NULL THEN 1 ELSE 0.2 END;
  alike CONSTANT real[] := '{1,1,1,1}';
  all_weights CONSTANT float8 := (SELECT sum(weight) FROM unnest(weights) AS weight);
  -- Where calls are found: in the index by words or by words and pairs, or as those of a booking, a customer or a topic.
  -- What is null finds none, at no cost.
  by_words tsquery := CASE WHEN pairs IS NULL THEN indexed END;
  by_pairs CONSTANT integer[] := pairs;
  by_narrow CONSTANT integer[] := CASE WHEN pairs IS NOT NULL AND EXISTS (SELECT FROM narrow_pairs)
                                       THEN ARRAY(SELECT DISTINCT pair & 16383 FROM unnest(pairs) AS pair) END;
  of_booking uuid;
  of_customer uuid;
  of_topic text;
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
  -- Of a booking, a customer or a topic with few calls, or fewer than say such words: from the calls to their words.
  IF only_booking IS NOT NULL THEN
    of_booking := only_booking;
  ELSIF only_customer IS NOT NULL AND (expected > most_looked_at / 2
        OR (SELECT count(*) FROM (SELECT FROM call_recordings WHERE customer_id = only_customer LIMIT few + 1) AS counted) <= few) THEN
    of_customer := only_customer;
  ELSIF only_topic IS NOT NULL AND expected > few
        AND (SELECT count(*) FROM (SELECT FROM call_topics WHERE topic = left(only_topic, 100) LIMIT most_read + 1) AS counted) <= most_read THEN
    of_topic := left(only_topic, 100);
  END IF;
  SELECT min(call.call_started_at), max(call.call_started_at) + interval '1 second' INTO oldest, upper_at FROM call_recordings AS call;
  IF coalesce(of_booking::text, of_customer::text, of_topic) IS NOT NULL THEN
    by_words := NULL;
    indexed := NULL;
    verified := query;
    left_to_look := 2147483647;
    days := 'infinity';
  ELSIF expected <= at_once THEN
    days := 'infinity';
  ELSE
    days := least(first_days, margin * most / (expected * share) * extract(epoch FROM upper_at - oldest) / 86400);
  END IF;
  oldest := greatest(oldest, from_at);
  upper_at := least(upper_at, to_at, before_at + interval '1 millisecond');
  WHILE upper_at > oldest LOOP
    marks := NULL;
    lower_at := oldest;
    days := least(days, extract(epoch FROM upper_at - oldest) / 86400);
    IF indexed IS NOT NULL AND days <= most_days THEN
      lower_at := greatest(oldest, date_trunc('day', upper_at - interval '1 microsecond' - make_interval(days => floor(days)::integer), 'UTC'));
      SELECT string_agg(to_char(at, '"''@"YYYY-MM-DD"''"'), ' | ')::tsquery INTO marks
        FROM generate_series(date_trunc('day', lower_at AT TIME ZONE 'UTC'), (upper_at - interval '1 microsecond') AT TIME ZONE 'UTC', interval '1 day') AS at;
    ELSIF indexed IS NOT NULL AND days <= most_months * 30 THEN
      lower_at := greatest(oldest, date_trunc('month', upper_at - interval '1 microsecond' - make_interval(days => floor(days)::integer), 'UTC'));
      SELECT string_agg(to_char(at, '"''@"YYYY-MM"''"'), ' | ')::tsquery INTO marks
        FROM generate_series(date_trunc('month', lower_at AT TIME ZONE 'UTC'), (upper_at - interval '1 microsecond') AT TIME ZONE 'UTC', interval '1 month') AS at;
    END IF;
    -- Whether the filters fit is told where calls are found, and only those that fit are sorted. Where more are found than
    -- may be looked at, the oldest of them do not count. What a call scores: of each word how often it is said, which
    -- saturates as BM25's counts do, of several also how near each other they are; in a long call all count a little less.
    -- `said` holds a call's words in memory, where they are read from disk once.
    WITH found AS MATERIALIZED (
      SELECT recording_id, call_started_at, length, words,
             (sentiments IS NULL OR sentiment = ANY (sentiments)) AND (only_direction IS NULL OR direction = only_direction)
             AND (least_seconds IS NULL OR duration_seconds >= least_seconds) AND (most_seconds IS NULL OR duration_seconds <= most_seconds)
             AND (only_topic IS NULL OR only_topic = ANY (topics)) AND (only_customer IS NULL OR customer_id = only_customer)
             AND (only_booking IS NULL OR booking_id = only_booking) AS fits
        FROM (
          SELECT * FROM call_search WHERE words @@ by_words AND words @@ marks
          UNION ALL
          SELECT * FROM call_search WHERE words @@ CASE WHEN marks IS NULL THEN by_words END
          UNION ALL
          SELECT * FROM call_search WHERE words @@ indexed AND pairs @> by_pairs AND words @@ marks
          UNION ALL
          SELECT * FROM call_search WHERE words @@ CASE WHEN marks IS NULL THEN indexed END AND pairs @> by_pairs
          UNION ALL
          SELECT * FROM call_search WHERE words @@ indexed AND pairs @> by_narrow AND words @@ marks
          UNION ALL
          SELECT * FROM call_search WHERE words @@ CASE WHEN marks IS NULL THEN indexed END AND pairs @> by_narrow
          UNION ALL
          SELECT call.* FROM (
            SELECT id FROM call_recordings WHERE booking_id = of_booking
            UNION ALL SELECT id FROM call_recordings WHERE customer_id = of_customer
            UNION ALL SELECT recording_id FROM call_topics WHERE topic = of_topic
          ) AS owned CROSS JOIN LATERAL (SELECT * FROM call_search WHERE recording_id = owned.id OFFSET 0) AS call
        ) AS call
       WHERE call_started_at >= lower_at AND call_started_at < upper_at AND (newest_arrival IS NULL OR arrival <= newest_arrival)
         AND (before_id IS NULL OR (call_started_at, recording_id) < (before_at, before_id))
    ), counted AS MATERIALIZED (
      SELECT count(*) AS calls FROM found
    ), passing AS MATERIALIZED (
      SELECT * FROM found
       WHERE fits AND CASE WHEN (SELECT calls FROM counted) <= left_to_look THEN true
                           ELSE call_started_at >= (SELECT call_started_at FROM found
                                                     ORDER BY call_started_at DESC OFFSET left_to_look - 1 LIMIT 1) END
       ORDER BY call_started_at DESC, recording_id DESC LIMIT CASE WHEN verified IS NULL THEN most ELSE left_to_read END
    ), fitting AS (
      SELECT recording_id, call_started_at,
             CASE WHEN row_number() OVER () <= most_scored THEN
               (weights[1] * ts_rank(alike, said[1], terms[1]) + coalesce(weights[2] * ts_rank(alike, said[1], terms[2]), 0)
                 + coalesce(weights[3] * ts_rank(alike, said[1], terms[3]), 0)
                 + CASE WHEN cardinality(terms) > 3 THEN
                     (SELECT sum(weight * ts_rank(alike, said[1], term)) FROM unnest(terms[4:], weights[4:]) AS further (term, weight))
                   ELSE 0 END
                 + CASE WHEN cardinality(terms) > 1 THEN all_weights * 0.5 * ts_rank(alike, said[1], query) ELSE 0 END)
               / (0.75 + 0.25 * least(length / mean_length, 4)) END AS score
        FROM (SELECT *, CASE WHEN verified IS NOT NULL OR row_number() OVER () <= most_scored THEN ARRAY[words] END AS said
                FROM passing OFFSET 0) AS call
       WHERE verified IS NULL OR said[1] @@ verified LIMIT most)
    SELECT (SELECT least(calls, left_to_look) FROM counted), (SELECT count(*) FROM passing),
           array_agg(fitting.recording_id), array_agg(fitting.call_started_at), array_agg(fitting.score)
      INTO looked_at, passed, ids, times, scores
      FROM fitting;
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
    days := greatest(extract(epoch FROM upper_at - lower_at) / 86400, 0.1);
    -- No further than to what is asked for, to what may still be read, or to what may still be looked at.
    days := CASE WHEN (looked_at + 1) / days * extract(epoch FROM lower_at - oldest) / 86400 <= at_once THEN 'infinity'
                 ELSE least(days * 16, margin * days * least(
                   most / greatest(coalesce(cardinality(ids), 0), 0.5),
                   CASE WHEN verified IS NOT NULL THEN left_to_read / greatest(passed, 0.5) END,
                   left_to_look / greatest(looked_at, 0.5))) END;
    upper_at := lower_at;
  END LOOP;
END $$;
