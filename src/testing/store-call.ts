import { randomUUID } from "node:crypto";
import { getOne, type Sql } from "../database/sql.js";
import { saveCall } from "../recordings/save-calls.js";
import { type StoredInsights, saveTranscript } from "../recordings/store.js";

export interface TestCall {
  /** "C: …" lines are the customer's, "A: …" lines the agent's; each lasts ten seconds. */
  readonly talk?: string;
  readonly startedAt?: Date;
  readonly outsidePhone?: string;
  readonly direction?: "INBOUND" | "OUTBOUND";
  readonly durationSeconds?: number;
  readonly sentiment?: "POSITIVE" | "NEUTRAL" | "NEGATIVE";
  readonly insights?: Partial<StoredInsights>;
  readonly customerId?: string;
  readonly bookingId?: string;
  readonly customerConfidence?: number;
  readonly topics?: readonly string[];
  /** When transcript and link came; the start where absent. */
  readonly storedAt?: Date;
}

const NOTHING: StoredInsights = { summary: null, bullets: [], highlights: [], nextSteps: [], score: null, notes: null };

/** Stores a call as the pipeline does, with its judgement where a customer is given; returns its id. */
export async function storeCall(sql: Sql, call: TestCall): Promise<string> {
  const startedAt = call.startedAt ?? new Date("2025-11-03T22:05:00Z");
  const { id } = await saveCall(sql, {
    rcRecordingId: null,
    externalId: randomUUID(),
    telephonySessionId: null,
    direction: call.direction ?? "INBOUND",
    fromPhone: call.outsidePhone ?? null,
    toPhone: null,
    fromE164: call.outsidePhone ?? null,
    toE164: null,
    outsidePhone: call.outsidePhone ?? null,
    startedAt,
    durationSeconds: call.durationSeconds ?? 240,
    contentUri: null,
    factsSource: "ingest",
  });
  const segments = (call.talk ?? "").split("\n").flatMap((line, i) => {
    const [, who, text] = /^\s*([CA]): (.*)$/.exec(line) ?? [];
    if (text === undefined) return [];
    return [
      {
        speaker: who === "C" ? ("customer" as const) : ("agent" as const),
        name: null,
        text,
        start: i * 10,
        end: i * 10 + 9,
      },
    ];
  });
  await saveTranscript(
    sql,
    id,
    {
      segments: segments.length === 0 ? null : segments,
      insights: call.insights === undefined ? null : { ...NOTHING, ...call.insights },
      sentiment: call.sentiment ?? null,
      modifiedAt: call.insights === undefined ? null : (call.storedAt ?? startedAt),
    },
    call.storedAt ?? startedAt,
  );
  if (call.customerId !== undefined) await link(sql, id, call, call.storedAt ?? startedAt);
  return id;
}

async function link(sql: Sql, id: string, call: TestCall, decidedAt: Date): Promise<void> {
  const status = call.bookingId === undefined ? "CUSTOMER_ONLY" : "LINKED";
  const values = [id, call.customerId, call.bookingId ?? null, status, call.customerConfidence ?? 0.99, decidedAt];
  await sql.query(
    `UPDATE call_recordings
        SET customer_id = $2, booking_id = $3, link_status = $4, customer_confidence = $5, decided_at = $6::timestamptz,
            linked_at = CASE WHEN $4 = 'LINKED' THEN $6::timestamptz END, linked_by = 'auto', topics = $7
      WHERE id = $1`,
    [...values, call.topics ?? []],
  );
  await sql.query(
    `INSERT INTO link_decisions (recording_id, customer_id, booking_id, status, customer_confidence, decided_at, decided_by, action)
     VALUES ($1, $2, $3, $4, $5, $6, 'auto', 'JUDGED')`,
    values,
  );
}

export async function storeCustomer(sql: Sql, name: string, phones: readonly string[] = []): Promise<string> {
  const { id } = await getOne<{ id: string }>(sql, "INSERT INTO bookings.customers (name) VALUES ($1) RETURNING id", [
    name,
  ]);
  for (const phone of phones) {
    await sql.query("INSERT INTO bookings.customer_phones (customer_id, phone_e164, raw_phone) VALUES ($1, $2, $2)", [
      id,
      phone,
    ]);
  }
  return id;
}
