import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { getOne } from "../database/sql.js";
import { eventually } from "../testing/eventually.js";
import { everythingStored } from "../testing/everything-stored.js";
import { type RunningApp, startRunningApp } from "../testing/running-app.js";
import { applyRetention } from "./retention.js";

const FOR_EVER = { transcriptsDays: 0, receiptsDays: 0, eventsDays: 0, auditDays: 0 };
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

describe("retention", () => {
  let app: RunningApp;
  let customerId: string;
  let old: string;
  let young: string;
  const sql = () => app.app().database.sql;
  const apply = (times: Partial<typeof FOR_EVER>, now: Date) =>
    applyRetention(app.app().database, { ...FOR_EVER, ...times }, now);

  const CALL = `query ($id: ID!) { callRecording(id: $id) { transcriptStatus transcriptExcerpt transcript { text } insights { summary }
    customer { id } link { status explanation evidence { signal weight detail phrase } history { explanation evidence { phrase } } } } }`;
  const read = async (id: string) => (await app.get(CALL, { id })).callRecording;

  beforeAll(async () => {
    app = await startRunningApp();
    const { upsertCustomers } = await app.get(
      `mutation { upsertCustomers(input: [{ externalId: "r-1", name: "Rita Retained", phones: ["+19165550181"] }]) { ids } }`,
    );
    customerId = upsertCustomers.ids[0];
    await app.get("mutation ($input: [BookingInput!]!) { upsertBookings(input: $input) { ids } }", {
      input: [{ customerId, eventDate: inDays(7), guestCount: 44, status: "CONFIRMED", title: "Harpsichord recital" }],
    });
    const { ingestRecordings } = await app.get(
      "mutation ($input: [RecordingInput!]!) { ingestRecordings(input: $input) { ids } }",
      {
        input: [-40, -1].map((days) => ({
          ...{ externalId: `r${days}`, direction: "INBOUND", fromPhone: "+19165550181", callStartedAt: inDays(days) },
          transcript: `Customer: About the harpsichord recital, ${days < -9 ? "zanzibar " : ""}there will be forty four of us.`,
          insights: { summary: "Forty-four guests for the recital." },
        })),
      },
    );
    [old, young] = ingestRecordings.ids;
    await eventually("both to be linked and told", async () => {
      const rows = await sql().query("SELECT 1 FROM linkage_events WHERE position IS NOT NULL");
      return (
        (await read(old)).link.status === "LINKED" && (await read(young)).link.status === "LINKED" && rows.length >= 2
      );
    });
  });
  afterAll(() => app.stop());

  it("keeps everything for ever where it is told to", async () => {
    expect(await apply({}, inDays(10_000))).toEqual({ transcripts: 0, receipts: 0, events: 0, audit: 0 });
  });

  it("takes old words away and leaves call and link", async () => {
    const before = await read(old);
    expect(JSON.stringify(before.link)).toMatch(/forty four/);
    expect(await apply({ transcriptsDays: 30 }, new Date())).toMatchObject({ transcripts: 1 });
    const after = await read(old);
    expect(after).toMatchObject({
      ...{
        transcriptStatus: "EXPIRED",
        transcriptExcerpt: null,
        transcript: null,
        insights: { summary: null },
        customer: { id: customerId },
      },
      link: { status: "LINKED" },
    });
    const weights = (of: typeof before) =>
      of.link.evidence.map(({ signal, weight }: { signal: string; weight: number }) => [signal, weight]);
    expect(weights(after)).toEqual(weights(before));
    expect((await read(young)).transcript.text).toContain("forty four");
    const places = (await everythingStored(sql()))
      .filter(({ text }) => /zanzibar/i.test(text))
      .map(({ place }) => place);
    expect(places.filter((place) => place !== "pg_stats")).toEqual([]);
    const found = await app.get(`{ searchTranscripts(query: "harpsichord") { edges { node { id } } } }`);
    expect(found.searchTranscripts.edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual([young]);
    const { customer } = await app.get("query ($id: ID!) { customer(id: $id) { aiContext } }", { id: customerId });
    expect(customer.aiContext).toContain(`call ${old}: inbound, about B1. What was said is no longer kept.`);
    expect(await apply({ transcriptsDays: 30 }, new Date())).toMatchObject({ transcripts: 0 });
  });

  it("keeps the link when facts change, and words that come late away", async () => {
    const late = { externalId: "r-40", direction: "INBOUND", fromPhone: "+19165550181", callStartedAt: inDays(-40) };
    await app.get("mutation ($input: [RecordingInput!]!) { ingestRecordings(input: $input) { ids } }", {
      input: [{ ...late, transcript: "Customer: zanzibar again." }],
    });
    await app.get(`mutation { relinkRecordings(filter: {}) { queued } }`);
    await eventually(
      "the relinking to be over",
      async () => (await sql().query("SELECT 1 FROM relink_queue")).length === 0,
    );
    expect(await read(old)).toMatchObject({ transcript: null, link: { status: "LINKED" } });
  });

  it("removes old receipts that were worked off, and old entries of the audit log", async () => {
    await app.postWebhook(
      JSON.stringify({ uuid: "8c1f9a5e-0000-4000-8000-000000000002", event: "/nothing/known", body: {} }),
    );
    await eventually("it to be worked off", async () => {
      const rows = await sql().query("SELECT 1 FROM webhook_receipts WHERE processed_at IS NOT NULL");
      return rows.length > 0;
    });
    await eventually(
      "what was read to be noted",
      async () => (await sql().query("SELECT 1 FROM audit_log LIMIT 1")).length > 0,
    );
    expect((await apply({ receiptsDays: 30, auditDays: 30 }, inDays(29))).receipts).toBe(0);
    const removed = await apply({ receiptsDays: 30, auditDays: 30 }, inDays(31));
    expect(removed.receipts).toBeGreaterThan(0);
    expect(removed.audit).toBeGreaterThan(0);
  });

  it("tells a subscriber whose cursor is older than the events that are kept", async () => {
    const newest = await getOne<{ position: string }>(sql(), "SELECT max(position) AS position FROM linkage_events");
    expect((await apply({ eventsDays: 30 }, inDays(31))).events).toBeGreaterThanOrEqual(2);
    const cursorOf = (position: number) => Buffer.from(`[${position}]`).toString("base64url");
    const FEED = "subscription ($after: String) { recordingLinked(after: $after) { cursor } }";
    const stale = app.subscribe(FEED, { after: cursorOf(0) });
    await eventually("the refusal", () => stale.errors.length > 0);
    expect(JSON.stringify(stale.errors)).toContain("CURSOR_EXPIRED");
    await stale.leave();
    const current = app.subscribe(FEED, { after: cursorOf(Number(newest.position)) });
    await app.get("mutation ($id: ID!) { confirmLink(id: $id) { id } }", { id: young });
    await app.get("mutation ($id: ID!) { unlinkRecording(id: $id) { id } }", { id: young });
    await eventually("the next event", () => current.received.length > 0);
    expect(current.errors).toEqual([]);
    await current.leave();
  });

  it("tells at once that a deleted booking's link is gone", async () => {
    const reader = app.subscribe(
      "subscription { recordingLinked { type previous { status } recording { id booking { id } } } }",
    );
    const [call] = await sql().query<{ id: string; booking: string }>(
      "SELECT id, booking_id AS booking FROM call_recordings WHERE booking_id IS NOT NULL",
    );
    await app.get("{ pipelineStatus { lastWebhookAt } }");
    await eventually("the subscription to stand", async () => {
      await sql().query("DELETE FROM bookings.bookings WHERE id = $1", [call?.booking]);
      return reader.received.length > 0;
    });
    expect(reader.received[0].recordingLinked).toMatchObject({
      ...{ type: "UNLINKED", previous: { status: "LINKED" }, recording: { id: call?.id } },
    });
    await reader.leave();
  });
});
