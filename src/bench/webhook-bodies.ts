import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { EVENT_FILTERS } from "../ringcentral/subscription-upkeep.js";
import type { CallRequest } from "../simulator/call-request.js";
import { type Simulator, startSimulator } from "../simulator/start.js";

/** What RingCentral sends of one call: that it was recorded, and later what was said. */
export interface CallBodies {
  readonly rcRecordingId: string;
  readonly recorded: string;
  readonly insights: string;
}

/** Simulated: by then everything of a call that has just ended was sent. */
const ALL_IS_TOLD_AFTER_MS = 60_000;

/** Records what a simulated account sends of these calls, so that it can be sent again as often and as fast as wanted. */
export async function recordWebhooks(calls: readonly CallRequest[]): Promise<CallBodies[]> {
  const simulator = await startSimulator({ speed: 0 });
  const inbox = await openInbox();
  try {
    await subscribe(simulator, inbox.url);
    const placed = calls.map((call) => simulator.placeCall(call));
    await simulator.advance(ALL_IS_TOLD_AFTER_MS);
    const bodyOf = (id: string, kind: string): string => {
      const body = inbox.bodies.find((text) => text.includes(`"${id}"`) && text.includes(kind));
      if (body === undefined) throw new Error("The simulated account did not tell of a call.");
      return body;
    };
    return placed.map(({ recordingIds: [id = ""] }) => ({
      rcRecordingId: id,
      recorded: bodyOf(id, "/telephony/sessions"),
      insights: bodyOf(id, "/insights"),
    }));
  } finally {
    await simulator.stop();
    inbox.close();
  }
}

/** The same call once more under identities of its own, as call `number` of this run. */
export function anotherCall(bodies: CallBodies, number: number): CallBodies {
  const session = /"telephonySessionId":"([^"]+)"/.exec(bodies.recorded)?.[1] ?? "";
  const suffix = String(number).padStart(7, "0");
  // Also in addresses; one id may be the beginning of another.
  const id = new RegExp(`(?<!\\d)${bodies.rcRecordingId}(?!\\d)`, "g");
  const renew = (body: string): string =>
    body
      .replace(id, bodies.rcRecordingId + suffix)
      .replaceAll(session, session + suffix)
      .replace(/"uuid":"[^"]+"/, `"uuid":"${randomUUID()}"`);
  return {
    rcRecordingId: bodies.rcRecordingId + suffix,
    recorded: renew(bodies.recorded),
    insights: renew(bodies.insights),
  };
}

async function openInbox(): Promise<{ url: string; bodies: readonly string[]; close(): void }> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const token = request.headers["validation-token"];
    if (token !== undefined) response.setHeader("Validation-Token", token);
    if (chunks.length > 0) bodies.push(Buffer.concat(chunks).toString());
    response.setHeader("Content-Type", "application/json").end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, bodies, close };
}

async function subscribe({ url, credentials }: Simulator, address: string): Promise<void> {
  const { clientId, clientSecret, jwt } = credentials;
  const signedIn = await fetch(`${url}/restapi/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: jwt }),
  });
  const { access_token } = (await signedIn.json()) as { access_token: string };
  const subscribed = await fetch(`${url}/restapi/v1.0/subscription`, {
    method: "POST",
    headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
    body: JSON.stringify({
      eventFilters: EVENT_FILTERS,
      deliveryMode: { transportType: "WebHook", address, verificationToken: "of the inbox" },
    }),
  });
  if (!subscribed.ok) throw new Error(`The simulated account took no subscription: ${subscribed.status}.`);
}
