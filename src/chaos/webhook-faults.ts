import { pause } from "../pause.js";
import type { DeliveryOverrides } from "../simulator/delivery.js";
import type { Fault } from "./fault.js";

const PERFECT: DeliveryOverrides = {
  dropRate: 0,
  duplicateRate: 0,
  duplicateUuid: "same",
  reorderRate: 0,
  delayMs: [0, 0],
};

const delivery = (name: string, what: string, knobs: DeliveryOverrides): Fault => ({
  name,
  what,
  strike: async ({ simulator }, durationMs) => {
    simulator.setDelivery(knobs);
    await pause(durationMs);
    simulator.setDelivery(PERFECT);
  },
});

export const WEBHOOK_FAULTS: readonly Fault[] = [
  delivery("webhooks-dropped", "60 % of the webhooks never sent", { dropRate: 0.6 }),
  delivery("webhooks-none", "no webhook sent at all", { dropRate: 1 }),
  delivery("webhooks-doubled", "every webhook sent twice with one uuid", { duplicateRate: 1, duplicateUuid: "same" }),
  delivery("webhooks-doubled-anew", "every webhook sent twice with two uuids", {
    duplicateRate: 1,
    duplicateUuid: "new",
  }),
  delivery("webhooks-late", "every webhook 5 to 15 s late", { delayMs: [5_000, 15_000] }),
  delivery("webhooks-reordered", "half of the webhooks overtaken by later ones, 4 s long", {
    ...{ reorderRate: 0.5, reorderMs: 4_000 },
  }),
  delivery("webhooks-shuffled", "reordered, doubled and up to 4 s late", {
    ...{ duplicateRate: 0.3, duplicateUuid: "new", reorderRate: 0.5, reorderMs: 3_000 },
    delayMs: [0, 1_000],
  }),
  {
    name: "subscription-blacklisted",
    what: "RingCentral gives up our webhook for good",
    strike: async ({ simulator }, durationMs) => {
      for (const { id } of simulator.listSubscriptions()) simulator.blacklistSubscription(id);
      await pause(durationMs);
    },
  },
  {
    name: "subscription-expired",
    what: "the subscription is gone without a word",
    strike: async ({ simulator }, durationMs) => {
      for (const { id } of simulator.listSubscriptions()) simulator.expireSubscription(id);
      await pause(durationMs);
    },
  },
];
