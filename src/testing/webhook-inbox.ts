import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received<Body = unknown> {
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON; null for the empty body of a handshake. */
  readonly body: Body | null;
}

/** Answers one request in its own way instead of properly. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

export interface WebhookInbox {
  readonly url: string;
  readonly handshakes: readonly Received[];
  readonly events: readonly Received[];
  /** What answers from now on; null for the proper answer. */
  behave(behaviour: Behaviour | null): void;
  close(): Promise<void>;
}

/** A webhook on a real socket that echoes the handshake's token, answers 200 and keeps everything it is sent. */
export async function openWebhookInbox(): Promise<WebhookInbox> {
  const handshakes: Received[] = [];
  const events: Received[] = [];
  let behaviour: Behaviour | null = null;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const received = { headers: request.headers, body: text === "" ? null : JSON.parse(text) };
    (received.body === null ? handshakes : events).push(received);
    if (behaviour !== null) return behaviour(request, response);
    const token = request.headers["validation-token"];
    if (token !== undefined) response.setHeader("Validation-Token", token);
    response.setHeader("Content-Type", "application/json");
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/ringcentral`,
    handshakes,
    events,
    behave: (next) => {
      behaviour = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
