-- Why: all processes use one RingCentral account, so its request budget, its closed doors and its subscription are kept where all of them look.

-- RingCentral counts the requests of a user and application in groups, over a sliding window.
CREATE TABLE ringcentral_rate_groups (
  group_name     text PRIMARY KEY CHECK (group_name = lower(group_name)),
  request_limit  integer NOT NULL CHECK (request_limit > 0),
  window_seconds integer NOT NULL CHECK (window_seconds > 0),
  blocked_until  timestamptz,                          -- no process may send anything before
  granted_at     timestamptz[] NOT NULL DEFAULT '{}'   -- of the current window, oldest first
);
-- RingCentral's documented defaults; its answers correct them.
INSERT INTO ringcentral_rate_groups (group_name, request_limit, window_seconds)
VALUES ('light', 50, 60), ('medium', 40, 60), ('heavy', 10, 60), ('auth', 5, 60);

-- Takes one request from a group's budget. Answers 0 where it was granted, else the milliseconds to wait. `slack` covers
-- the way to RingCentral: a request is counted there when it arrives, and the window slides by then.
CREATE FUNCTION take_ringcentral_request(wanted text, given_now timestamptz, slack interval)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  budget  ringcentral_rate_groups;
  instant timestamptz;
  kept    interval;
  recent  timestamptz[];
  free_at timestamptz;
BEGIN
  SELECT * INTO budget FROM ringcentral_rate_groups WHERE group_name = wanted FOR UPDATE;
  IF NOT FOUND THEN
    -- Group names are free text: one nobody has met starts with the smallest documented budget of the API's own.
    INSERT INTO ringcentral_rate_groups (group_name, request_limit, window_seconds)
    VALUES (wanted, 10, 60) ON CONFLICT (group_name) DO NOTHING;
    SELECT * INTO budget FROM ringcentral_rate_groups WHERE group_name = wanted FOR UPDATE;
  END IF;
  -- Read after the lock was won: among processes, later holders see later times.
  instant := coalesce(given_now, clock_timestamp());
  kept := budget.window_seconds * interval '1 second' + slack;
  IF budget.blocked_until > instant THEN
    RETURN greatest(1, ceil(extract(epoch FROM budget.blocked_until - instant) * 1000));
  END IF;
  -- A time in the future is of a clock that was wrong; taken as now, it leaves with the window instead of staying.
  SELECT coalesce(array_agg(least(at, instant) ORDER BY at), '{}') INTO recent
    FROM unnest(budget.granted_at) AS at
   WHERE at > instant - kept;
  IF cardinality(recent) < budget.request_limit THEN
    recent := recent || instant;
  ELSE
    free_at := recent[cardinality(recent) - budget.request_limit + 1] + kept;
  END IF;
  UPDATE ringcentral_rate_groups SET granted_at = recent, blocked_until = NULL WHERE group_name = wanted;
  IF free_at IS NULL THEN
    RETURN 0;
  END IF;
  RETURN greatest(1, ceil(extract(epoch FROM free_at - instant) * 1000));
END $$;

-- Corrects a group by what an answer said of it. Requests that RingCentral has counted and we have not (of another
-- program with the same credentials) are taken from the budget as if made now.
CREATE FUNCTION correct_ringcentral_budget(named text, given_now timestamptz, said_limit integer, said_remaining integer, said_window integer)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  budget  ringcentral_rate_groups;
  instant timestamptz;
  counted integer;
  missing integer;
BEGIN
  INSERT INTO ringcentral_rate_groups (group_name, request_limit, window_seconds)
  VALUES (named, said_limit, said_window) ON CONFLICT (group_name) DO NOTHING;
  SELECT * INTO budget FROM ringcentral_rate_groups WHERE group_name = named FOR UPDATE;
  instant := coalesce(given_now, clock_timestamp());
  SELECT count(*) INTO counted
    FROM unnest(budget.granted_at) AS at
   -- Two seconds more, as above: what was on its way when the window began is still counted there.
   WHERE at > instant - (said_window + 2) * interval '1 second';
  missing := least(said_limit - said_remaining, said_limit) - counted;
  IF missing > 0 OR (budget.request_limit, budget.window_seconds) <> (said_limit, said_window) THEN
    UPDATE ringcentral_rate_groups
       SET request_limit = said_limit,
           window_seconds = said_window,
           granted_at = granted_at || array_fill(instant, ARRAY[greatest(missing, 0)])
     WHERE group_name = named;
  END IF;
END $$;

-- A door that RingCentral has closed: a wrong credential, a missing permission. While a row is here nobody knocks,
-- except one process at `probe_at`.
CREATE TABLE ringcentral_circuits (
  area            text PRIMARY KEY,
  opened_at       timestamptz NOT NULL,
  probe_at        timestamptz NOT NULL,
  reason          text NOT NULL,       -- for the operator; holds no secret
  error_code      text,
  permission_name text
);

CREATE TABLE ringcentral_state (
  only_row                boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  sync_token              text,        -- of call-log-extract-sync: where the next reconciliation continues
  synced_at               timestamptz, -- all that the call log knew by then has been stored
  reconcile_from          timestamptz, -- webhooks may have been missed since; null where none
  subscription_id         text,
  subscription_expires_at timestamptz,
  subscription_active_at  timestamptz, -- when it was last seen active
  own_phones              text[] NOT NULL DEFAULT '{}',  -- the account's own numbers, as RingCentral writes them
  own_phones_due_at       timestamptz NOT NULL DEFAULT now(),  -- when they are to be asked for, by whoever claims it first
  subscription_digest     text         -- of the secret it was given: a changed secret needs an updated subscription
);
INSERT INTO ringcentral_state DEFAULT VALUES;

-- Sessions of which the call log says that a recording was made and, being too short, not kept: the event that promises
-- it may come after the log was read.
CREATE TABLE ringcentral_unrecorded_sessions (
  telephony_session_id text PRIMARY KEY,
  noted_at             timestamptz NOT NULL DEFAULT now()
);
