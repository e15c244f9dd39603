-- Why: new entries of the words' index wait in a list, and whoever stored the call that made it too long put all of them in
-- their places: one batch in 160 calls, and every event of it, waited a third of a second for that. The workers do it now.

-- So long the list may get where no worker comes: some 600 calls.
ALTER INDEX idx_call_search_words SET (gin_pending_list_limit = 8192);

-- Puts what waits in its place; calls are stored and found meanwhile. One at a time: whoever finds another at it leaves the
-- work to them. Returns how many pages of the list are done with. By its owner's right, as the program need not own the index.
CREATE FUNCTION settle_search_index() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT pg_try_advisory_xact_lock(7205259403792795) THEN RETURN 0; END IF;
  RETURN gin_clean_pending_list('public.idx_call_search_words');
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
  CREATE INDEX idx_call_search_words ON call_search USING gin (words, pairs) WITH (gin_pending_list_limit = 8192);
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
