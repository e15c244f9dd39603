-- Why: how many transcripts are awaited is asked at every scrape of /metrics and with pipelineStatus, for which every call
-- there is was read.

CREATE INDEX idx_call_recordings_awaited ON call_recordings (id) WHERE transcript_status = 'PENDING';
