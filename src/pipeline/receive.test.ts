import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import pino from "pino";
import type { BusinessFacts } from "../linking/facts.js";
import { createQueuedDatabase, type QueuedDatabase } from "../testing/queued-database.js";
import { untilOneWaits } from "../testing/until-one-waits.js";
import { fetchJobId } from "./fetch-job-id.js";
import { storeReceipts } from "./receipts-store.js";
import { receive } from "./receive.js";

const ACCOUNT = "900100001";
const BUSINESS: BusinessFacts = { timezone: "America/Los_Angeles", region: "US", ownPhones: [] };

/** Enough for two to meet halfway. */
const ROUNDS = 10;

const toldOf = (uuid: string, recordingId: string) => ({
  uuid,
  event: `/restapi/v1.0/account/${ACCOUNT}/telephony/sessions`,
  timestamp: "2026-01-05T15:04:02.877Z",
  body: {
    telephonySessionId: `s-${recordingId}`,
    eventTime: "2026-01-05T15:04:02.808Z",
    parties: [
      {
        ...{ accountId: ACCOUNT, extensionId: "42", id: "p-1", direction: "Inbound" },
        ...{ to: { phoneNumber: "+18005550100" }, from: { phoneNumber: "+14155550123" } },
        ...{ recordings: [{ id: recordingId }], status: { code: "Disconnected" } },
      },
    ],
  },
});

const HELLO = { Transcript: [{ speakerId: "p-1", text: "Hello", start: 0, end: 1 }] };
const analysed = (uuid: string, recordingId: string, insights: Record<string, unknown> = HELLO, minute = 33) => ({
  uuid,
  event: `/ai/ringsense/v1/public/accounts/${ACCOUNT}/domains/pbx/insights`,
  timestamp: "2026-01-05T15:33:57.000Z",
  body: {
    ...{ domain: "pbx", sourceSessionId: `s-${recordingId}`, sourceRecordId: recordingId, callDirection: "Inbound" },
    ...{ recordingDurationMs: 60_000, recordingStartTime: "2026-01-05T15:00:12.201Z", speakerInfo: [] },
    ...{ creationTime: "2026-01-05T15:33:24.207Z", lastModifiedTime: `2026-01-05T15:${minute}:24.201Z` },
    insights,
  },
});

