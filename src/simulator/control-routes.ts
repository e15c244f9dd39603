import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { CallRequest, SCENARIOS } from "./call-request.js";
import { AmendRequest, type Control, EventRequest, PermissionsRequest, RateLimitsRequest } from "./control.js";
import { DeliveryOverrides } from "./delivery.js";
import { FaultRequest } from "./faults.js";
import { readInput } from "./read-input.js";

interface ControlRoute {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly what: string;
  /** JSON body that it takes. */
  readonly body?: z.ZodType;
  readonly run: (control: Control, input: { id: string; body: unknown }) => unknown;
}

const Clock = z.strictObject({ speed: z.number().min(0) });
const Advance = z.strictObject({ ms: z.number().min(0) });
const Blacklist = z.strictObject({ reason: z.string().optional() });

const ROUTES: readonly ControlRoute[] = [
  {
    method: "POST",
    path: "/sim/calls",
    what: "Place a call.",
    body: CallRequest,
    run: (control, { body }) => control.placeCall(body as CallRequest),
  },
  { method: "GET", path: "/sim/calls", what: "Every call placed so far.", run: (control) => control.listCalls() },
  {
    method: "PATCH",
    path: "/sim/call-log/:id",
    what: "Change a call log record after the fact.",
    body: AmendRequest,
    run: (control, { id, body }) => control.amendCall(id, readInput(AmendRequest, body)),
  },
  {
    method: "DELETE",
    path: "/sim/recordings/:id",
    what: "Discard a recording, as after its retention.",
    run: (control, { id }) => control.discardRecording(id),
  },
  { method: "GET", path: "/sim/clock", what: "Simulated time and its speed.", run: (control) => control.clock() },
  {
    method: "PATCH",
    path: "/sim/clock",
    what: "Set the speed: simulated seconds per real second, 0 stands still.",
    body: Clock,
    run: (control, { body }) => {
      control.setSpeed(readInput(Clock, body).speed);
      return control.clock();
    },
  },
  {
    method: "POST",
    path: "/sim/clock/advance",
    what: "Jump forward; answers when everything that fell due is done.",
    body: Advance,
    run: async (control, { body }) => {
      await control.advance(readInput(Advance, body).ms);
      return control.clock();
    },
  },
  {
    method: "PATCH",
    path: "/sim/delivery",
    what: "Set how webhooks are delivered: drops, duplicates, order, delay. An empty object just answers the knobs.",
    body: DeliveryOverrides,
    run: (control, { body }) => control.setDelivery(readInput(DeliveryOverrides, body)),
  },
  {
    method: "GET",
    path: "/sim/deliveries",
    what: "The last webhooks sent.",
    run: (control) => control.listDeliveries(),
  },
  {
    method: "POST",
    path: "/sim/faults",
    what: "Make API requests fail: by route pattern, kind, number of times and chance.",
    body: FaultRequest,
    run: (control, { body }) => control.injectFault(body as FaultRequest),
  },
  {
    method: "GET",
    path: "/sim/faults",
    what: "Faults still waiting to strike.",
    run: (control) => control.listFaults(),
  },
  { method: "DELETE", path: "/sim/faults", what: "Remove all faults.", run: (control) => control.clearFaults() },
  {
    method: "GET",
    path: "/sim/subscriptions",
    what: "Live subscriptions, blacklisted ones included.",
    run: (control) => control.listSubscriptions(),
  },
  {
    method: "POST",
    path: "/sim/subscriptions/:id/blacklist",
    what: "Blacklist a subscription.",
    body: Blacklist,
    run: (control, { id, body }) => control.blacklistSubscription(id, readInput(Blacklist, body ?? {}).reason),
  },
  {
    method: "POST",
    path: "/sim/subscriptions/:id/expire",
    what: "Let a subscription expire.",
    run: (control, { id }) => control.expireSubscription(id),
  },
  {
    method: "PATCH",
    path: "/sim/permissions",
    what: "Replace the app's scopes or the user's permissions. An empty object just answers them.",
    body: PermissionsRequest,
    run: (control, { body }) => control.setPermissions(readInput(PermissionsRequest, body)),
  },
  {
    method: "PATCH",
    path: "/sim/rate-limits",
    what: "Set requests per minute and group. An empty object just answers them.",
    body: RateLimitsRequest,
    run: (control, { body }) => control.setRateLimits(readInput(RateLimitsRequest, body)),
  },
  {
    method: "DELETE",
    path: "/sim/rate-limits/windows",
    what: "Forget every window and penalty.",
    run: (control) => control.resetRateLimits(),
  },
  {
    method: "DELETE",
    path: "/sim/tokens",
    what: "Invalidate every access token.",
    run: (control) => control.revokeTokens(),
  },
  {
    method: "DELETE",
    path: "/sim/sync-tokens",
    what: "Expire every call log sync token.",
    run: (control) => control.expireSyncTokens(),
  },
  {
    method: "POST",
    path: "/sim/events",
    what: "Send any event to every active subscription.",
    body: EventRequest,
    run: (control, { body }) => control.sendEvent(readInput(EventRequest, body)),
  },
  {
    method: "GET",
    path: "/sim/counters",
    what: "Requests by rate group and status, webhooks by outcome, handshakes, tokens, faults.",
    run: (control) => control.counters(),
  },
  {
    method: "DELETE",
    path: "/sim/counters",
    what: "Count from zero again.",
    run: (control) => control.resetCounters(),
  },
];

/** The levers over HTTP, and `GET /sim`, which lists them with the JSON schema of what each takes, and the scenarios. */
export function serveControl(app: FastifyInstance, control: Control): void {
  app.get("/sim", async () => ({
    scenarios: SCENARIOS,
    routes: ROUTES.map(({ method, path, what, body }) => ({
      method,
      path,
      what,
      ...(body === undefined ? {} : { body: z.toJSONSchema(body, { io: "input" }) }),
    })),
  }));
  for (const { method, path, run } of ROUTES) {
    app.route<{ Params: { id?: string } }>({
      method,
      url: path,
      handler: async ({ params, body }) => (await run(control, { id: params.id ?? "", body })) ?? { done: true },
    });
  }
}
