import type { DemoBooking, DemoBusiness, DemoCall, DemoCustomer, DemoNumber, DemoScenario } from "./business.js";
import { e164Of, sharedPhonesOf } from "./customers.js";
import { at, type Draw, drawFor } from "./draw.js";
import { daysBetween, placeEventCall } from "./event-call.js";
import { stateOf } from "./event-change.js";
import { otherAhead } from "./past-calls.js";
import { eventScripts, otherScripts } from "./scripts.js";
import { placeOtherCall } from "./stranger-call.js";

interface LivePlan {
  readonly kind: DemoScenario;
  readonly number: DemoNumber;
  /** Whose call is wanted: somebody with two events ahead, somebody on a shared number, or anybody. */
  readonly who?: "several" | "shared" | "own";
  readonly script?: string;
}

const by = (
  kind: DemoScenario,
  number: DemoNumber = "known",
  more: Pick<LivePlan, "who" | "script"> = {},
): LivePlan => ({ kind, number, ...more });

/** What a newcomer watches first: one of each kind, the clearest before the tricky ones. */
const OPENING: readonly LivePlan[] = [
  by("guest_count", "known", { who: "own", script: "guests-up-cousins" }),
  by("enquiry", "known", { who: "shared", script: "enquiry-arrival" }),
  by("quote", "stranger"),
  by("feedback", "known", { who: "own", script: "feedback-thank-you" }),
  by("wrong_number", "stranger"),
  by("voicemail", "known"),
  by("vendor", "stranger"),
  by("date", "known"),
  by("confirmation", "known"),
  by("day_of", "known"),
  by("complaint", "known"),
  by("internal", "own"),
  by("guest_count", "new"),
  by("several_bookings", "known", { who: "several" }),
  by("unknown_caller", "stranger"),
  by("enquiry", "withheld"),
];

/** And then an ordinary day, over and over. */
// biome-ignore format: a list
const ORDINARY: readonly LivePlan[] = [
  by("guest_count"), by("enquiry"), by("menu"), by("deposit"), by("quote", "stranger"), by("time"), by("confirmation"),
  by("guest_count", "known", { who: "shared" }), by("feedback"), by("venue"), by("vendor", "stranger"), by("voicemail"),
  by("date"), by("enquiry", "known", { who: "several" }), by("day_of"), by("cancellation"), by("guest_count"),
  by("voicemail", "stranger"), by("menu"), by("complaint"), by("unknown_caller", "stranger"), by("several_bookings", "known", { who: "several" }),
  by("deposit"), by("quote", "known", { script: "quote-known-customer-idea" }), by("time", "known", { who: "shared" }),
  by("enquiry", "new"), by("wrong_number", "stranger"), by("confirmation"), by("guest_count", "withheld"), by("internal", "own"),
];

/**
 * Call number `index` (0, 1, 2 … without end) of those that come in while the demo runs, as it is spoken at
 * `startedAt`: "next Friday" is next Friday from there.
 */
export function liveCall(business: DemoBusiness, index: number, startedAt: Date): DemoCall {
  const plan = index < OPENING.length ? at(OPENING, index) : at(ORDINARY, index - OPENING.length);
  const key = `live-${String(index + 1).padStart(5, "0")}`;
  const draw = drawFor(business.seed, key);
  const scripts = eventScripts(plan.kind);
  if (plan.number !== "stranger" && plan.number !== "own" && scripts.length > 0) {
    const preferred = [...scripts.filter(({ id }) => id === plan.script), ...turned(scripts, index)];
    for (const booking of bookingsFor(plan, business, startedAt, index, draw)) {
      const customer = business.customers.find((one) => one.key === booking.customerKey);
      if (customer === undefined) continue;
      const placed = placeEventCall({
        seed: business.seed,
        key,
        at: startedAt,
        customer: plan.who === "shared" ? onSharedLine(customer, business) : customer,
        booking,
        other: otherAhead(booking, business.bookings, startedAt),
        state: stateOf(booking),
        towards: "after",
        scripts: preferred,
        number: plan.number,
        sharedPhones: sharedPhonesOf(business.customers),
      });
      if (placed !== null) return placed.call;
    }
  }
  return otherCall(plan, business, key, index, startedAt, draw);
}

/** Calls placed one after the other, `spacingSeconds` apart, the first at `now`. Never ends. */
export function* liveCalls(business: DemoBusiness, now: Date, spacingSeconds = 25): Generator<DemoCall, never> {
  for (let index = 0; ; index++) {
    yield liveCall(business, index, new Date(now.getTime() + index * spacingSeconds * 1000));
  }
}

/** Where nobody fits (the demo has run past its last event), strangers still call. */
function otherCall(
  plan: LivePlan,
  business: DemoBusiness,
  key: string,
  index: number,
  startedAt: Date,
  draw: Draw,
): DemoCall {
  const ofKind = otherScripts(plan.kind);
  const scripts = ofKind.length > 0 ? ofKind : otherScripts("quote");
  const script =
    scripts.find(({ id }) => id === plan.script) ??
    at(
      scripts.filter(({ id }) => id !== "quote-known-customer-idea"),
      index,
    );
  return placeOtherCall({
    seed: business.seed,
    key,
    at: startedAt,
    script,
    customer: plan.script === "quote-known-customer-idea" ? draw.pick(business.customers) : null,
    number: plan.script === "quote-known-customer-idea" ? "known" : plan.number === "known" ? "stranger" : plan.number,
  });
}

/** Bookings that such a call could be about; another one first every time. */
function bookingsFor(
  plan: LivePlan,
  business: DemoBusiness,
  startedAt: Date,
  index: number,
  draw: Draw,
): DemoBooking[] {
  const shared = sharedPhonesOf(business.customers);
  const after = plan.kind === "feedback" || plan.kind === "complaint";
  const fits = business.bookings.filter((booking) => {
    const days = daysBetween(startedAt, booking.eventAt);
    if (booking.status === "CANCELLED" || booking.createdAt > startedAt) return false;
    return after ? days < 0 && days > -10 : days >= 0;
  });
  const wanted = fits.filter((booking) => {
    const customer = business.customers.find((one) => one.key === booking.customerKey);
    const onShared = customer?.phones.some((phone) => shared.has(e164Of(phone))) ?? false;
    if (plan.who === "shared") return onShared && daysBetween(startedAt, booking.eventAt) < 30;
    if (plan.who === "own") return !onShared && daysBetween(startedAt, booking.eventAt) < 20;
    if (plan.who === "several") return otherAhead(booking, business.bookings, startedAt) !== null;
    return true;
  });
  return [...turned(draw.shuffle(wanted), index), ...draw.shuffle(fits)];
}

/** The caller on the household's or the office's line rather than on the own mobile. */
function onSharedLine(customer: DemoCustomer, business: DemoBusiness): DemoCustomer {
  const shared = sharedPhonesOf(business.customers);
  const phones = customer.phones.filter((phone) => shared.has(e164Of(phone)));
  return phones.length === 0 ? customer : { ...customer, phones };
}

const turned = <T>(list: readonly T[], by: number): T[] => {
  const start = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
};
