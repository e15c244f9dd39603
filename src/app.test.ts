import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eventually } from "./testing/eventually.js";
import { OWN_PHONE, type RunningApp, startRunningApp } from "./testing/running-app.js";

/** The main job by its real doors: HTTP, WebSocket, webhooks of a simulated RingCentral, a real PostgreSQL. */
describe("a recorded call", () => {
  let app: RunningApp;
  let jennifer: string;
  let party: string;
  beforeAll(async () => {
    app = await startRunningApp();
    const customers = await app.get(`mutation ($input: [CustomerInput!]!) { upsertCustomers(input: $input) { ids } }`, {
      input: [{ externalId: "c-1", name: "Jennifer Alvarez", phones: ["(916) 555-0123"] }],
    });
    jennifer = customers.upsertCustomers.ids[0];
    const inTwoWeeks = new Date(Date.now() + 14 * 86_400_000);
    inTwoWeeks.setUTCHours(2, 0, 0, 0);
    const bookings = await app.get(`mutation ($input: [BookingInput!]!) { upsertBookings(input: $input) { ids } }`, {
      input: [
        {
          ...{ externalId: "b-1", customerExternalId: "c-1", eventDate: inTwoWeeks.toISOString() },
          ...{ guestCount: 30, status: "CONFIRMED", title: "Birthday hibachi" },
        },
      ],
    });
    party = bookings.upsertBookings.ids[0];
    await eventually("the subscription to be made", () =>
      app.simulator.listSubscriptions().some(({ status }) => status === "Active"),
    );
  });
  afterAll(() => app.stop());

  const FEED = `subscription ($after: String) { recordingLinked(after: $after) {
    cursor type previous { status } recording { id transcriptStatus customer { name } booking { id title } link { status explanation evidence { signal weight } } }
  } }`;

  const TALK = [
    {
      speaker: "customer" as const,
      text: "Hi, this is Jennifer Alvarez, about the birthday hibachi in two weeks.",
      start: 0,
      end: 4,
    },
    { speaker: "agent" as const, text: "Hi Jennifer! Yes, the birthday hibachi for 30 guests.", start: 4.5, end: 8 },
    {
      speaker: "customer" as const,
      text: "My nephew is allergic to shellfish, could you keep the shrimp apart?",
      start: 8.5,
      end: 12,
    },
    { speaker: "agent" as const, text: "Of course, a separate grill for the thirty of you.", start: 12.5, end: 15 },
  ];

  const place = (request: Partial<Parameters<RunningApp["simulator"]["placeCall"]>[0]> = {}) => {
    const durationSeconds = 60;
    return app.simulator.placeCall({
      ...{ from: "+19165550123", durationSeconds, segments: TALK },
      startedAt: new Date(Date.now() - (durationSeconds + 30) * 1_000).toISOString(),
      insights: {
        summary: "Shellfish allergy for the birthday.",
        sentiment: "Neutral",
        nextSteps: ["Bring a separate grill."],
      },
      timers: { callLogAfterMs: 0, recordingFieldAfterMs: 0, mediaAfterMs: 0, insightsAfterMs: 30_500 },
      ...request,
    });
  };
  const find = (rcRecordingId: string | undefined) =>
    app.app().database.sql.query<{ id: string; status: string; transcript: string; customerId: string | null }>(
      `SELECT id, link_status AS status, transcript_status AS transcript, customer_id AS "customerId"
         FROM call_recordings WHERE rc_recording_id = $1`,
      [rcRecordingId],
    );

  it("is received, transcribed, linked, told to subscribers, found and put into context", async () => {
    const subscriber = app.subscribe(FEED, {});
    const [rcRecordingId] = place().recordingIds;
    const told = await eventually("an event with the booking", () =>
      subscriber.received.find((event) => event?.recordingLinked.recording.booking?.id === party),
    );
    expect(told.recordingLinked).toMatchObject({
      type: "LINKED",
      recording: {
        customer: { name: "Jennifer Alvarez" },
        booking: { title: "Birthday hibachi" },
        link: { status: "LINKED" },
      },
    });
    expect(told.recordingLinked.recording.link.evidence.length).toBeGreaterThan(0);
    expect(subscriber.errors).toEqual([]);
    const [stored] = await find(rcRecordingId);
    await eventually("the transcript's own event", async () => (await find(rcRecordingId))[0]?.transcript === "READY");

    const seen = await app.get(
      `query ($customer: ID!, $booking: ID!) {
        customer(id: $customer) { name phones history(first: 5) { totalCount edges { node { id transcriptExcerpt insights { summary nextSteps sentiment } booking { id } } } } }
        booking(id: $booking) { context { before { id } during { id } after { id } requests concerns } }
        searchTranscripts(query: "shellfish") { totalCount edges { score node { id } highlights { text speaker } } }
        customerByPhone(phone: "916.555.0123") { id aiContext(maxTokens: 600) }
        pipelineStatus { stages { stage failed } }
      }`,
      { customer: jennifer, booking: party },
    );
    expect(seen.customer).toMatchObject({ name: "Jennifer Alvarez", phones: ["+19165550123"] });
    expect(seen.customer.history).toMatchObject({
      totalCount: 1,
      edges: [{ node: { id: stored?.id, booking: { id: party } } }],
    });
    expect(seen.customer.history.edges[0].node.insights.nextSteps).toEqual(["Bring a separate grill."]);
    expect(seen.booking.context.before.map(({ id }: { id: string }) => id)).toEqual([stored?.id]);
    expect(seen.searchTranscripts).toMatchObject({ totalCount: 1, edges: [{ node: { id: stored?.id } }] });
    expect(seen.searchTranscripts.edges[0].highlights[0].text).toContain("shellfish");
    expect(seen.customerByPhone[0].aiContext).toContain("Jennifer Alvarez");
    expect(seen.pipelineStatus.stages.every(({ failed }: { failed: number }) => failed === 0)).toBe(true);
    await subscriber.leave();

    // A subscriber that comes back with its last cursor misses nothing and sees nothing twice.
    const cursors = subscriber.received.map((event) => event.recordingLinked.cursor);
    const returned = app.subscribe(FEED, { after: cursors[0] });
    await eventually("the events after the first", () => returned.received.length >= cursors.length - 1);
    expect(returned.received.map((event) => event.recordingLinked.cursor).slice(0, cursors.length - 1)).toEqual(
      cursors.slice(1),
    );
    await returned.leave();
  });

  it("is not waited for in silence by a subscriber whose cursor is of another database", async () => {
    const cursor = Buffer.from("[1000000]").toString("base64url");
    const lost = app.subscribe(FEED, { after: cursor });
    const [error] = await eventually("the refusal", () => (lost.errors.length > 0 ? lost.errors : undefined));
    expect(JSON.stringify(error)).toContain("INVALID_CURSOR");
    await lost.leave();
  });

  it("is stored once though its webhooks come twice, late and in the wrong order", async () => {
    app.simulator.setDelivery({ duplicateRate: 1, duplicateUuid: "new", reorderRate: 0.5, reorderMs: 300 });
    const [rcRecordingId] = place({ knobs: { aiNotesFirst: true } }).recordingIds;
    const id = await eventually("the transcript", async () => {
      const [row] = await find(rcRecordingId);
      return row?.transcript === "READY" && row.status === "LINKED" ? row.id : undefined;
    });
    app.simulator.setDelivery({ duplicateRate: 0, reorderRate: 0 });
    const events = await app
      .app()
      .database.sql.query<{ type: string }>("SELECT type FROM linkage_events WHERE recording_id = $1 ORDER BY id", [
        id,
      ]);
    expect(events.length).toBeLessThanOrEqual(2);
    expect(events.at(-1)).toEqual({ type: "LINKED" });
  });

  it("is found in the call log when no webhook ever told of it", async () => {
    const [rcRecordingId] = place({
      knobs: { silent: true, silentInsights: true },
      timers: { callLogAfterMs: 0, recordingFieldAfterMs: 0, mediaAfterMs: 0, insightsAfterMs: 0 },
    }).recordingIds;
    const row = await eventually("the call to be found and fetched", async () => {
      // The next reading of the call log is at most 20 s away: too long for a test.
      await app
        .app()
        .database.sql.query("UPDATE pgboss.job SET start_after = now() WHERE name = 'reconcile' AND state = 'created'");
      const [found] = await find(rcRecordingId);
      return found?.transcript === "READY" && found.status === "LINKED" ? found : undefined;
    });
    expect(row.customerId).toBe(jennifer);
  });

  it("waits in review when nobody has its number, and links itself when a customer with it appears", async () => {
    const [rcRecordingId] = place({
      from: "+17075550177",
      segments: [{ speaker: "customer", text: "Hello, do you come out to Napa as well?", start: 0, end: 3 }],
    }).recordingIds;
    const id = await eventually("the call to be judged", async () => {
      const [row] = await find(rcRecordingId);
      return row?.status === "UNMATCHED" && row.transcript === "READY" ? row.id : undefined;
    });
    const subscriber = app.subscribe(FEED, {});
    await app.get(
      `mutation { upsertCustomers(input: [{ name: "New Person", phones: ["707-555-0177"] }]) { created } }`,
    );
    const event = await eventually("the event", () =>
      subscriber.received.find(
        (one) => one?.recordingLinked.recording.id === id && one.recordingLinked.type === "LINKED",
      ),
    );
    expect(event.recordingLinked.recording.customer.name).toBe("New Person");
    await subscriber.leave();
  });

  it("of any other telephony system is ingested and linked too", async () => {
    const result = await app.get(
      `mutation ($input: [RecordingInput!]!) { ingestRecordings(input: $input) { created ids } }`,
      {
        input: [
          {
            externalId: "other-1",
            callStartedAt: new Date().toISOString(),
            direction: "OUTBOUND",
            fromPhone: OWN_PHONE,
            toPhone: "916-555-0123",
            transcript:
              "Agent: Hi Jennifer, just confirming your birthday hibachi in two weeks, for 30 guests.\nCustomer: Yes, thirty people, thank you.",
            insights: { summary: "Confirmed.", sentiment: "positive" },
          },
        ],
      },
    );
    const [id] = result.ingestRecordings.ids;
    const call = await eventually("the link", async () => {
      const { callRecording } = await app.get(
        `query ($id: ID!) { callRecording(id: $id) { customer { id } link { status source } insights { sentiment } transcript { segments { speaker text } } } }`,
        { id },
      );
      return callRecording.link.status === "LINKED" ? callRecording : undefined;
    });
    expect(call).toMatchObject({
      customer: { id: jennifer },
      link: { source: "AUTO" },
      insights: { sentiment: "POSITIVE" },
    });
    expect(call.transcript.segments).toHaveLength(2);
  });

  it("is postponed, not failed, while RingCentral closes its door", async () => {
    app.simulator.setPermissions({ userPermissions: ["FullCompanyCallLog", "ReadCallLog", "ReadCallRecording"] });
    const [rcRecordingId] = place({ timers: { insightsAfterMs: "never" } }).recordingIds;
    await eventually("the circuit to open", async () => {
      const circuits = await app.app().database.sql.query("SELECT area FROM ringcentral_circuits");
      return circuits.length > 0;
    });
    const [row] = await find(rcRecordingId);
    expect(row?.transcript).toBe("PENDING");
    const { pipelineStatus } = await app.get(`{ pipelineStatus { stages { stage failed scheduled } } }`);
    const fetching = pipelineStatus.stages.find(({ stage }: { stage: string }) => stage === "FETCH_TRANSCRIPT");
    expect(fetching.failed).toBe(0);
  });
});
