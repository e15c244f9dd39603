import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import RingCentral from "@rc-ex/core";
import { openWebhookInbox, type WebhookInbox } from "../testing/webhook-inbox.js";
import { type Simulator, startSimulator } from "./start.js";

/** The official typed client, pointed at the simulator, does everything that Callthread asks of RingCentral. */

const START = new Date("2026-01-05T15:00:00.000Z");
const TELEPHONY = "/restapi/v1.0/account/~/telephony/sessions?withRecordings=true&statusCode=Disconnected";
const INSIGHTS = "/ai/ringsense/v1/public/accounts/~/domains/pbx/insights";

let simulator: Simulator;
let inbox: WebhookInbox;
let client: RingCentral;

const clientOf = (server: string): RingCentral => {
  const { clientId, clientSecret } = simulator.credentials;
  return new RingCentral({ server, clientId, clientSecret });
};

beforeEach(async () => {
  simulator = await startSimulator({ speed: 0, startAt: START });
  inbox = await openWebhookInbox();
  client = clientOf(simulator.url);
  await client.authorize({ jwt: simulator.credentials.jwt });
});

afterEach(async () => {
  await simulator.stop();
  await inbox.close();
});

const placeCall = () =>
  simulator.placeCall({
    scenario: "inbound-ivr",
    from: "+14155550123",
    callerName: "WIRELESS CALLER",
    durationSeconds: 242,
    segments: [
      { speaker: "agent", text: "Thank you for calling, how can I help?", start: 1.2, end: 3.9 },
      { speaker: "customer", text: "I would like to book a dinner for Friday.", start: 4.2, end: 9.5 },
    ],
    insights: { summary: "The caller booked a dinner.", sentiment: "Positive", nextSteps: ["Send the confirmation."] },
    timers: { insightsAfterMs: 300_000 },
  });

const subscribe = (expiresIn?: number) =>
  client
    .restapi()
    .subscription()
    .post({
      eventFilters: [TELEPHONY, INSIGHTS],
      deliveryMode: { transportType: "WebHook", address: inbox.url, verificationToken: "the secret" },
      ...(expiresIn === undefined ? {} : { expiresIn }),
    });

describe("@rc-ex/core against the simulator", () => {
  it("signs in by JWT and signs out", async () => {
    expect(client.token).toMatchObject({ token_type: "bearer", expires_in: 3600, owner_id: "900100001" });
    await client.revoke();
    expect(simulator.counters()["sessions alive"]).toBe(0);
  });

  it("creates, lists, reads, changes, renews and deletes a subscription", async () => {
    const created = await subscribe(86_400);
    expect(created).toMatchObject({ status: "Active", expiresIn: 86_400 });
    expect(created.eventFilters?.[0]).toBe(TELEPHONY.replace("~", "900100001"));
    const subscription = client.restapi().subscription(created.id);
    const list = await client.restapi().subscription().list();
    expect(list.records).toEqual([created]);
    expect(await subscription.get()).toEqual(created);
    expect(await subscription.put({ eventFilters: [INSIGHTS], expiresIn: 3600 })).toMatchObject({ expiresIn: 3600 });
    expect(await subscription.renew().post()).toMatchObject({ expiresIn: 604_800 });
    await subscription.delete();
    await expect(subscription.get()).rejects.toMatchObject({ response: { status: 404 } });
  });

  it("is told of a call and of its insights, and reads both", async () => {
    await subscribe();
    const { recordingIds, telephonySessionId } = placeCall();
    await simulator.advance(242_000);
    expect(inbox.events).toHaveLength(1);
    expect(inbox.events[0]?.headers["verification-token"]).toBe("the secret");
    await simulator.advance(299_000);
    const domain = client.ai().ringsense().v1().public().accounts("~").domains("pbx");
    const asked = domain.records(recordingIds[0]).insights();
    await expect(asked.get()).rejects.toMatchObject({
      response: { status: 404, data: { errors: [{ errorCode: "RAH-3001" }] } },
    });
    await simulator.advance(1_000);
    expect(inbox.events).toHaveLength(2);
    const insights = await asked.get({ insightTypes: ["Transcript", "Sentiment"] });
    expect(Object.keys(insights.insights ?? {})).toEqual(["Transcript", "Sentiment"]);
    const ofSession = await domain.sessions(telephonySessionId).insights().get();
    expect(ofSession.records?.map(({ sourceRecordId }) => sourceRecordId)).toEqual(recordingIds);
  });

  it("follows the changes of the call log by extract-sync", async () => {
    const { recordingIds } = placeCall();
    const sync = client.restapi().account().callLogExtractSync();
    await simulator.advance(242_000 + 25_000);
    const first = await sync.get({ syncType: "FSync", view: "Detailed" });
    expect(first.records).toHaveLength(1);
    expect(first.records?.[0]?.recording).toBeUndefined();
    const token = first.syncInfo?.syncToken ?? "";
    expect((await sync.get({ syncType: "ISync", syncToken: token })).records).toEqual([]);
    await simulator.advance(35_000);
    const second = await sync.get({ syncType: "ISync", syncToken: token, view: "Detailed" });
    expect(second.records?.map(({ recording }) => recording?.id)).toEqual(recordingIds);
  });
});
