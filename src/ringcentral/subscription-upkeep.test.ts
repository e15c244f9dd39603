import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { openSimulation, SIMULATION_START, type Simulation } from "../testing/simulation.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { createRingCentralClient, type RingCentralClient } from "./client.js";
import { getConnectionState, saveSync } from "./connection-state.js";
import { NotPermitted } from "./failures.js";
import { EVENT_FILTERS, keepSubscription, LIFETIME_SECONDS, type UpkeepResult } from "./subscription-upkeep.js";

const SECRET = "a-webhook-secret-of-ours";
const DAY_MS = 24 * 3_600_000;

let database: TestDatabase;
let simulation: Simulation;
let client: RingCentralClient;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  simulation = await openSimulation();
  client = clientNow();
  await database.sql.query("UPDATE ringcentral_rate_groups SET granted_at = '{}', blocked_until = NULL");
  await database.sql.query("DELETE FROM ringcentral_circuits");
  await database.sql.query("DELETE FROM ringcentral_token");
  await database.sql.query("DELETE FROM ringcentral_state");
  await database.sql.query("INSERT INTO ringcentral_state DEFAULT VALUES");
});
afterEach(() => simulation.close());

const now = () => new Date(simulation.simulator.clock().now);
const publicUrl = () => new URL(simulation.inbox.url).origin;

const clientNow = () =>
  createRingCentralClient({
    serverUrl: simulation.simulator.url,
    credentials: simulation.simulator.credentials,
    sql: database.sql,
    now,
    wait: (ms) => simulation.simulator.advance(ms),
    retryPauseMs: 1,
  });

const keep = (changes: { webhookToken?: string; client?: RingCentralClient } = {}): Promise<UpkeepResult> =>
  keepSubscription({
    client,
    sql: database.sql,
    transaction: database.transaction,
    publicUrl: publicUrl(),
    webhookToken: SECRET,
    now: now(),
    ...changes,
  });

const listed = () => simulation.simulator.listSubscriptions();

