import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openSimulation, type Simulation } from "../testing/simulation.js";

const TELEPHONY = "/restapi/v1.0/account/~/telephony/sessions?withRecordings=true&statusCode=Disconnected";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await openSimulation();
});
afterEach(() => simulation.close());

describe("the levers over HTTP", () => {
  it("list themselves, with what each takes", async () => {
    const { body } = await simulation.get("/sim");
    for (const { method, path, what } of body.routes) {
      expect(["GET", "POST", "PATCH", "DELETE"]).toContain(method);
      expect(path).toMatch(/^\/sim\//);
      expect(what).toMatch(/\.$/);
    }
    const placing = body.routes.find(
      ({ path, method }: { path: string; method: string }) => path === "/sim/calls" && method === "POST",
    );
    expect(placing.body.properties.durationSeconds).toMatchObject({ default: 60, description: expect.any(String) });
    expect(Object.keys(body.scenarios)).toEqual(placing.body.properties.scenario.enum);
  });

  it("place a call of which nothing is said", async () => {
    const { status, body } = await simulation.ask("POST", "/sim/calls", {});
    expect([status, Date.parse(body.endedAt) - Date.parse(body.startedAt)]).toEqual([200, 60_000]);
  });

  it("place a call, move time, and show what came of it", async () => {
    await simulation.subscribe([TELEPHONY]);
    const placed = await simulation.ask("POST", "/sim/calls", { from: "+14155550123", durationSeconds: 60 });
    expect(placed.body).toMatchObject({ startedAt: "2026-01-05T15:00:00.000Z", recordingIds: [expect.any(String)] });
    const clock = await simulation.ask("POST", "/sim/clock/advance", { ms: 60_000 });
    expect(clock.body).toEqual({ now: "2026-01-05T15:01:00.000Z", speed: 0 });
    expect(simulation.inbox.events).toHaveLength(1);
    expect((await simulation.get("/sim/calls")).body).toEqual([placed.body]);
    expect((await simulation.get("/sim/deliveries")).body).toMatchObject([{ outcome: "delivered" }]);
    expect((await simulation.get("/sim/counters")).body).toMatchObject({
      "webhook delivered": 1,
      handshakes: 1,
      "requests POST /restapi/oauth/token": 1,
      "requests auth": 1,
      "requests medium": 1,
      "sessions alive": 1,
    });
  });

  it("blacklist and expire subscriptions, change delivery, permissions, limits and tokens", async () => {
    const { body } = await simulation.subscribe([TELEPHONY]);
    await simulation.ask("POST", `/sim/subscriptions/${body.id}/blacklist`, { reason: "because" });
    expect((await simulation.get("/sim/subscriptions")).body).toMatchObject([
      { status: "Blacklisted", blacklistedData: { reason: "because" } },
    ]);
    await simulation.ask("POST", `/sim/subscriptions/${body.id}/expire`);
    expect((await simulation.get("/sim/subscriptions")).body).toEqual([]);
    expect((await simulation.ask("PATCH", "/sim/delivery", { dropRate: 0.5 })).body).toMatchObject({
      dropRate: 0.5,
      duplicateRate: 0,
    });
    expect((await simulation.ask("PATCH", "/sim/permissions", { appScopes: ["RingSense"] })).body.appScopes).toEqual([
      "RingSense",
    ]);
    expect((await simulation.ask("PATCH", "/sim/rate-limits", { heavy: 2 })).body).toMatchObject({
      heavy: 2,
      light: 50,
    });
    await simulation.ask("DELETE", "/sim/tokens");
    expect((await simulation.get("/restapi/v1.0/subscription")).status).toBe(401);
  });

  it("inject and clear faults", async () => {
    await simulation.ask("POST", "/sim/faults", { route: "GET /restapi/v1.0/subscription", kind: "html" });
    expect((await simulation.get("/sim/faults")).body).toMatchObject([{ kind: "html", times: 1, struck: 0 }]);
    expect((await simulation.get("/restapi/v1.0/subscription")).status).toBe(502);
    expect((await simulation.get("/sim/faults")).body).toEqual([]);
  });

  it("send any event", async () => {
    await simulation.subscribe([TELEPHONY]);
    await simulation.ask("POST", "/sim/events", { event: "/restapi/v1.0/account/1/something/new", body: [1, null] });
    await simulation.simulator.advance(0);
    expect(simulation.inbox.events[0]?.body).toMatchObject({
      event: "/restapi/v1.0/account/1/something/new",
      body: [1, null],
    });
  });

  it.each([
    ["POST", "/sim/calls", { durationSeconds: "long" }, 400, "durationSeconds"],
    ["POST", "/sim/calls", { durationSeconds: 1, unknown: true }, 400, "body"],
    ["POST", "/sim/clock/advance", { ms: -1 }, 400, "ms"],
    ["PATCH", "/sim/delivery", { dropRate: 2 }, 400, "dropRate"],
    ["POST", "/sim/faults", { route: "*", kind: "fire" }, 400, "kind"],
    ["DELETE", "/sim/recordings/1", undefined, 404, "id"],
    ["PATCH", "/sim/call-log/1", {}, 404, "id"],
  ] as const)("%s %s with %j is refused", async (method, path, body, status, field) => {
    expect(await simulation.ask(method, path, body)).toMatchObject({ status, body: { field } });
  });

  it("run by themselves at a speed", async () => {
    await simulation.subscribe([TELEPHONY]);
    await simulation.ask("POST", "/sim/calls", { from: "+14155550123", durationSeconds: 60 });
    const arrived = new Promise<void>((resolve) =>
      simulation.inbox.behave((_request, response) => {
        response.end();
        resolve();
      }),
    );
    await simulation.ask("PATCH", "/sim/clock", { speed: 100_000 });
    await arrived;
    expect(simulation.inbox.events).toHaveLength(1);
  });
});
