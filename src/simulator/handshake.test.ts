import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openSimulation, type Simulation } from "../testing/simulation.js";
import type { Behaviour } from "../testing/webhook-inbox.js";

const FILTER = "/restapi/v1.0/account/~/telephony/sessions";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await openSimulation({ webhookTimeoutMs: 1_000 });
});
afterEach(() => simulation.close());

/** A proper answer with something changed. */
const answering =
  (change: (response: Parameters<Behaviour>[1]) => unknown, body = ""): Behaviour =>
  (request, response) => {
    response.setHeader("Validation-Token", request.headers["validation-token"] ?? "");
    response.setHeader("Content-Type", "application/json");
    change(response);
    response.end(body);
  };

describe("the handshake with a webhook", () => {
  it("is an empty POST with RingCentral's headers, and its token must come back", async () => {
    const created = await simulation.subscribe([FILTER]);
    expect(created.status).toBe(200);
    expect(simulation.inbox.handshakes).toHaveLength(1);
    expect(simulation.inbox.handshakes[0]?.headers).toMatchObject({
      "content-length": "0",
      "validation-token": expect.stringMatching(/.{10}/),
      "verification-token": "the secret",
      "user-agent": "RingCentral-Webhook/8.3",
    });
  });

  it.each<[string, string, Behaviour]>([
    ["does not echo the token", "SUB-525", answering((response) => response.removeHeader("Validation-Token"))],
    ["echoes another token", "SUB-525", answering((response) => response.setHeader("Validation-Token", "other"))],
    ["answers 404", "SUB-525", answering((response) => response.writeHead(404))],
    ["answers 201", "SUB-525", answering((response) => response.writeHead(201))],
    ["is not JSON", "SUB-525", answering((response) => response.setHeader("Content-Type", "text/html"))],
    ["has a body of 1 KB", "SUB-525", answering(() => undefined, JSON.stringify("x".repeat(1024)))],
    ["has headers of 1 KB", "SUB-525", answering((response) => response.setHeader("X-Large", "x".repeat(1024)))],
    ["never answers", "SUB-521", () => undefined],
    ["hangs up", "SUB-521", (request) => request.socket.destroy()],
  ])("fails where the webhook %s: %s", async (_what, errorCode, behaviour) => {
    simulation.inbox.behave(behaviour);
    const refused = await simulation.subscribe([FILTER]);
    expect(refused).toMatchObject({ status: 400, body: { errorCode, errors: [{ errorCode }] } });
    expect(simulation.simulator.listSubscriptions()).toEqual([]);
  });

  it("fails with SUB-521 where nobody listens", async () => {
    await simulation.inbox.close();
    const refused = await simulation.subscribe([FILTER]);
    expect(refused.body).toEqual({
      errorCode: "SUB-521",
      message: "WebHook is not reachable",
      errors: [{ errorCode: "SUB-521", message: "WebHook is not reachable" }],
    });
  });

  it.each([
    ["http://example.com/hook", "deliveryMode.address"],
    ["not an address", "deliveryMode.address"],
    ["ftp://127.0.0.1/hook", "deliveryMode.address"],
  ])("is not tried with the address %s", async (address, parameterName) => {
    const refused = await simulation.subscribe([FILTER], { deliveryMode: { transportType: "WebHook", address } });
    expect(refused).toMatchObject({ status: 400, body: { errorCode: "CMN-101", parameterName } });
  });

  it("carries the secret in Validation-Token where the simulator is told so", async () => {
    const other = await openSimulation({ secretHeader: "Validation-Token" });
    await other.subscribe([FILTER]);
    expect(other.inbox.handshakes[0]?.headers["validation-token"]).toBe("the secret");
    expect(other.inbox.handshakes[0]?.headers["verification-token"]).toBeUndefined();
    await other.close();
  });
});
