-- Why: one trace leads from a webhook to the event that subscribers are told; W3C's traceparent, null where none is made.
ALTER TABLE linkage_events ADD COLUMN trace text;
