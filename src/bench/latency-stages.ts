import { type Distribution, distributionOf } from "./distribution.js";
import type { LinkedCall } from "./latency-store.js";

/** How long calls took, in milliseconds: the webhook's receipt → transcript stored → link decided → event on the socket. */
export interface LatencyStages {
  /** Calls whose link changed when the transcript came, as it should for all. */
  readonly linked: number;
  /** Of those, the ones that the subscriber was not told of: none may be. */
  readonly missing: number;
  readonly storedToEventMs: Distribution;
  readonly webhookToEventMs: Distribution;
  readonly receiveMs: Distribution;
  readonly linkMs: Distribution;
  readonly publishMs: Distribution;
}

/** `receivedAtOf` is when the subscriber was told of the event at a position: milliseconds since 1970. */
export function latencyStagesOf(
  linked: readonly LinkedCall[],
  receivedAtOf: (position: number) => number | undefined,
): LatencyStages {
  const events = linked.flatMap((event) => {
    const receivedAt = receivedAtOf(event.position);
    return receivedAt === undefined ? [] : [{ ...event, receivedAt }];
  });
  return {
    ...{ linked: linked.length, missing: linked.length - events.length },
    storedToEventMs: distributionOf(events.map((event) => event.receivedAt - event.storedAt)),
    webhookToEventMs: distributionOf(events.map((event) => event.receivedAt - event.webhookAt)),
    receiveMs: distributionOf(events.map((event) => event.storedAt - event.webhookAt)),
    linkMs: distributionOf(events.map((event) => event.decidedAt - event.storedAt)),
    publishMs: distributionOf(events.map((event) => event.receivedAt - event.decidedAt)),
  };
}

/** Rows of a table of milliseconds. */
export const stageRows = (stages: LatencyStages): [name: string, measured: Distribution][] => [
  ["transcript stored → event on the socket", stages.storedToEventMs],
  ["  stored → decided", stages.linkMs],
  ["  decided → event on the socket", stages.publishMs],
  ["webhook received → event on the socket", stages.webhookToEventMs],
  ["  received → stored", stages.receiveMs],
];
