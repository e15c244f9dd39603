-- Why: a call is linked again and again; with room for it on its page the new row needs no entry in any of the ten indexes.
ALTER TABLE call_recordings SET (fillfactor = 80);
