import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eventually } from "../testing/eventually.js";
import { everythingStored } from "../testing/everything-stored.js";
import { type RunningApp, startRunningApp } from "../testing/running-app.js";

const OWN = "+19165550171";
const SHARED = "+19165550172";
const STRANGER = "+19165550173";
const NAME = "Wilhelmina Zwartendijk";

/** A person whose data is in every place there is, told and heard of by the real doors. */
describe("erasing a customer", () => {
  let app: RunningApp;
  let wilhelmina: string;
  let otto: string;
  let hers: { id: string; rc: string | null; external: string | null; session: string | null }[];
  /** Other people's calls. */
  const others: Record<string, string> = {};

  const sql = () => app.app().database.sql;
  const call = (id: string) =>
    app.get(
      `query ($id: ID!) { callRecording(id: $id) { id fromPhone customer { id } transcript { text }
         link { status explanation evidence { detail } candidates { customer { id } } history { customer { id } note } } } }`,
      { id },
    );

  beforeAll(async () => {
    app = await startRunningApp();
    const { upsertCustomers } = await app.get(
      "mutation ($input: [CustomerInput!]!) { upsertCustomers(input: $input) { ids } }",
      {
        input: [
          { externalId: "crm-77001", name: NAME, phones: ["(916) 555-0171", SHARED], email: "mina@zwarten.example" },
          { externalId: "crm-77002", name: "Otto Zonnebloem", phones: [SHARED, "+19165550174"] },
        ],
      },
    );
    [wilhelmina, otto] = upsertCustomers.ids;
    await app.get("mutation ($input: [BookingInput!]!) { upsertBookings(input: $input) { ids } }", {
      input: [
        {
          ...{ externalId: "booking-88001", customerId: wilhelmina, eventDate: new Date(Date.now() + 9 * 86_400_000) },
          ...{
            title: "Quetzalberry tasting",
            venue: "12 Xylander Lane",
            notes: "Mrs Zwartendijk pays.",
            status: "CONFIRMED",
          },
        },
      ],
    });
    await app.get(`mutation { setPhoneClass(phone: "${OWN}", class: PERSONAL) { class } }`);
    await eventually("the subscription to be made", () =>
      app.simulator.listSubscriptions().some(({ status }) => status === "Active"),
    );
    const place = (from: string, text: string) =>
      app.simulator.placeCall({
        ...{ from, durationSeconds: 60, segments: [{ speaker: "customer", text, start: 0, end: 9 }] },
        startedAt: new Date(Date.now() - 90_000).toISOString(),
        insights: { summary: "Wilhelmina asked about the quetzalberry tasting.", sentiment: "Neutral" },
        timers: { callLogAfterMs: 0, recordingFieldAfterMs: 0, mediaAfterMs: 0, insightsAfterMs: 30_500 },
      }).recordingIds[0];
    const placed = [
      place(OWN, "Hi, Wilhelmina Zwartendijk here about the quetzalberry tasting."),
      place(SHARED, "This is Wilhelmina Zwartendijk, I prefer quetzalberry jam. Otto is out."),
    ];
    const given = {
      ottos: {
        fromPhone: SHARED,
        transcript: "Customer: Otto here. Mina Zwartendijk, I mean Wilhelmina Zwartendijk, sent me.",
      },
      friends: { fromPhone: OWN, transcript: "Customer: I am Otto, this is a friend's telephone." },
      doubtful: { fromPhone: SHARED, transcript: "Customer: Hello, who is that?" },
      stranger: {
        fromPhone: STRANGER,
        transcript: "Customer: Good day, my name is Wilhelmina Zwartendijk, about the tasting.",
      },
    };
    const ingested = await app.get(
      "mutation ($input: [RecordingInput!]!) { ingestRecordings(input: $input) { ids } }",
      {
        input: Object.entries(given).map(([key, rest]) => ({
          ...{
            externalId: `recorder-${key}`,
            direction: "INBOUND",
            callStartedAt: new Date(Date.now() - 7_200_000),
            ...rest,
          },
        })),
      },
    );
    Object.keys(given).forEach((key, i) => {
      others[key] = ingested.ingestRecordings.ids[i];
    });
    for (const key of ["ottos", "friends"]) {
      await app.get(
        'mutation ($id: ID!, $to: ID!) { linkRecording(id: $id, customerId: $to, note: "Zwartendijk\'s friend") { id } }',
        {
          ...{ id: others[key], to: otto },
        },
      );
    }
    hers = await eventually("her calls to be linked", async () => {
      const rows = await sql().query<(typeof hers)[number]>(
        `SELECT id, rc_recording_id AS rc, external_id AS external, telephony_session_id AS session
           FROM call_recordings WHERE customer_id = $1 AND rc_recording_id = ANY($2) AND transcript_status = 'READY'`,
        [wilhelmina, placed],
      );
      return rows.length === 2 && rows;
    });
    await eventually("the stranger's call to name her as a candidate", async () =>
      (await call(others.stranger ?? "")).callRecording.link.candidates.some(
        ({ customer }: { customer: { id: string } | null }) => customer?.id === wilhelmina,
      ),
    );
    // Where two customers may have called alike, the other's name can stand beside her booking.
    await sql().query(
      `INSERT INTO link_decisions (recording_id, status, decided_by, action, candidates, evidence)
       SELECT recording_id, status, decided_by, action, candidates,
              jsonb_path_query_array(evidence, '$[*] ? (!(@.detail like_regex "Zwartendijk"))')
         FROM link_decisions WHERE recording_id = $1`,
      [others.doubtful],
    );
    // Read by somebody, and a job that failed for good.
    await app.get("query ($id: ID!) { customer(id: $id) { name history { edges { node { id } } } } }", {
      id: wilhelmina,
    });
    await sql().query(
      "INSERT INTO pgboss.job (name, data) SELECT 'link-dead', jsonb_build_object('recordingId', $1::text)",
      [hers[0]?.id],
    );
    await sql().query("ANALYZE");
    await eventually("reads to be noted", async () => {
      const rows = await sql().query("SELECT 1 FROM audit_log WHERE customer_ids @> ARRAY[$1::uuid]", [wilhelmina]);
      return rows.length > 0;
    });
  });
  afterAll(() => app.stop());

  const FEED = `subscription ($after: String, $customerId: ID) { recordingLinked(after: $after, customerId: $customerId, minConfidence: 0.2) {
    cursor type recordingId erasedCustomerId recording { id } previous { customer { id } } } }`;
  const START = Buffer.from("[0]").toString("base64url");
  const ERASE = `mutation ($id: ID, $phone: String, $dryRun: Boolean) { eraseCustomer(id: $id, phone: $phone, dryRun: $dryRun) {
    id isKnown customers numbers bookings calls receipts jobs decisions sharedNumbers callsInDoubt saidInCalls traces { place found } } }`;

  const markers = () => [
    ...[/zwartendijk/i, /quetzalberr/i, /xylander/i, /916\D{0,3}555\D{0,3}0171/, /mina@/, /crm-77001/, /booking-88001/],
    ...[wilhelmina, ...hers.flatMap(({ id, rc, session }) => [id, rc, session])]
      .filter((id) => id != null)
      .map((id) => new RegExp(id)),
  ];
  const placesOf = async (marker: RegExp) =>
    (await everythingStored(sql())).filter(({ text }) => marker.test(text)).map(({ place }) => place);

  it("tells in a rehearsal what would go, and changes nothing", async () => {
    const { eraseCustomer } = await app.get(ERASE, { id: wilhelmina, dryRun: true });
    expect(eraseCustomer).toMatchObject({
      ...{ id: null, isKnown: true, customers: 1, numbers: 1, bookings: 1, calls: 2, sharedNumbers: 1 },
      callsInDoubt: [others.doubtful],
    });
    expect(eraseCustomer.receipts).toBeGreaterThan(0);
    for (const marker of markers()) expect(await placesOf(marker)).not.toEqual([]);
  });

  it("removes all of it, tells who reads along, and proves it", async () => {
    const reader = app.subscribe(FEED, { customerId: wilhelmina });
    await app.get("{ pipelineStatus { lastWebhookAt } }");
    // Noted only after she is gone.
    await app.get("query ($id: ID!) { customer(id: $id) { name } }", { id: wilhelmina });
    const { eraseCustomer } = await app.get(ERASE, { id: wilhelmina });
    expect(eraseCustomer).toMatchObject({ isKnown: true, calls: 2, bookings: 1, traces: [] });
    expect(eraseCustomer.jobs).toBeGreaterThan(0);
    expect(eraseCustomer.decisions).toBeGreaterThan(0);
    expect(eraseCustomer.saidInCalls.toSorted()).toEqual([others.ottos, others.stranger].toSorted());

    const told = () => reader.received.map((event) => event?.recordingLinked).filter(({ type }) => type === "ERASED");
    await eventually("the erasure to be told", () => told().length === 3);
    expect(
      told()
        .map(({ recordingId }) => recordingId)
        .toSorted(),
    ).toEqual([...hers.map(({ id }) => id), null].toSorted());
    expect(told().every(({ erasedCustomerId }) => erasedCustomerId === wilhelmina)).toBe(true);
    expect(reader.errors).toEqual([]);
    await reader.leave();
  });

  it("leaves nothing in any table", async () => {
    const saidByOthers = [
      "public.call_recordings",
      "public.call_search",
      "public.search_words",
      "public.call_statements",
      "pg_stats",
    ];
    await sql().query("ANALYZE");
    for (const marker of markers()) {
      const places = await placesOf(marker);
      if (marker.test(NAME)) expect(saidByOthers).toEqual(expect.arrayContaining(places));
      // Random ids, for those who must forget what they had by them.
      else if (/^[0-9a-f-]{36}$/.test(marker.source))
        expect(["public.linkage_events", "pg_stats"]).toEqual(expect.arrayContaining(places));
      else expect({ marker: String(marker), places }).toEqual({ marker: String(marker), places: [] });
    }
    const rows = await sql().query(
      "SELECT 1 FROM linkage_events WHERE type <> 'ERASED' AND (customer_id = $1 OR recording_id = ANY($2))",
      [wilhelmina, hers.map(({ id }) => id)],
    );
    expect(rows).toEqual([]);
    expect(await sql().query("SELECT word FROM search_words WHERE word LIKE 'quetzal%'")).toEqual([]);
  });

  it("leaves other people their calls, without the number and the customer", async () => {
    const friends = (await call(others.friends ?? "")).callRecording;
    expect(friends).toMatchObject({ fromPhone: null, customer: { id: otto } });
    expect((await call(others.ottos ?? "")).callRecording).toMatchObject({ fromPhone: SHARED, customer: { id: otto } });
    const stranger = await eventually("the stranger's call to be judged again", async () => {
      const { callRecording } = await call(others.stranger ?? "");
      return callRecording.link.explanation !== null && callRecording;
    });
    expect(JSON.stringify(stranger.link)).not.toMatch(/Zwartendijk/);
    expect(stranger.link.candidates).toEqual([]);
  });

  it("lets subscribers replay everything", async () => {
    const replay = app.subscribe(FEED, { after: START });
    const newest = await sql().query<{ count: number }>(
      `SELECT count(*)::int AS count FROM linkage_events
        WHERE position IS NOT NULL AND (type = 'ERASED' OR booking_confidence >= 0.2)`,
    );
    await eventually("all events", () => replay.received.length >= (newest[0]?.count ?? 1));
    expect(replay.errors).toEqual([]);
    const ids = replay.received.map((event) => event.recordingLinked);
    expect(ids.filter(({ type, recording }) => type === "ERASED" && recording !== null)).toEqual([]);
    expect(ids.filter(({ type, recording }) => type !== "ERASED" && recording === null)).toEqual([]);
    await replay.leave();
  });

  it("finds nothing a second time", async () => {
    expect((await app.get(ERASE, { id: wilhelmina })).eraseCustomer).toMatchObject({
      isKnown: false,
      calls: 0,
      id: null,
    });
    expect((await app.get(ERASE, { phone: OWN })).eraseCustomer).toMatchObject({ isKnown: false });
  });

  it("does not take the calls from RingCentral or an import again", async () => {
    await sql().query("UPDATE ringcentral_state SET sync_token = NULL, synced_at = now() - interval '1 day'");
    await app.restart();
    const fresh = app.simulator.placeCall({
      ...{ from: STRANGER, durationSeconds: 30, segments: [] },
      startedAt: new Date(Date.now() - 60_000).toISOString(),
      timers: { callLogAfterMs: 0, recordingFieldAfterMs: 0, mediaAfterMs: 0 },
    }).recordingIds[0];
    await eventually("the call log to be read", async () => {
      const rows = await sql().query("SELECT 1 FROM ringcentral_state WHERE sync_token IS NOT NULL");
      const known = await sql().query("SELECT 1 FROM call_recordings WHERE rc_recording_id = $1", [fresh]);
      return rows.length > 0 && known.length > 0;
    });
    // The analysis comes once more, as RingCentral does when somebody edits it.
    const again = {
      uuid: "5f0c9a5e-0000-4000-8000-000000000001",
      event: "/ai/ringsense/v1/public/accounts/~/domains/pbx/insights",
      body: { sourceRecordId: hers[0]?.rc, recordId: hers[0]?.rc, domain: "pbx", insights: {} },
    };
    expect((await app.postWebhook(JSON.stringify(again))).status).toBe(200);
    await eventually("the webhook to be worked off", async () => {
      const rows = await sql().query("SELECT 1 FROM webhook_receipts WHERE uuid = $1 AND processed_at IS NOT NULL", [
        again.uuid,
      ]);
      return rows.length > 0;
    });
    for (const { rc } of hers) {
      expect(await sql().query("SELECT 1 FROM call_recordings WHERE rc_recording_id = $1", [rc])).toEqual([]);
    }
  });

  it("erases a caller who is no customer by the number", async () => {
    const { eraseCustomer } = await app.get(ERASE, { phone: "916 555 0173" });
    expect(eraseCustomer).toMatchObject({ isKnown: true, customers: 0, numbers: 1, calls: 2, traces: [] });
    expect(await placesOf(/916\D{0,3}555\D{0,3}0173/)).toEqual([]);
  });

  it("leaves nothing where the planner remembers the rows of tables that are empty now", async () => {
    await sql().query("ANALYZE");
    // Otto alone holds it, and there is nobody else.
    const { eraseCustomer } = await app.get(ERASE, { phone: SHARED });
    expect(eraseCustomer).toMatchObject({ isKnown: true, customers: 1, traces: [] });
  });

  it("asks who is meant by a number that several hold, and does not list everybody", async () => {
    const { upsertCustomers } = await app.get(
      "mutation ($input: [CustomerInput!]!) { upsertCustomers(input: $input) { ids } }",
      { input: Array.from({ length: 25 }, (_, n) => ({ name: `Portal Guest ${n}`, phones: ["+19165550178"] })) },
    );
    const { errors } = await app.ask(ERASE, { phone: "916 555 0178" });
    const { message = "", extensions } = errors[0] ?? {};
    expect(extensions).toMatchObject({ code: "CONFLICT", reason: "SHARED_NUMBER", field: "phone" });
    expect(message).toMatch(/^25 customers hold this number; .* and 5 more\.$/);
    const named = upsertCustomers.ids.filter((id: string) => message.includes(id));
    expect(named).toHaveLength(20);
  });

  it.each([
    [{ id: "x" }, "INVALID_ID"],
    [{}, "ONE_OF_THREE"],
  ])("refuses %j", async (named, reason) => {
    const { errors } = await app.ask(ERASE, named);
    expect(errors[0]?.extensions.reason).toBe(reason);
  });

  it("leaves no booking in other people's events that had been theirs, or that their calls still are about", async () => {
    const { upsertCustomers } = await app.get(
      "mutation ($input: [CustomerInput!]!) { upsertCustomers(input: $input) { ids } }",
      {
        input: [
          { name: "Pim Uilenspiegel", phones: ["+19165550176"] },
          { name: "Quirijn Vogelaar", phones: ["+19165550177"] },
        ],
      },
    );
    const [going, staying] = upsertCustomers.ids;
    const booking = { externalId: "booking-88002", eventDate: "2027-03-01T18:00:00Z" };
    const upsert = "mutation ($input: [BookingInput!]!) { upsertBookings(input: $input) { ids } }";
    const { upsertBookings } = await app.get(upsert, { input: [{ ...booking, customerId: staying }] });
    const [bookingId] = upsertBookings.ids;
    const { ingestRecordings } = await app.get(
      "mutation ($input: [RecordingInput!]!) { ingestRecordings(input: $input) { ids } }",
      {
        input: ["moved-1", "moved-2"].map((externalId) => ({
          ...{ externalId, callStartedAt: "2026-05-01T18:00:00Z", direction: "INBOUND", fromPhone: "+19165550177" },
        })),
      },
    );
    const [left, about] = ingestRecordings.ids;
    await app.get("mutation ($id: ID!, $bookingId: ID) { linkRecording(id: $id, bookingId: $bookingId) { id } }", {
      ...{ id: left, bookingId },
    });
    await app.get("mutation ($id: ID!) { unlinkRecording(id: $id) { id } }", { id: left });
    await app.get(upsert, { input: [{ ...booking, customerId: going }] });
    // As between a booking's becoming another's and the moment in which its calls go with it.
    await sql().query(
      `UPDATE call_recordings
          SET customer_id = $2, booking_id = $3, link_status = 'LINKED', linked_at = now(), decided_at = now(),
              linked_by = 'person', customer_confidence = 1, booking_confidence = 1
        WHERE id = $1`,
      [about, staying, bookingId],
    );
    const { eraseCustomer } = await app.get(
      "mutation ($id: ID!) { eraseCustomer(id: $id) { bookings traces { place found } } }",
      { id: going },
    );
    expect(eraseCustomer).toEqual({ bookings: 1, traces: [] });
  });

  it("tells where it finds what it could not know of, and who did something to whom by the erasure's id", async () => {
    const { upsertCustomers } = await app.get(
      "mutation ($input: [CustomerInput!]!) { upsertCustomers(input: $input) { ids } }",
      { input: [{ name: "Rens Achterblijver", phones: ["+19165550175"] }] },
    );
    const [id] = upsertCustomers.ids;
    await sql().query("CREATE TABLE desk_notes AS SELECT 'Call Rens Achterblijver on 916-555-0175' AS note");
    const erase = `mutation ($id: ID!, $dryRun: Boolean!) { eraseCustomer(id: $id, dryRun: $dryRun) {
      id isSearched traces { place found } } }`;
    const rehearsed = await app.get(erase, { id, dryRun: true });
    expect(rehearsed.eraseCustomer).toEqual({ id: null, isSearched: false, traces: [] });
    const { eraseCustomer } = await app.get(erase, { id, dryRun: false });
    expect(eraseCustomer).toEqual({
      ...{ id: expect.any(String), isSearched: true },
      traces: [{ place: "public.desk_notes", found: 1 }],
    });
    await sql().query("DROP TABLE desk_notes");
    const { auditLog } = await app.get("query ($id: ID!) { auditLog(customerId: $id) { edges { node { fields } } } }", {
      id: eraseCustomer.id,
    });
    expect(auditLog.edges).toContainEqual({ node: { fields: ["upsertCustomers"] } });
  });

  it("takes an id of few signs, as other telephony systems count calls, for a trace of nobody", async () => {
    await sql().query("INSERT INTO webhook_receipts (uuid, body) VALUES (gen_random_uuid(), 'of another''s call 1')");
    await app.get("mutation ($input: [RecordingInput!]!) { ingestRecordings(input: $input) { ids } }", {
      input: [
        { externalId: "1", callStartedAt: "2026-05-01T18:00:00Z", direction: "INBOUND", fromPhone: "+19165550179" },
      ],
    });
    const { eraseCustomer } = await app.get(ERASE, { phone: "916 555 0179" });
    expect(eraseCustomer).toMatchObject({ calls: 1, receipts: 0, traces: [] });
  });

  it.each(["Ines Person", "Jordan Best", "June"])(
    "takes no words of its own about other people's calls for traces of %s",
    async (name) => {
      const { upsertCustomers } = await app.get(
        "mutation ($input: [CustomerInput!]!) { upsertCustomers(input: $input) { ids } }",
        {
          input: [
            { name, phones: ["+19165550178"] },
            { externalId: "stays-too", name: "Ulla Vink", phones: ["+19165550177"] },
          ],
        },
      );
      const [going, staying] = upsertCustomers.ids;
      const { ingestRecordings } = await app.get(
        "mutation ($input: [RecordingInput!]!) { ingestRecordings(input: $input) { ids } }",
        {
          input: [
            {
              ...{ externalId: `near-${name.length}`, callStartedAt: "2026-05-28T18:00:00Z", direction: "INBOUND" },
              ...{ fromPhone: "+19165550177", transcript: "Customer: Ulla again, about our dinner for ten." },
            },
          ],
        },
      );
      const id = ingestRecordings.ids[0];
      await app.get(
        `mutation ($id: ID!, $staying: ID) { linkRecording(id: $id, customerId: $staying, note: "Rang for June.") { id } }`,
        { id, staying },
      );
      const before = await call(id);
      const { eraseCustomer } = await app.get(
        "mutation ($id: ID!) { eraseCustomer(id: $id) { customers traces { place found } } }",
        { id: going },
      );
      expect(eraseCustomer).toEqual({ customers: 1, traces: [] });
      expect(await call(id)).toEqual(before);
    },
  );

  it("is for admins", async () => {
    const key = await app.createKey("writer", ["read", "write", "link", "context"]);
    for (const query of [
      `mutation { eraseCustomer(id: "${wilhelmina}") { calls } }`,
      `{ exportCustomer(id: "${wilhelmina}") }`,
      "{ auditLog { totalCount } }",
    ]) {
      expect((await app.ask(query, {}, key)).errors[0]?.extensions.code).toBe("FORBIDDEN");
    }
  });
});
