import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { pino } from "pino";
import { eventually } from "../testing/eventually.js";
import { everythingStored } from "../testing/everything-stored.js";
import { type RunningApp, startRunningApp, WEBHOOK_TOKEN } from "../testing/running-app.js";

/** Stand for a name, a word said, a number, an address: wherever one of them shows up, another person's would. */
const MARKS = { name: "Markovska", said: "flamingoword", phone: "9165550161", email: "marked@private.example" };
const PHONE = "+19165550161";
const MARKED = new RegExp(`${MARKS.name}|${MARKS.said}|916\\D{0,3}555\\D{0,3}0161|${MARKS.email}`, "i");

/** A whole pass of the pipeline with marked data, with faults and nonsense, read out at the most talkative level. */
describe("logs, metrics, errors and jobs", () => {
  let app: RunningApp;
  const logged: string[] = [];
  /** Bodies of all answers that were refusals. */
  const refusals: string[] = [];

  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${app.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${app.key}`, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const answer = JSON.parse(text) as { errors?: unknown };
    if (answer.errors !== undefined || response.status >= 400) refusals.push(JSON.stringify(answer.errors ?? answer));
    return answer;
  };

  beforeAll(async () => {
    const log = pino({ level: "trace" }, { write: (line: string) => void logged.push(line) });
    app = await startRunningApp({}, log);
    await app.get("mutation ($input: [CustomerInput!]!) { upsertCustomers(input: $input) { ids } }", {
      input: [{ externalId: "m-1", name: `Vera ${MARKS.name}`, phones: [PHONE], email: MARKS.email }],
    });
    await app.get("mutation ($input: [BookingInput!]!) { upsertBookings(input: $input) { ids } }", {
      input: [
        {
          ...{ externalId: "m-b", customerExternalId: "m-1", eventDate: new Date(Date.now() + 86_400_000) },
          ...{ status: "CONFIRMED", title: `${MARKS.said} dinner`, notes: `For ${MARKS.name}` },
        },
      ],
    });
    await eventually("the subscription to be made", () =>
      app.simulator.listSubscriptions().some(({ status }) => status === "Active"),
    );
    for (const kind of ["truncated-json", "html", "server-error", "disconnect"] as const) {
      app.simulator.injectFault({ route: "GET /ai/*", kind, times: 1 });
      app.simulator.injectFault({ route: "GET /restapi/v1.0/account/*/call-log*", kind, times: 1 });
    }
    const place = (text: string, insightsAfterMs: number) =>
      app.simulator.placeCall({
        ...{ from: PHONE, durationSeconds: 60, segments: [{ speaker: "customer", text, start: 0, end: 9 }] },
        startedAt: new Date(Date.now() - 90_000).toISOString(),
        insights: { summary: `${MARKS.name} spoke of ${MARKS.said}.`, sentiment: "Neutral", nextSteps: [MARKS.said] },
        timers: { callLogAfterMs: 0, recordingFieldAfterMs: 0, mediaAfterMs: 0, insightsAfterMs },
      });
    place(`This is Vera ${MARKS.name} about the ${MARKS.said}.`, 30_500);
    place(`${MARKS.said}, my number is (916) 555-0161.`, 31_000);

    // Webhooks nobody can read, of all kinds.
    const said = `${MARKS.name} ${MARKS.said} ${PHONE}`;
    for (const body of [
      said,
      `{"uuid": "${said}`,
      JSON.stringify({ uuid: said, event: `/restapi/v1.0/account/${said}/telephony/sessions`, body: said }),
      JSON.stringify({
        ...{ uuid: "5f0c9a5e-0000-4000-8000-000000000077", event: "/restapi/v1.0/account/1/telephony/sessions" },
        body: { telephonySessionId: said, parties: [{ from: { phoneNumber: PHONE, name: said }, direction: said }] },
      }),
      JSON.stringify({
        ...{
          uuid: "5f0c9a5e-0000-4000-8000-000000000078",
          event: "/ai/ringsense/v1/public/accounts/~/domains/pbx/insights",
        },
        body: {
          sourceRecordId: said,
          creationTime: said,
          speakerInfo: [{ name: said }],
          insights: { Transcript: said },
        },
      }),
    ]) {
      for (const token of [WEBHOOK_TOKEN, said]) {
        const answer = await app.postWebhook(body, { "verification-token": encodeURIComponent(token) });
        if (!answer.ok) refusals.push(await answer.text());
      }
    }
    // Requests that are wrong in every way there is.
    const id = "5f0c9a5e-0000-4000-8000-000000000079";
    for (const [query, variables] of [
      ["query ($id: ID!) { customer(id: $id) { name } }", { id: said }],
      ["query ($id: ID!) { callRecording(id: $id) { id } }", { id: said }],
      ["query ($p: String!) { customerByPhone(phone: $p) { name } }", { p: MARKS.name }],
      [
        "query ($q: String!, $a: String) { searchTranscripts(query: $q, after: $a) { totalCount } }",
        { q: said, a: said },
      ],
      ["query ($q: String!) { searchTranscripts(query: $q) { totalCount } }", { q: `${said} `.repeat(500) }],
      ["query ($s: String) { customers(search: $s, first: 0) { totalCount } }", { s: said }],
      [
        "mutation ($i: [CustomerInput!]!) { upsertCustomers(input: $i) { ids } }",
        { i: [{ name: said, phones: [`+1 ${MARKS.name}`] }] },
      ],
      [
        "mutation ($i: [CustomerInput!]!) { upsertCustomers(input: $i) { ids } }",
        { i: [{ name: "", externalId: `\u0001${said}`, phones: [], email: said }] },
      ],
      [
        "mutation ($i: [CustomerInput!]!) { upsertCustomers(input: $i) { ids } }",
        { i: [{ id, name: said, phones: [PHONE] }] },
      ],
      [
        "mutation ($i: [BookingInput!]!) { upsertBookings(input: $i) { ids } }",
        { i: [{ customerExternalId: said, eventDate: "2026-05-01T00:00:00Z", title: said }] },
      ],
      [
        "mutation ($i: [BookingInput!]!) { upsertBookings(input: $i) { ids } }",
        { i: [{ customerId: said, eventDate: said, guestCount: said }] },
      ],
      [
        "mutation ($i: [RecordingInput!]!) { ingestRecordings(input: $i) { ids } }",
        { i: [{ externalId: said, direction: said, callStartedAt: said }] },
      ],
      [
        "mutation ($i: [RecordingInput!]!) { ingestRecordings(input: $i) { ids } }",
        {
          i: [
            {
              externalId: "x",
              direction: "INBOUND",
              callStartedAt: "2026-05-01T00:00:00Z",
              insights: { sentiment: said, summary: 4 },
              segments: [{ text: said, startSeconds: 9, endSeconds: 1 }],
            },
          ],
        },
      ],
      [
        "mutation ($id: ID!, $n: String) { linkRecording(id: $id, customerId: $id, note: $n) { id } }",
        { id, n: said.repeat(200) },
      ],
      [
        "mutation ($id: ID!, $n: String!) { createCustomerFromRecording(id: $id, name: $n) { id } }",
        { id, n: said.repeat(50) },
      ],
      ["mutation ($p: String!) { setPhoneClass(phone: $p, class: PERSONAL) { class } }", { p: MARKS.name }],
      ["mutation ($p: String) { eraseCustomer(phone: $p) { calls } }", { p: MARKS.name }],
      [`{ customers(search: "${said}", first: ${MARKS.said}) { totalCount } }`, {}],
      [`{ customers(search: "${said}" { id } }`, {}],
      [`{ customers(first: "${MARKS.said}") { totalCount } }`, {}],
      ["query ($f: Int) { customers(first: $f) { totalCount } }", { f: MARKS.said }],
    ] as const) {
      await post({ query, variables });
    }
    await post(`{"query": "${said}`);
    await post({ query: "{ __typename }" }, { authorization: `Bearer ${encodeURIComponent(said)}` });
    const elsewhere = await fetch(`${app.url}/${encodeURIComponent(said)}`);
    refusals.push(await elsewhere.text());

    await eventually("the calls to be transcribed and judged, faults and all", async () => {
      const rows = await app
        .app()
        .database.sql.query(
          "SELECT 1 FROM call_recordings WHERE transcript_status = 'READY' AND link_status <> 'PENDING' AND rc_ai_insights IS NOT NULL",
        );
      return rows.length === 2;
    });
    await eventually("the webhooks to be worked off", async () => {
      const rows = await app.app().database.sql.query("SELECT 1 FROM webhook_receipts WHERE processed_at IS NULL");
      return rows.length === 0;
    });
    await app.get(
      `{ searchTranscripts(query: "${MARKS.said}") { edges { highlights { text } } } customers(search: "${MARKS.name}") { edges { node { name aiContext } } } }`,
    );
  });
  afterAll(() => app.stop());

  it("were really filled", () => {
    expect(logged.length).toBeGreaterThan(5);
    expect(refusals.length).toBeGreaterThan(25);
  });

  it("say nothing of people in the log, however talkative", () => {
    expect(logged.filter((line) => MARKED.test(line))).toEqual([]);
  });

  it("say nothing of people in errors that answer requests", () => {
    expect(refusals.filter((text) => MARKED.test(text))).toEqual([]);
  });

  it("say nothing of people in metrics", async () => {
    const metrics = await fetch(`${app.url}/metrics`, { headers: { authorization: `Bearer ${app.key}` } });
    expect(metrics.status).toBe(200);
    expect(MARKED.test(await metrics.text())).toBe(false);
  });

  it("say nothing of people in jobs, audit entries and what was made of webhooks", async () => {
    const rows = await everythingStored(app.app().database.sql);
    const free = /^pgboss\.|audit_log|erasures|api_keys|relink_queue|linkage_events|ringcentral_/;
    expect(rows.filter(({ place, text }) => free.test(place) && MARKED.test(text)).map(({ place }) => place)).toEqual(
      [],
    );
    const outcomes = await app.app().database.sql.query<{ outcome: string }>("SELECT outcome FROM webhook_receipts");
    expect(outcomes.filter(({ outcome }) => MARKED.test(outcome))).toEqual([]);
  });
});
