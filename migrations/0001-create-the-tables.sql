-- Why: the tables a booking business has (customers, bookings), the calls threaded to them, every judgement ever made,
-- and the outbox and receipts that make losing a call impossible.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE SCHEMA IF NOT EXISTS bookings;

-- The same stemming for stored and asked words; accents never matter.
CREATE TEXT SEARCH CONFIGURATION callthread (COPY = english);
ALTER TEXT SEARCH CONFIGURATION callthread
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;

CREATE TABLE bookings.customers (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  external_id text UNIQUE,
  name        text NOT NULL CHECK (btrim(name) <> ''),
  phone       text,          -- the first number, as the business wrote it
  email       text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_customers_name ON bookings.customers (name, id);

-- Every number of a customer. A number may belong to several customers: a household, an office.
CREATE TABLE bookings.customer_phones (
  customer_id uuid NOT NULL REFERENCES bookings.customers (id) ON DELETE CASCADE,
  phone_e164  text NOT NULL CHECK (phone_e164 ~ '^\+?[0-9]{3,17}$'),  -- digits without plus where no E.164 could be read
  raw_phone   text NOT NULL,
  source      text NOT NULL DEFAULT 'api' CHECK (source IN ('api', 'customer_column')),
  position    integer NOT NULL DEFAULT 0,
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (customer_id, phone_e164)
);
CREATE INDEX idx_customers_phone_normalized ON bookings.customer_phones (phone_e164, customer_id);

CREATE TABLE bookings.bookings (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  external_id text UNIQUE,
  customer_id uuid NOT NULL REFERENCES bookings.customers (id) ON DELETE CASCADE,
  event_date  timestamptz NOT NULL,
  ends_at     timestamptz,
  guest_count integer CHECK (guest_count > 0),
  status      text NOT NULL DEFAULT 'pending'
              CHECK (status IN ('pending', 'confirmed', 'in_progress', 'completed', 'cancelled')),
  title       text,
  venue       text,
  notes       text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  CHECK (ends_at > event_date)
);
CREATE INDEX idx_bookings_customer_date ON bookings.bookings (customer_id, event_date);

CREATE TABLE call_recordings (
  id                   uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  rc_recording_id      text UNIQUE,           -- RingCentral's identity of a recorded leg
  external_id          text UNIQUE,           -- identity given by another telephony system
  telephony_session_id text,
  direction            text NOT NULL CHECK (direction IN ('INBOUND', 'OUTBOUND', 'INTERNAL')),
  from_phone           text,                  -- as received
  to_phone             text,
  from_e164            text,
  to_e164              text,
  outside_phone        text,                  -- E.164 of the party that is not the business; null where nobody can be matched
  call_started_at      timestamptz NOT NULL,
  duration_seconds     integer NOT NULL DEFAULT 0 CHECK (duration_seconds >= 0),
  -- Where time, duration and numbers come from; a weaker source never overwrites a stronger one.
  facts_source         text NOT NULL CHECK (facts_source IN ('webhook', 'insights', 'call_log', 'ingest')),
  content_uri          text,

  transcript_status    text NOT NULL DEFAULT 'PENDING' CHECK (transcript_status IN ('PENDING', 'READY', 'UNAVAILABLE')),
  fetch_attempts       integer NOT NULL DEFAULT 0 CHECK (fetch_attempts >= 0),
  rc_transcript        text,                  -- "Customer: …" and "Agent: …" lines
  transcript_segments  jsonb,                 -- [{speaker, name, text, start, end}], by start, seconds
  transcript_stored_at timestamptz,
  rc_ai_insights       jsonb,                 -- {summary, bullets, highlights, nextSteps, score, notes, sentiment}
  insights_modified_at timestamptz,           -- RingCentral's lastModifiedTime: an older analysis never replaces a newer
  sentiment            text CHECK (sentiment IN ('POSITIVE', 'NEUTRAL', 'NEGATIVE')),
  topics               text[] NOT NULL DEFAULT '{}',
  intent               text,

  customer_id          uuid REFERENCES bookings.customers (id),
  booking_id           uuid REFERENCES bookings.bookings (id),
  link_status          text NOT NULL DEFAULT 'PENDING'
                       CHECK (link_status IN ('PENDING', 'LINKED', 'CUSTOMER_ONLY', 'NEEDS_REVIEW', 'UNMATCHED', 'NOT_LINKABLE')),
  review_reason        text,
  customer_confidence  real CHECK (customer_confidence BETWEEN 0 AND 1),
  booking_confidence   real CHECK (booking_confidence BETWEEN 0 AND 1),
  link_evidence        jsonb NOT NULL DEFAULT '[]',
  link_candidates      jsonb NOT NULL DEFAULT '[]',
  link_explanation     text,
  linked_by            text CHECK (linked_by IN ('auto', 'person')),
  linked_by_name       text,
  linked_at            timestamptz,
  decided_at           timestamptz,           -- of the latest judgement, also of one that linked nothing

  created_at           timestamptz NOT NULL DEFAULT now(),
  updated_at           timestamptz NOT NULL DEFAULT now(),

  CHECK (rc_recording_id IS NOT NULL OR external_id IS NOT NULL),
  CHECK (booking_id IS NULL OR customer_id IS NOT NULL),
  CHECK ((link_status = 'LINKED') = (linked_at IS NOT NULL)),
  CHECK (link_status <> 'LINKED' OR booking_id IS NOT NULL),
  CHECK (link_status <> 'CUSTOMER_ONLY' OR (customer_id IS NOT NULL AND booking_id IS NULL)),
  CHECK (link_status NOT IN ('PENDING', 'UNMATCHED', 'NOT_LINKABLE') OR customer_id IS NULL),
  CHECK (link_status <> 'NEEDS_REVIEW' OR review_reason IS NOT NULL),
  CHECK (review_reason IS NULL OR link_status IN ('NEEDS_REVIEW', 'UNMATCHED')),
  CHECK ((link_status = 'PENDING') = (decided_at IS NULL)),
  CHECK ((transcript_status = 'READY') = (transcript_stored_at IS NOT NULL))
);
CREATE INDEX idx_call_recordings_customer ON call_recordings (customer_id, call_started_at DESC, id DESC);
CREATE INDEX idx_call_recordings_booking ON call_recordings (booking_id, call_started_at) WHERE booking_id IS NOT NULL;
CREATE INDEX idx_call_recordings_outside_phone ON call_recordings (outside_phone, call_started_at DESC);
CREATE INDEX idx_call_recordings_session ON call_recordings (telephony_session_id);
CREATE INDEX idx_call_recordings_started ON call_recordings (call_started_at DESC, id DESC);
CREATE INDEX idx_call_recordings_review ON call_recordings (call_started_at DESC, id DESC) WHERE review_reason IS NOT NULL;

-- Append-only: what was judged, when, by whom, on which evidence. Questions about the past are answered from here.
CREATE TABLE link_decisions (
  id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  recording_id        uuid NOT NULL REFERENCES call_recordings (id) ON DELETE CASCADE,
  decided_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  decided_by          text NOT NULL CHECK (decided_by IN ('auto', 'person')),
  decided_by_name     text,
  action              text NOT NULL CHECK (action IN ('JUDGED', 'LINKED', 'CONFIRMED', 'UNLINKED')),
  status              text NOT NULL,
  review_reason       text,
  customer_id         uuid,
  booking_id          uuid,
  customer_confidence real,
  booking_confidence  real,
  evidence            jsonb NOT NULL DEFAULT '[]',
  candidates          jsonb NOT NULL DEFAULT '[]',
  explanation         text,
  note                text
);
CREATE INDEX idx_link_decisions_recording ON link_decisions (recording_id, id DESC);

-- The outbox. Ids are taken before a transaction commits, so they can become visible out of order; `position` is given
-- afterwards, under a lock, to what is visible: whoever reads by position neither skips nor repeats.
CREATE TABLE linkage_events (
  id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  position           bigint UNIQUE,
  type               text NOT NULL CHECK (type IN ('LINKED', 'RELINKED', 'UNLINKED', 'SENT_TO_REVIEW', 'UNMATCHED')),
  occurred_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  recording_id       uuid NOT NULL REFERENCES call_recordings (id) ON DELETE CASCADE,
  customer_id        uuid,
  booking_id         uuid,
  booking_confidence real,
  previous           jsonb                    -- {status, customerId, bookingId} before; null for the first judgement
);
CREATE SEQUENCE linkage_event_positions OWNED BY linkage_events.position;
CREATE INDEX idx_linkage_events_unpublished ON linkage_events (id) WHERE position IS NULL;
CREATE INDEX idx_linkage_events_recording ON linkage_events (recording_id);

CREATE TABLE webhook_receipts (
  uuid         text PRIMARY KEY,              -- RingCentral's, or sha256:… of a body that has none
  event        text,                          -- the event filter that it says it is of
  body         bytea NOT NULL,                -- as it came: also what cannot be parsed is kept
  received_at  timestamptz NOT NULL DEFAULT now(),
  processed_at timestamptz,
  outcome      text                           -- what the receive stage made of it
);
CREATE INDEX idx_webhook_receipts_received ON webhook_receipts (received_at);

-- What changed about customers, numbers and bookings, whoever wrote it: the links that rest on it are judged again.
CREATE TABLE fact_changes (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind        text NOT NULL CHECK (kind IN ('customer', 'phone', 'booking', 'contact')),
  customer_id uuid NOT NULL,
  phone_e164  text,
  recording_id uuid,        -- of a contact: the call that became the customer's, or ceased to be, or was at another time
  changed_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE FUNCTION note_customer_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO fact_changes (kind, customer_id)
    SELECT 'customer', after.id
      FROM changed_after AS after
      JOIN changed_before AS before USING (id)
     WHERE (after.name, after.phone) IS DISTINCT FROM (before.name, before.phone);
  ELSE
    INSERT INTO fact_changes (kind, customer_id) SELECT 'customer', id FROM changed_after;
  END IF;
  IF FOUND THEN PERFORM pg_notify('callthread_facts', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_customer_insert AFTER INSERT ON bookings.customers
  REFERENCING NEW TABLE AS changed_after FOR EACH STATEMENT EXECUTE FUNCTION note_customer_change();
CREATE TRIGGER note_customer_update AFTER UPDATE ON bookings.customers
  REFERENCING OLD TABLE AS changed_before NEW TABLE AS changed_after FOR EACH STATEMENT EXECUTE FUNCTION note_customer_change();

CREATE FUNCTION note_phone_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO fact_changes (kind, customer_id, phone_e164) SELECT 'phone', customer_id, phone_e164 FROM changed;
  IF FOUND THEN PERFORM pg_notify('callthread_facts', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_phone_insert AFTER INSERT ON bookings.customer_phones
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_phone_change();
CREATE TRIGGER note_phone_delete AFTER DELETE ON bookings.customer_phones
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_phone_change();

CREATE FUNCTION note_booking_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO fact_changes (kind, customer_id) SELECT DISTINCT 'booking', customer_id FROM changed_after;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO fact_changes (kind, customer_id) SELECT DISTINCT 'booking', customer_id FROM changed_before;
  ELSE
    INSERT INTO fact_changes (kind, customer_id)
    SELECT DISTINCT 'booking', customer.id
      FROM changed_after AS after
      JOIN changed_before AS before USING (id)
     CROSS JOIN LATERAL (VALUES (after.customer_id), (before.customer_id)) AS customer (id)
     WHERE (after.customer_id, after.event_date, after.guest_count, after.status, after.title, after.venue, after.notes)
           IS DISTINCT FROM
           (before.customer_id, before.event_date, before.guest_count, before.status, before.title, before.venue, before.notes);
  END IF;
  IF FOUND THEN PERFORM pg_notify('callthread_facts', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_booking_insert AFTER INSERT ON bookings.bookings
  REFERENCING NEW TABLE AS changed_after FOR EACH STATEMENT EXECUTE FUNCTION note_booking_change();
CREATE TRIGGER note_booking_update AFTER UPDATE ON bookings.bookings
  REFERENCING OLD TABLE AS changed_before NEW TABLE AS changed_after FOR EACH STATEMENT EXECUTE FUNCTION note_booking_change();
CREATE TRIGGER note_booking_delete AFTER DELETE ON bookings.bookings
  REFERENCING OLD TABLE AS changed_before FOR EACH STATEMENT EXECUTE FUNCTION note_booking_change();

-- A booking or customer that is deleted takes its links with it, never the calls: they wait for a new judgement. Of what
-- a person decided the customer stays when only the booking goes.
CREATE FUNCTION release_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'bookings' THEN
    UPDATE call_recordings
       SET booking_id = NULL, link_status = 'CUSTOMER_ONLY', linked_at = NULL, booking_confidence = 0, updated_at = now()
     WHERE booking_id = OLD.id AND linked_by = 'person';
  END IF;
  UPDATE call_recordings
     SET customer_id = NULL, booking_id = NULL, link_status = 'PENDING', review_reason = NULL, linked_at = NULL,
         decided_at = NULL, linked_by = NULL, linked_by_name = NULL, link_evidence = '[]', link_candidates = '[]',
         link_explanation = NULL, customer_confidence = NULL, booking_confidence = NULL, updated_at = now()
   WHERE (TG_TABLE_NAME = 'bookings' AND booking_id = OLD.id)
      OR (TG_TABLE_NAME = 'customers' AND customer_id = OLD.id);
  RETURN OLD;
END $$;
CREATE TRIGGER release_links_of_booking BEFORE DELETE ON bookings.bookings
  FOR EACH ROW EXECUTE FUNCTION release_links();
CREATE TRIGGER release_links_of_customer BEFORE DELETE ON bookings.customers
  FOR EACH ROW EXECUTE FUNCTION release_links();

-- Recordings to be judged again, because of a changed fact or because somebody asked: outlives a restart.
CREATE TABLE relink_queue (
  recording_id uuid PRIMARY KEY REFERENCES call_recordings (id) ON DELETE CASCADE,
  queued_at    timestamptz NOT NULL DEFAULT now()
);
