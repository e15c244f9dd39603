import type { Sql } from "../database/sql.js";
import type { Direction } from "../linking/facts.js";
import { asJson } from "./transcript-json.js";

/** Where a call's time, duration and numbers come from, weakest first: a weaker source never overwrites a stronger. */
export type FactsSource = "webhook" | "insights" | "call_log" | "ingest";

export interface CallWrite {
  readonly rcRecordingId: string | null;
  readonly externalId: string | null;
  readonly telephonySessionId: string | null;
  readonly direction: Direction;
  /** As received. */
  readonly fromPhone: string | null;
  readonly toPhone: string | null;
  readonly fromE164: string | null;
  readonly toE164: string | null;
  /** The party that is not the business, where it can be matched to a customer. */
  readonly outsidePhone: string | null;
  readonly startedAt: Date;
  /** null where the source does not know it. */
  readonly durationSeconds: number | null;
  readonly contentUri: string | null;
  readonly factsSource: FactsSource;
}

/** What became of a call that was written. */
export interface CallWritten {
  readonly id: string;
  readonly outcome: "created" | "changed" | "unchanged";
}

interface Stored {
  readonly id: string;
  readonly key: string;
}

/** Writes one call; see `saveCalls`. */
export async function saveCall(tx: Sql, call: CallWrite): Promise<CallWritten> {
  const [written] = await saveCalls(tx, [call]);
  if (written === undefined) throw new Error("A call was written and is not told of.");
  return written;
}

/**
 * Inserts calls, or completes those with the same identity; in their order, in three statements however many there are.
 * Facts of an equal or stronger source replace older ones; what a source does not know (null) never erases what another
 * knew. All have the same kind of identity, and no two the same one.
 */
export async function saveCalls(tx: Sql, calls: readonly CallWrite[]): Promise<CallWritten[]> {
  const identity = calls.every((call) => call.rcRecordingId !== null) ? "rc_recording_id" : "external_id";
  const keyOf = (call: CallWrite): string => call.rcRecordingId ?? call.externalId ?? "";
  const keys = calls.map(keyOf);
  const ids = new Map((await lockStored(tx, identity, keys)).map(({ key, id }) => [key, id]));

  const missing = calls.filter((call) => !ids.has(keyOf(call)));
  const created = await insertCalls(tx, identity, missing);
  for (const { key, id } of created) ids.set(key, id);
  const createdIds = new Set(created.map(({ id }) => id));

  const others = calls.filter((call) => !createdIds.has(ids.get(keyOf(call)) ?? ""));
  const changedIds = new Set((await completeCalls(tx, identity, others)).map(({ id }) => id));
  // Stored by another process between the first statement and the second.
  if (ids.size < keys.length) for (const { key, id } of await lockStored(tx, identity, keys)) ids.set(key, id);
  return keys.map((key) => {
    const id = ids.get(key);
    if (id === undefined) throw new Error("A call vanished while it was written.");
    return { id, outcome: createdIds.has(id) ? "created" : changedIds.has(id) ? "changed" : "unchanged" };
  });
}

/** In one order, so that two batches cannot wait for each other. */
const lockStored = (tx: Sql, identity: string, keys: readonly string[]): Promise<Stored[]> =>
  tx.query<Stored>(
    `SELECT id, ${identity} AS key FROM call_recordings WHERE ${identity} = ANY ($1::text[]) ORDER BY id FOR UPDATE`,
    [keys],
  );

const GIVEN = `jsonb_to_recordset($1::jsonb) AS given (
  "rcRecordingId" text, "externalId" text, "telephonySessionId" text, direction text, "fromPhone" text, "toPhone" text,
  "fromE164" text, "toE164" text, "outsidePhone" text, "startedAt" timestamptz, "durationSeconds" integer,
  "contentUri" text, "factsSource" text)`;

async function insertCalls(tx: Sql, identity: string, calls: readonly CallWrite[]): Promise<Stored[]> {
  if (calls.length === 0) return [];
  return tx.query<Stored>(
    `INSERT INTO call_recordings
       (rc_recording_id, external_id, telephony_session_id, direction, from_phone, to_phone, from_e164, to_e164,
        outside_phone, call_started_at, duration_seconds, content_uri, facts_source)
     SELECT "rcRecordingId", "externalId", "telephonySessionId", direction, "fromPhone", "toPhone", "fromE164", "toE164",
            "outsidePhone", "startedAt", coalesce("durationSeconds", 0), "contentUri", "factsSource"
       FROM ${GIVEN}
      ORDER BY "rcRecordingId", "externalId"
         ON CONFLICT (${identity}) DO NOTHING
     RETURNING id, ${identity} AS key`,
    [asJson(calls)],
  );
}

const rank = (column: string): string =>
  `array_position(ARRAY['webhook', 'insights', 'call_log', 'ingest'], ${column})`;

async function completeCalls(tx: Sql, identity: string, calls: readonly CallWrite[]): Promise<Stored[]> {
  if (calls.length === 0) return [];
  const given = identity === "rc_recording_id" ? `given."rcRecordingId"` : `given."externalId"`;
  return tx.query<Stored>(
    `UPDATE call_recordings AS stored
        SET telephony_session_id = coalesce(given."telephonySessionId", stored.telephony_session_id),
            direction = given.direction,
            from_phone = coalesce(given."fromPhone", stored.from_phone),
            to_phone = coalesce(given."toPhone", stored.to_phone),
            from_e164 = coalesce(given."fromE164", stored.from_e164),
            to_e164 = coalesce(given."toE164", stored.to_e164),
            outside_phone = coalesce(given."outsidePhone", stored.outside_phone),
            call_started_at = given."startedAt",
            duration_seconds = coalesce(given."durationSeconds", stored.duration_seconds),
            content_uri = coalesce(given."contentUri", stored.content_uri),
            facts_source = given."factsSource",
            updated_at = now()
       FROM ${GIVEN}
      WHERE stored.${identity} = ${given}
        AND ${rank(`given."factsSource"`)} >= ${rank("stored.facts_source")}
        AND (stored.facts_source, stored.direction, stored.call_started_at, stored.duration_seconds,
             coalesce(stored.from_phone, ''), coalesce(stored.to_phone, ''), coalesce(stored.outside_phone, ''),
             coalesce(stored.content_uri, ''))
            IS DISTINCT FROM
            (given."factsSource", given.direction, given."startedAt", coalesce(given."durationSeconds", stored.duration_seconds),
             coalesce(given."fromPhone", stored.from_phone, ''), coalesce(given."toPhone", stored.to_phone, ''),
             coalesce(given."outsidePhone", stored.outside_phone, ''),
             coalesce(given."contentUri", stored.content_uri, ''))
     RETURNING stored.id, stored.${identity} AS key`,
    [asJson(calls)],
  );
}
