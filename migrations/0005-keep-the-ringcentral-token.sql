-- Why: RingCentral allows five sign-ins a minute and about five sessions a user, so all processes use one token, also after a restart.

CREATE TABLE ringcentral_token (
  only_row     boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  sealed_token bytea NOT NULL,        -- encrypted with a key made of the app's credentials, which are not in here
  renew_at     timestamptz NOT NULL
);