describe("receiving webhooks together", () => {
  let database: QueuedDatabase;
  beforeAll(async () => {
    database = await createQueuedDatabase();
  });
  afterAll(() => database.drop());

  /** `meanwhile` is done before they are committed. */
  const receiveAll = async (
    webhooks: readonly (ReturnType<typeof toldOf> | ReturnType<typeof analysed>)[],
    meanwhile: () => Promise<void> = async () => undefined,
  ) => {
    const log = pino({ level: "silent" });
    const stage = { queue: database.queue, log, business: () => BUSINESS, transcriptDelayMs: 0, now: () => new Date() };
    await database.transaction(async (tx) => {
      await storeReceipts(
        tx,
        webhooks.map(({ uuid, event, ...rest }) => ({
          ...{ uuid, event, body: Buffer.from(JSON.stringify({ uuid, event, ...rest })) },
        })),
      );
      await receive(
        stage,
        tx,
        webhooks.map(({ uuid }) => ({ receiptUuid: uuid })),
      );
      await meanwhile();
    });
  };

  it("locks calls and analyses in the order in which all others lock them", async () => {
    await receiveAll([toldOf("first", "2728084990001"), toldOf("second", "2728084990002")]);
    const stored = await database.sql.query<{ id: string; told: string }>(
      "SELECT id, rc_recording_id AS told FROM call_recordings ORDER BY id",
    );
    const [low, high] = stored;
    if (low === undefined || high === undefined) throw new Error("The calls were not stored.");
    let received: Promise<void> = Promise.resolve();
    await database.transaction(async (other) => {
      await other.query("SELECT FROM call_recordings WHERE id = $1 FOR UPDATE", [low.id]);
      // The call is written before the analysis, and stands behind it in the order.
      received = receiveAll([toldOf("third", high.told), analysed("fourth", low.told)]);
      await untilOneWaits(database.sql, "the webhooks to wait for the other");
      await other.query("SELECT FROM call_recordings WHERE id = $1 FOR UPDATE NOWAIT", [high.id]);
    });
    await received;
    expect(await database.sql.query("SELECT transcript_status AS status FROM call_recordings ORDER BY id")).toEqual([
      { status: "READY" },
      { status: "PENDING" },
    ]);
  });

  const linkOf = async (told: string) => {
    const [call] = await database.sql.query<{ id: string }>(
      `SELECT id, transcript_status AS transcript, link_status AS link FROM call_recordings WHERE rc_recording_id = $1`,
      [told],
    );
    return call;
  };
  const linkJobsOf = (id: string | undefined) =>
    database.sql.query("SELECT FROM pgboss.job WHERE name = 'link' AND data ->> 'recordingId' = $1", [id]);
  const createCaller = (): Promise<unknown> =>
    database.sql.query(
      `WITH caller AS (INSERT INTO bookings.customers (name) VALUES ('Jennifer Alvarez') RETURNING id)
       INSERT INTO bookings.customer_phones (customer_id, phone_e164, raw_phone)
       SELECT id, '+14155550123', '+14155550123' FROM caller`,
    );

  it("links calls as they are stored, and with their words the index of these", async () => {
    await createCaller();
    await receiveAll([toldOf("alone", "2728085990001"), toldOf("told", "2728085990002")]);
    await receiveAll([analysed("worded", "2728085990002")]);
    const silent = await linkOf("2728085990001");
    const worded = await linkOf("2728085990002");
    expect(silent).toMatchObject({ transcript: "PENDING", link: "CUSTOMER_ONLY" });
    expect(worded).toMatchObject({ transcript: "READY", link: "CUSTOMER_ONLY" });
    expect(await linkJobsOf(silent?.id)).toEqual([]);
    expect(await linkJobsOf(worded?.id)).toEqual([]);
    const unlike = await database.sql.query(
      `SELECT FROM call_search AS indexed JOIN call_recordings AS call ON call.id = indexed.recording_id
        WHERE (indexed.customer_id, indexed.booking_id, indexed.topics) IS DISTINCT FROM
              (call.customer_id, call.booking_id, call.topics)`,
    );
    expect(unlike).toEqual([]);
  });

  const fetchJobsOf = (told: string) =>
    database.sql.query(
      `SELECT job.state FROM pgboss.job AS job JOIN call_recordings AS call ON job.data ->> 'recordingId' = call.id::text
        WHERE job.name = 'fetch-transcript' AND call.rc_recording_id = $1`,
      [told],
    );

  it("asks for no transcript that came before its time", async () => {
    await receiveAll([toldOf("asked", "2728085990003"), toldOf("unasked", "2728085990004")]);
    expect(await fetchJobsOf("2728085990004")).toEqual([{ state: "created" }]);
    await receiveAll([analysed("unasked worded", "2728085990004"), toldOf("unasked again", "2728085990004")]);
    expect(await fetchJobsOf("2728085990004")).toEqual([]);
    expect(await fetchJobsOf("2728085990003")).toEqual([{ state: "created" }]);
    await receiveAll([toldOf("at once", "2728085990005"), analysed("at once worded", "2728085990005")]);
    expect(await fetchJobsOf("2728085990005")).toEqual([]);
  });

  it("asks no more for one that came after the first attempt", async () => {
    await receiveAll([toldOf("tried", "2728085990007")]);
    const [call] = await database.sql.query<{ id: string }>(
      "UPDATE call_recordings SET fetch_attempts = 1 WHERE rc_recording_id = '2728085990007' RETURNING id",
    );
    if (call === undefined) throw new Error("The call was not stored.");
    await database.sql.query("UPDATE pgboss.job SET state = 'completed' WHERE name = 'fetch-transcript'");
    const next = { recordingId: call.id, attempt: 2 };
    const ids = [fetchJobId(call.id, 2)];
    await database.transaction((tx) => database.queue.enqueue(tx, "FETCH_TRANSCRIPT", next, { delayMs: 60_000, ids }));
    await receiveAll([analysed("tried worded", "2728085990007")]);
    expect(await fetchJobsOf("2728085990007")).toEqual([{ state: "completed" }]);
  });

  it("leaves an attempt that somebody makes to them", async () => {
    await receiveAll([toldOf("taken", "2728085990006")]);
    await database.sql.query("UPDATE pgboss.job SET state = 'active' WHERE name = 'fetch-transcript'");
    await receiveAll([analysed("taken worded", "2728085990006")]);
    expect(await fetchJobsOf("2728085990006")).toEqual([{ state: "active" }]);
  });

  it("keeps a call that cannot be linked, and leaves linking it to a job", async () => {
    await database.sql.query(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not this one'; END $$`,
    );
    await database.sql.query(
      "CREATE TRIGGER refuse BEFORE INSERT ON link_decisions FOR EACH ROW EXECUTE FUNCTION refuse()",
    );
    await receiveAll([analysed("refused", "2728086990001")]);
    await database.sql.query("DROP TRIGGER refuse ON link_decisions");
    const call = await linkOf("2728086990001");
    expect(call).toMatchObject({ transcript: "READY", link: "PENDING" });
    expect(await linkJobsOf(call?.id)).toHaveLength(1);
  });

  it("keeps what a newer analysis says that was being stored when an older one came", async () => {
    const saying = async (told: string) =>
      (
        await database.sql.query(
          `SELECT transcript_status AS status, transcript_segments->0->>'text' AS said, rc_ai_insights->>'summary' AS summary
             FROM call_recordings WHERE rc_recording_id = $1`,
          [told],
        )
      )[0];
    const older = {
      Transcript: [{ speakerId: "p-1", text: "Yellow", start: 0, end: 1 }],
      Summary: [{ name: "Summary", value: "A greeting." }],
    };
    let second: Promise<void> = Promise.resolve();
    await receiveAll([analysed("met first", "2728087990001")], async () => {
      second = receiveAll([analysed("met second", "2728087990001", older, 32)]);
      await untilOneWaits(database.sql, "the second to wait for the first");
    });
    await second;
    expect(await saying("2728087990001")).toEqual({ status: "READY", said: "Hello", summary: "A greeting." });
  });

  it("does not wait in a circle for calls that nobody has stored yet", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [one, other] = [`27280850${round}01`, `27280850${round}02`];
      await Promise.all([
        receiveAll([toldOf(`a${round}`, one), analysed(`b${round}`, other)]),
        receiveAll([toldOf(`c${round}`, other), analysed(`d${round}`, one)]),
      ]);
    }
  });
});
