import type fc from "fast-check";
import type { GraphQLSchema } from "graphql";
import { type Operation, operation } from "./operations.js";
import type { Throwing } from "./throw-at.js";
import { toolCall } from "./tool-calls.js";
import { webhookBody } from "./webhook-bodies.js";

export interface Target {
  readonly url: string;
  readonly key: string;
  readonly webhookToken: string;
}

type Bounds = Pick<Throwing<unknown>, "count" | "seed" | "withinMs">;

/** The webhook's door; `real` are bodies as RingCentral sends them. */
export function throwWebhooks(target: Target, real: readonly string[], bounds: Bounds): Throwing<Buffer> {
  return {
    ...bounds,
    inputs: webhookBody(real),
    show: (body) => body.toString("latin1"),
    send: (body) =>
      answerOf(`${target.url}/webhooks/ringcentral`, {
        method: "POST",
        headers: { "content-type": "application/json", "verification-token": target.webhookToken },
        body: new Uint8Array(body),
      }),
  };
}

/** GraphQL's door over HTTP, with a credential that may do everything; `ids` are of things that exist. */
export function throwOperations(
  target: Target,
  { schema, ids }: { readonly schema: GraphQLSchema; readonly ids: readonly string[] },
  bounds: Bounds,
): Throwing<Operation> {
  const inputs: fc.Arbitrary<Operation> = operation(schema, ids);
  return {
    ...bounds,
    inputs,
    show: (sent) => JSON.stringify(sent),
    send: (sent) =>
      answerOf(`${target.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${target.key}` },
        body: JSON.stringify(sent),
      }),
  };
}

/** The door of AI agents, with a credential that may do everything. */
export function throwToolCalls(target: Target, ids: readonly string[], bounds: Bounds): Throwing<unknown> {
  return {
    ...bounds,
    inputs: toolCall(ids),
    show: (sent) => JSON.stringify(sent),
    send: (sent) =>
      answerOf(`${target.url}/mcp`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
          authorization: `Bearer ${target.key}`,
        },
        body: JSON.stringify(sent),
      }),
  };
}

/** Beyond the service's own limit for a request. */
const ANSWER_WITHIN_MS = 40_000;

async function answerOf(
  url: string,
  init: RequestInit & { readonly body: string | Uint8Array<ArrayBuffer> },
): Promise<Answered> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  return { status: response.status, body: await response.text() };
}

interface Answered {
  readonly status: number;
  readonly body: string;
}
