-- Why: whoever calls the API proves who they are with a key, of which only a hash is kept.

CREATE TABLE api_keys (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name          text NOT NULL CHECK (btrim(name) <> ''),
  prefix        text NOT NULL UNIQUE CHECK (prefix ~ '^[0-9a-z]{12}$'),   -- the public part: finds the row, proves nothing
  secret_sha256 bytea NOT NULL CHECK (octet_length(secret_sha256) = 32),
  scopes        text[] NOT NULL
                CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'context', 'link', 'write', 'admin']),
  created_at    timestamptz NOT NULL DEFAULT now(),
  expires_at    timestamptz,
  revoked_at    timestamptz,
  last_used_at  timestamptz                                                -- to the minute, so that reads stay reads
);

-- A name means one live key, so that "revoke desk" is never a question; revoked ones keep theirs for the record.
CREATE UNIQUE INDEX idx_api_keys_live_name ON api_keys (name) WHERE revoked_at IS NULL;
