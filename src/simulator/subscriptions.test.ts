import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openSimulation, type Simulation } from "../testing/simulation.js";

const TELEPHONY = "/restapi/v1.0/account/~/telephony/sessions?withRecordings=true&statusCode=Disconnected";
const INSIGHTS = "/ai/ringsense/v1/public/accounts/~/domains/pbx/insights";
const REMINDER = "/restapi/v1.0/subscription/~?threshold=259200&interval=43200";
const DAY_MS = 86_400_000;
const PATH = "/restapi/v1.0/subscription";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await openSimulation();
});
afterEach(() => simulation.close());

describe("a subscription's filters", () => {
  it("come back with ids for ~ , but for the reminder's", async () => {
    const { body } = await simulation.subscribe([
      TELEPHONY,
      "/restapi/v1.0/account/~/extension/~/telephony/sessions",
      INSIGHTS,
      REMINDER,
    ]);
    expect(body.eventFilters).toEqual([
      "/restapi/v1.0/account/900100001/telephony/sessions?withRecordings=true&statusCode=Disconnected",
      "/restapi/v1.0/account/900100001/extension/900100001/telephony/sessions",
      "/ai/ringsense/v1/public/accounts/900100001/domains/pbx/insights",
      REMINDER,
    ]);
    expect(body.disabledFilters).toBeUndefined();
  });

  it("are disabled one by one where a permission is missing, with status 200", async () => {
    simulation.simulator.setPermissions({ userPermissions: ["FullCompanyCallLog"] });
    const { status, body } = await simulation.subscribe([TELEPHONY, INSIGHTS]);
    expect(status).toBe(200);
    expect(body.eventFilters).toHaveLength(1);
    expect(body.disabledFilters).toEqual([
      {
        filter: "/ai/ringsense/v1/public/accounts/900100001/domains/pbx/insights",
        reason: "InsufficientPermissions",
        message: expect.stringContaining("ReadRingSenseInsights"),
      },
    ]);
  });

  it("need a scope that the token was issued with", async () => {
    const { simulator } = simulation;
    simulator.setPermissions({ appScopes: ["SubscriptionWebhook"] });
    expect((await simulation.subscribe([INSIGHTS])).status).toBe(200);
    await simulation.signIn();
    expect(await simulation.subscribe([INSIGHTS])).toMatchObject({ status: 403, body: { errorCode: "SUB-406" } });
    simulator.setPermissions({ appScopes: ["SubscriptionWebhook", "RingSense"] });
    expect((await simulation.subscribe([INSIGHTS])).status).toBe(403);
    await simulation.signIn();
    expect((await simulation.subscribe([INSIGHTS])).status).toBe(200);
  });

  it.each([
    ["/restapi/v1.0/account/~/extension/~/call-log"],
    ["/restapi/v1.0/account/1/telephony/sessions"],
    ["/ai/ringsense/v1/public/accounts/~/domains/nowhere/insights"],
    ["/restapi/v1.0/subscription/~?threshold=100&interval=99"],
    ["/restapi/v1.0/subscription/~?threshold=400000&interval=1000"],
    [""],
  ])("are refused as a whole where one is %s", async (filter) => {
    const refused = await simulation.subscribe([TELEPHONY, filter]);
    expect(refused).toMatchObject({ status: 400, body: { errorCode: "SUB-508" } });
  });
});

