-- Why: ANALYZE leaves an empty table the statistics of when it was not. Where erasing somebody emptied one, ids of theirs
-- stayed there until there were rows again.

-- As before (0009), and what is remembered even so is cleared. PostgreSQL before 18 has nothing for that: it stays, and is
-- told among the traces.
CREATE OR REPLACE FUNCTION forget_statistics(pattern text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  remembered record;
BEGIN
  FOR remembered IN SELECT DISTINCT of_table FROM statistics_with(pattern) LOOP EXECUTE 'ANALYZE ' || remembered.of_table; END LOOP;
  IF current_setting('server_version_num')::integer < 180000 THEN RETURN; END IF;
  FOR remembered IN
    SELECT schemaname, tablename, attname, inherited FROM pg_stats
     WHERE (format('%I.%I', schemaname, tablename), attname) IN (SELECT of_table, of_column FROM statistics_with(pattern))
  LOOP
    EXECUTE 'SELECT pg_clear_attribute_stats($1, $2, $3, $4)'
      USING remembered.schemaname::text, remembered.tablename::text, remembered.attname::text, remembered.inherited;
  END LOOP;
END $$;
