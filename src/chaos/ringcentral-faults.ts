import { pause } from "../pause.js";
import type { FaultRequest } from "../simulator/faults.js";
import { type Fault, repeatedly } from "./fault.js";

/** Every request to the API of the simulated RingCentral meets this. */
const api = (name: string, what: string, request: Omit<FaultRequest, "route" | "times">): Fault => ({
  name,
  what,
  strike: async ({ simulator }, durationMs) => {
    simulator.injectFault({ route: "*", times: null, ...request });
    await pause(durationMs);
    simulator.clearFaults();
  },
});

export const RINGCENTRAL_FAULTS: readonly Fault[] = [
  api("ringcentral-down", "every request's connection dropped", { kind: "disconnect" }),
  api("ringcentral-500", "every request answered with 500", { kind: "server-error" }),
  api("ringcentral-429", "every other request refused for 5 s", {
    kind: "rate-limited",
    retryAfterSeconds: 5,
    rate: 0.5,
  }),
  api("ringcentral-slow", "every answer 6 s late", { kind: "slow", delayMs: 6_000 }),
  api("ringcentral-hanging", "every answer 60 s late", { kind: "slow", delayMs: 60_000 }),
  api("ringcentral-truncated", "half of every JSON missing", { kind: "truncated-json" }),
  api("ringcentral-html", "a gateway's page instead of JSON", { kind: "html" }),
  {
    name: "tokens-revoked",
    what: "every access token revoked every 3 to 6 s",
    strike: (installation, durationMs) =>
      repeatedly(installation, durationMs, [3_000, 6_000], () => installation.simulator.revokeTokens()),
  },
  {
    name: "sync-tokens-expired",
    what: "RingCentral forgets where the call log was read to",
    strike: (installation, durationMs) =>
      repeatedly(installation, durationMs, [2_000, 5_000], () => {
        installation.simulator.expireSyncTokens();
      }),
  },
];