describe("a subscription's life", () => {
  it("lasts seven days unless told otherwise, and ends with 404 SUB-507", async () => {
    const { body } = await simulation.subscribe([TELEPHONY]);
    expect(body).toMatchObject({ expiresIn: 604_800, expirationTime: "2026-01-12T15:00:00.000Z" });
    await simulation.simulator.advance(7 * DAY_MS);
    await simulation.signIn();
    expect(await simulation.get(`${PATH}/${body.id}`)).toMatchObject({ status: 404, body: { errorCode: "SUB-507" } });
    expect((await simulation.get(PATH)).body.records).toEqual([]);
  });

  it("is cut to ten years", async () => {
    const { body } = await simulation.subscribe([TELEPHONY], { expiresIn: 630_720_000 });
    expect(body.expiresIn).toBe(315_360_000);
  });

  it("starts anew with an empty PUT, keeping its filters", async () => {
    const { body } = await simulation.subscribe([TELEPHONY], { expiresIn: 3_600 });
    await simulation.simulator.advance(1_800_000);
    const renewed = await simulation.ask("PUT", `${PATH}/${body.id}`);
    expect(renewed.body).toMatchObject({ expiresIn: 604_800, eventFilters: body.eventFilters });
  });

  it("is recalled from three days before its end, every half day", async () => {
    const { body } = await simulation.subscribe([REMINDER]);
    await simulation.simulator.advance(4 * DAY_MS - 1);
    expect(simulation.inbox.events).toEqual([]);
    await simulation.simulator.advance(1);
    expect(simulation.inbox.events[0]?.body).toEqual({
      uuid: expect.stringMatching(/^\d{19}$/),
      event: REMINDER,
      timestamp: "2026-01-09T15:00:00.000Z",
      subscriptionId: body.id,
      ownerId: "900100001",
      body: { expiresIn: 259_200 },
    });
    await simulation.simulator.advance(3 * DAY_MS);
    expect(simulation.inbox.events).toHaveLength(6);
  });

  it("is not recalled once renewed", async () => {
    const { body } = await simulation.subscribe([REMINDER]);
    await simulation.simulator.advance(4 * DAY_MS);
    await simulation.signIn();
    await simulation.ask("POST", `${PATH}/${body.id}/renew`);
    await simulation.simulator.advance(3 * DAY_MS);
    expect(simulation.inbox.events).toHaveLength(1);
  });

  it("may have twenty-nine siblings", async () => {
    simulation.simulator.setRateLimits({ medium: 100 });
    for (let count = 0; count < 30; count += 1) {
      expect((await simulation.subscribe([TELEPHONY])).status).toBe(200);
    }
    expect(await simulation.subscribe([TELEPHONY])).toMatchObject({ status: 403, body: { errorCode: "SUB-505" } });
  });
});

describe("blacklisting", () => {
  const call = () => simulation.simulator.placeCall({ from: "+14155550123", durationSeconds: 60 });

  it("comes after ten minutes of failures, and is for good", async () => {
    const { simulator, inbox } = simulation;
    const { body } = await simulation.subscribe([TELEPHONY], { expiresIn: 10 * 86_400 });
    const status = async () => (await simulation.get(`${PATH}/${body.id}`)).body;
    inbox.behave((_request, response) => void response.writeHead(404).end());
    call();
    await simulator.advance(60_000);
    expect(simulator.listDeliveries().at(-1)?.outcome).toBe("Webhook responses with code: [404], reason: [Not Found]");
    call();
    await simulator.advance(9 * 60_000);
    expect((await status()).status).toBe("Active");
    call();
    await simulator.advance(2 * 60_000);
    expect(await status()).toMatchObject({
      status: "Blacklisted",
      blacklistedData: {
        reason: "Webhook responses with code: [404], reason: [Not Found]",
        blacklistedAt: "2026-01-05T15:11:00.000Z",
      },
    });
    inbox.behave(null);
    const seen = inbox.events.length;
    call();
    await simulator.advance(60_000);
    expect(inbox.events).toHaveLength(seen);
    expect((await simulation.ask("POST", `${PATH}/${body.id}/renew`)).body.status).toBe("Blacklisted");
  });

  it("begins to count anew after a success", async () => {
    const { simulator, inbox } = simulation;
    await simulation.subscribe([TELEPHONY]);
    for (const fails of [true, false, true]) {
      inbox.behave(fails ? (_request, response) => void response.writeHead(500).end() : null);
      call();
      await simulator.advance(9 * 60_000);
    }
    expect(simulator.listSubscriptions()).toMatchObject([{ status: "Active" }]);
  });

  it.each([
    ["answers too much", "Webhook response exceeds max size. Read bytes count: [1024]"],
    ["is too slow", "I/O operation is failed. Details: [Read timed out]"],
  ])("gives its reason where the webhook %s", async (what, reason) => {
    const other = await openSimulation({ webhookTimeoutMs: 1_000, blacklistAfterMs: 0 });
    await other.subscribe([TELEPHONY]);
    other.inbox.behave((_request, response) => {
      if (what === "answers too much") response.end("x".repeat(2_000));
    });
    other.simulator.placeCall({ from: "+14155550123", durationSeconds: 60 });
    await other.simulator.advance(60_000);
    expect(other.simulator.listSubscriptions()).toMatchObject([{ status: "Blacklisted", blacklistedData: { reason } }]);
    await other.close();
  });
});
