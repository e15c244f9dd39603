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

  it("reads the call log: a page, one record, an extension's", async () => {
    const { callLogIds, recordingIds, telephonySessionId } = placeCall();
    await simulator.advance(600_000);
    const account = client.restapi().account();
    const list = await account.callLog().list({ telephonySessionId, view: "Detailed", recordingType: "All" });
    expect(list.records?.map(({ id }) => id)).toEqual(callLogIds);
    expect(list.navigation?.nextPage).toBeUndefined();
    const record = await account.callLog(callLogIds[0]).get({ view: "Detailed" });
    expect(record.recording?.id).toBe(recordingIds[0]);
    expect(record.legs?.[0]?.recording?.id).toBe(recordingIds[0]);
    const own = await account
      .extension("900100042")
      .callLog()
      .list({ direction: ["Inbound"] });
    expect(own.records?.map(({ id }) => id)).toEqual(callLogIds);
  });

  it("reads a recording's metadata on the platform and its sound on the media host", async () => {
    const { recordingIds } = placeCall();
    await simulator.advance(600_000);
    const metadata = await client.restapi().account().recording(recordingIds[0]).get();
    expect(metadata).toMatchObject({ id: recordingIds[0], contentType: "audio/mpeg", duration: 230 });
    const media = clientOf(simulator.mediaUrl);
    if (client.token !== undefined) media.token = client.token;
    const sound = await media.restapi().account().recording(recordingIds[0]).content().get();
    expect(sound.length).toBeGreaterThan(900_000);
  });

  it("reads the account, its numbers and what the user may do", async () => {
    const account = client.restapi().account();
    expect(await account.get()).toMatchObject({ id: 900_100_001, mainNumber: "18005550100", status: "Confirmed" });
    expect(await account.extension().get()).toMatchObject({ id: 900_100_001, name: "Office Admin", type: "User" });
    const numbers = await account.phoneNumber().list({ perPage: 3 });
    expect(numbers.records?.map(({ phoneNumber, usageType }) => [phoneNumber, usageType])).toEqual([
      ["+18005550100", "MainCompanyNumber"],
      ["+14155550100", "CompanyNumber"],
      ["+14155550142", "DirectNumber"],
    ]);
    expect(numbers.paging).toMatchObject({ totalElements: 4, totalPages: 2 });
    const check = account.extension().authzProfile().check();
    expect(await check.get({ permissionId: "ReadRingSenseInsights" })).toMatchObject({ successful: true });
    simulator.setPermissions({ userPermissions: ["ReadCallLog"] });
    expect(await check.get({ permissionId: "ReadRingSenseInsights" })).toMatchObject({ successful: false });
  });
});
