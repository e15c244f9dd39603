-- Why: a regular expression of hundreds of ids takes milliseconds a row, which is hours for the judgements of a million calls.

DROP FUNCTION find_traces(text);

-- Every place where something of a person is still stored: all tables of all schemas as they are, raw bodies as text, and
-- what the planner remembers of them. `ids` and `people` (names, numbers, addresses) are regular expressions without regard
-- to case. In the tables of what was said and judged, where ids stand in columns of their own, `people` alone is looked
-- for, and only in rows that have one of `anchors` in lower case. What other people's calls say is told apart as `said`; the
-- events that tell subscribers whom to forget are left out.
CREATE FUNCTION find_traces(ids text, people text, anchors text[])
RETURNS TABLE (place text, said boolean, places bigint) LANGUAGE plpgsql STABLE AS $$
DECLARE
  stored record;
  bodies text;
  rows_with_anchor CONSTANT text := 'SELECT count(*) FROM (SELECT lower(%s) AS said FROM %s AS stored OFFSET 0) AS row
     WHERE EXISTS (SELECT FROM unnest($2) AS anchor WHERE strpos(row.said, anchor) > 0) AND row.said ~* $1';
BEGIN
  FOR stored IN
    SELECT class.oid, format('%I.%I', namespace.nspname, class.relname) AS name, namespace.nspname || '.' || class.relname AS place
      FROM pg_class AS class JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
     WHERE class.relkind IN ('r', 'm') AND namespace.nspname !~ '^(pg_|information_schema)'
     ORDER BY 3
  LOOP
    place := stored.place;
    said := place IN ('public.call_statements', 'public.call_search', 'public.search_words');
    SELECT string_agg(format(' || encode(stored.%I, ''escape'')', attname), '') INTO bodies
      FROM pg_attribute WHERE attrelid = stored.oid AND atttypid = 'bytea'::regtype AND attnum > 0 AND NOT attisdropped;
    IF place = 'public.call_recordings' THEN
      EXECUTE format(rows_with_anchor, '(to_jsonb(stored) - ''rc_transcript'' - ''transcript_segments'' - ''rc_ai_insights'')::text', stored.name)
        INTO places USING people, anchors;
    ELSIF place = 'public.link_decisions' OR said THEN
      EXECUTE format(rows_with_anchor, 'stored::text', stored.name) INTO places USING people, anchors;
    ELSE
      EXECUTE format('SELECT count(*) FROM %s AS stored WHERE (stored::text%s) ~* $1%s', stored.name, bodies,
                     CASE place WHEN 'public.linkage_events' THEN ' AND type <> ''ERASED''' END)
        INTO places USING concat_ws('|', nullif(ids, ''), nullif(people, ''));
    END IF;
    IF places > 0 THEN RETURN NEXT; END IF;
  END LOOP;
  place := 'public.call_recordings'; said := true;
  EXECUTE format(rows_with_anchor, 'concat_ws('' '', rc_transcript, transcript_segments, rc_ai_insights)', 'call_recordings')
    INTO places USING people, anchors;
  IF places > 0 THEN RETURN NEXT; END IF;
  place := 'pg_catalog.pg_statistic'; said := false;
  SELECT count(*) INTO places FROM statistics_with(concat_ws('|', nullif(ids, ''), nullif(people, '')));
  IF places > 0 THEN RETURN NEXT; END IF;
END $$;