describe("keepSubscription", () => {
  it("creates one with all filters, seven days and the secret, and then keeps it", async () => {
    expect(await keep()).toMatchObject({
      action: "created",
      problems: [],
      reconcileFrom: null,
      subscription: { status: "ACTIVE", address: simulation.inbox.url, disabledFilters: [] },
    });
    expect(await keep()).toMatchObject({ action: "kept", problems: [], reconcileFrom: null });
    expect(listed()).toHaveLength(1);
    const [subscription] = await client.listSubscriptions();
    expect(subscription?.eventFilters).toHaveLength(EVENT_FILTERS.length);
    expect(subscription?.expiresAt).toEqual(new Date(SIMULATION_START.getTime() + LIFETIME_SECONDS * 1_000));
    expect(await getConnectionState(database.sql)).toMatchObject({
      subscriptionId: subscription?.id,
      subscriptionExpiresAt: subscription?.expiresAt,
      subscriptionActiveAt: SIMULATION_START,
    });
  });

  it("leaves one, whoever runs it, however many at once", async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => keep({ client: clientNow() })));
    expect(listed()).toHaveLength(1);
    expect(results.filter(({ action }) => action === "created")).toHaveLength(1);
    for (const { action } of results) expect(["created", "kept", "notLeader"]).toContain(action);
  });

  it("lets one process at it at a time", async () => {
    await database.transaction(async (tx) => {
      await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('callthread ringcentral subscription', 0))");
      expect(await keep()).toEqual({
        action: "notLeader",
        subscription: null,
        blacklistReason: null,
        problems: [],
        reconcileFrom: null,
      });
    });
    expect(listed()).toHaveLength(0);
  });

  it("adopts one that a pass left behind before it could note it", async () => {
    const { subscription } = await keep();
    await database.sql.query("UPDATE ringcentral_state SET subscription_id = NULL, subscription_digest = NULL");
    expect(await keep()).toMatchObject({
      action: "adopted",
      subscription: { id: subscription?.id },
      reconcileFrom: null,
    });
    expect(listed()).toHaveLength(1);
  });

  it("deletes duplicates of ours and never touches those of others", async () => {
    await simulation.subscribe([EVENT_FILTERS[0] ?? ""]);
    await simulation.subscribe([...EVENT_FILTERS]);
    const elsewhere = { transportType: "WebHook", address: `${simulation.inbox.url}/of-somebody-else` };
    await simulation.subscribe([EVENT_FILTERS[0] ?? ""], { deliveryMode: elsewhere });
    const { subscription } = await keep();
    expect(listed().map(({ deliveryMode }) => (deliveryMode as { address: string }).address)).toEqual([
      simulation.inbox.url,
      elsewhere.address,
    ]);
    expect(listed()[0]?.id).toBe(subscription?.id);
    expect(listed()[0]?.eventFilters).toHaveLength(3);
  });

  it("renews with half of the life left, and not before", async () => {
    await keep();
    await simulation.simulator.advance(3 * DAY_MS);
    expect(await keep()).toMatchObject({ action: "kept" });
    await simulation.simulator.advance(DAY_MS);
    const { action, subscription } = await keep();
    expect(action).toBe("renewed");
    expect(subscription?.expiresAt).toEqual(new Date(SIMULATION_START.getTime() + 11 * DAY_MS));
  });

  it("creates anew what has expired, and asks for what was missed", async () => {
    await keep();
    const syncedAt = new Date(SIMULATION_START.getTime() + DAY_MS);
    await saveSync(database.sql, { syncToken: "t", syncedAt });
    await simulation.simulator.advance(8 * DAY_MS);
    expect(await keep()).toMatchObject({ action: "created", reconcileFrom: syncedAt });
    expect(await keep()).toMatchObject({ action: "kept", reconcileFrom: syncedAt });
    await saveSync(database.sql, { syncToken: "t2", syncedAt: now() });
    expect(await keep()).toMatchObject({ action: "kept", reconcileFrom: null });
  });

  it("repairs a blacklisted one, and asks for what was missed since it was last well", async () => {
    const { subscription } = await keep();
    await simulation.simulator.advance(3_600_000);
    simulation.simulator.blacklistSubscription(subscription?.id ?? "", "Read timed out");
    const repaired = await keep();
    expect(repaired).toMatchObject({
      action: "repaired",
      blacklistReason: "Read timed out",
      reconcileFrom: SIMULATION_START,
    });
    expect(listed().map(({ id, status }) => [id, status])).toEqual([[repaired.subscription?.id, "Active"]]);
    expect(repaired.subscription?.id).not.toBe(subscription?.id);
  });

  it("still knows of the gap when the repair breaks off", async () => {
    const { subscription } = await keep();
    simulation.simulator.blacklistSubscription(subscription?.id ?? "");
    simulation.simulator.injectFault({ route: "POST /restapi/v1.0/subscription", kind: "server-error" });
    await expect(keep()).rejects.toThrow("RingCentral answered create-subscription with 500.");
    expect(listed()).toHaveLength(0);
    expect(await keep()).toMatchObject({ action: "created", reconcileFrom: SIMULATION_START });
  });

  it("replaces one whose secret has changed", async () => {
    const { subscription } = await keep();
    const replaced = await keep({ webhookToken: "another-webhook-secret" });
    expect(replaced).toMatchObject({ action: "replaced", reconcileFrom: SIMULATION_START });
    expect(listed().map(({ id }) => id)).toEqual([replaced.subscription?.id]);
    expect(replaced.subscription?.id).not.toBe(subscription?.id);
    expect(simulation.inbox.handshakes.at(-1)?.headers["verification-token"]).toBe("another-webhook-secret");
  });

  it("says loudly which events RingCentral will not send, and asks for them again once it may", async () => {
    simulation.simulator.setPermissions({ userPermissions: [] });
    const expected = [
      {
        code: "FILTER_DISABLED",
        detail: expect.stringContaining("/ai/ringsense/v1/public/accounts/900100001/domains/pbx/insights"),
      },
    ];
    expect(await keep()).toMatchObject({ action: "created", problems: expected });
    expect(await keep()).toMatchObject({ action: "updated", problems: expected });
    simulation.simulator.setPermissions({ userPermissions: ["ReadRingSenseInsights"] });
    expect(await keep()).toMatchObject({ action: "updated", problems: [] });
    expect(await keep()).toMatchObject({ action: "kept", problems: [] });
    expect(listed()).toHaveLength(1);
  });

  it("tells what to do when RingCentral cannot reach the webhook", async () => {
    simulation.inbox.behave((_, response) => response.writeHead(404).end());
    expect(await keep()).toMatchObject({
      action: "failed",
      subscription: null,
      problems: [{ code: "CREATION_REFUSED", detail: expect.stringMatching(/SUB-52\d/) }],
    });
    simulation.inbox.behave(null);
    expect(await keep()).toMatchObject({ action: "created", problems: [] });
  });

  it("throws where the app may not subscribe at all", async () => {
    simulation.simulator.setPermissions({ appScopes: ["ReadCallLog"] });
    await expect(keep({ client: clientNow() })).rejects.toThrow(NotPermitted);
  });
});
