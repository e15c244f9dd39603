import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { invalidParameter } from "./api-error.js";
import { getSession } from "./guard.js";
import { shakeHands } from "./handshake.js";
import type { World } from "./world.js";

const ExpiresIn = z.int().positive().optional();

const CreateRequest = z.object({
  eventFilters: z.array(z.string()).min(1),
  expiresIn: ExpiresIn,
  deliveryMode: z.object({
    transportType: z.literal("WebHook"),
    address: z.string().refine(isAllowedAddress),
    verificationToken: z.string().optional(),
    /** The name in the current guide; the specification says `verificationToken`. Both are taken. */
    validationToken: z.string().optional(),
  }),
});

const UpdateRequest = z.object({ eventFilters: z.array(z.string()).min(1).optional(), expiresIn: ExpiresIn });

/** `/restapi/v1.0/subscription`: create (with the handshake), list, read, change, renew, delete. */
export function serveSubscriptions(app: FastifyInstance, world: World): void {
  const { subscriptions } = world;
  const path = "/restapi/v1.0/subscription";
  const light = { config: { guard: { group: "light" } } } as const;
  const medium = { config: { guard: { group: "medium" } } } as const;
  const creating = { config: { guard: { group: "medium", appScope: "SubscriptionWebhook" } } } as const;

  app.post(path, creating, async (request) => {
    const { eventFilters, expiresIn, deliveryMode } = read(CreateRequest, request.body);
    const { address, verificationToken, validationToken } = deliveryMode;
    const judged = subscriptions.judge(eventFilters, getSession(request), expiresIn);
    subscriptions.ensureRoom();
    const target = { address, verificationToken: verificationToken ?? validationToken ?? null };
    world.counters.add("handshakes");
    await shakeHands(target, world);
    return subscriptions.describe(subscriptions.add(judged, target, expiresIn));
  });

  app.get(path, light, async () => ({
    uri: `${world.url()}${path}`,
    records: subscriptions.list().map((subscription) => subscriptions.describe(subscription)),
  }));

  app.get<{ Params: { id: string } }>(`${path}/:id`, light, async ({ params }) =>
    subscriptions.describe(subscriptions.get(params.id)),
  );

  app.put<{ Params: { id: string } }>(`${path}/:id`, medium, async (request) => {
    const subscription = subscriptions.get(request.params.id);
    const { eventFilters, expiresIn } = read(UpdateRequest, request.body ?? {});
    if (eventFilters !== undefined) {
      subscriptions.refilter(subscription, subscriptions.judge(eventFilters, getSession(request), expiresIn));
    }
    subscriptions.extend(subscription, expiresIn);
    return subscriptions.describe(subscription);
  });

  app.post<{ Params: { id: string } }>(`${path}/:id/renew`, light, async ({ params }) => {
    const subscription = subscriptions.get(params.id);
    subscriptions.extend(subscription, undefined);
    return subscriptions.describe(subscription);
  });

  app.delete<{ Params: { id: string } }>(`${path}/:id`, medium, async ({ params }, reply) => {
    subscriptions.remove(params.id);
    return reply.code(204).send();
  });
}

/** @throws ApiError CMN-101 naming the parameter as RingCentral does: `deliveryMode.address` */
function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalidParameter(parsed.error.issues[0]?.path.join(".") || "body");
}

/** RingCentral demands https; a simulator on the same machine is called without. */
function isAllowedAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname));
}
