import { type Books, endedBadly, hostOf, openBooks, otherAhead } from "./books.js";
import type { DemoBooking, DemoBusiness, DemoCall, DemoCustomer, DemoNumber, DemoScenario } from "./business.js";
import { e164Of } from "./customers.js";
import { at, type Draw, drawFor } from "./draw.js";
import { placeEventCall } from "./event-call.js";
import { stateOf } from "./event-change.js";
import { NO_BOOKING_SCRIPTS } from "./script-quote.js";
import { eventScripts, otherScripts } from "./scripts.js";
import { placeOtherCall } from "./stranger-call.js";

interface LivePlan {
  readonly kind: DemoScenario;
  readonly number: DemoNumber;
  /** Whose call is wanted: somebody with two events ahead, somebody on a shared number, or anybody. */
  readonly who?: "several" | "shared" | "own";
  readonly script?: string;
  /** A customer who calls about something that is no booking. */
  readonly about?: "nothing booked";
}

const by = (
  kind: DemoScenario,
  number: DemoNumber = "known",
  more: Pick<LivePlan, "who" | "script" | "about"> = {},
): LivePlan => ({ kind, number, ...more });

/** What a newcomer watches first: one of each kind, the clearest before the tricky ones. */
const OPENING: readonly LivePlan[] = [
  by("guest_count", "known", { who: "own", script: "guests-up-cousins" }),
  by("enquiry", "known", { who: "shared", script: "enquiry-arrival" }),
  by("quote", "stranger"),
  by("feedback", "known", { who: "own", script: "feedback-thank-you" }),
  by("wrong_number", "stranger"),
  by("voicemail", "known", { who: "own" }),
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
  by("enquiry", "known", { who: "shared", script: "enquiry-nameless" }),
];

/** And then an ordinary day, over and over. */
// biome-ignore format: a list
const ORDINARY: readonly LivePlan[] = [
  by("guest_count"), by("enquiry"), by("menu"), by("deposit"), by("quote", "stranger"), by("time"), by("confirmation"),
  by("guest_count", "known", { who: "shared" }), by("feedback"), by("venue"), by("vendor", "stranger"), by("voicemail"),
  by("date"), by("enquiry", "known", { who: "several" }), by("day_of"), by("cancellation"), by("guest_count"),
  by("voicemail", "stranger"), by("menu"), by("complaint"), by("unknown_caller", "stranger"), by("several_bookings", "known", { who: "several" }),
  by("deposit"), by("quote", "known", { about: "nothing booked" }), by("time", "known", { who: "shared" }),
  by("enquiry", "new"), by("wrong_number", "stranger"), by("confirmation"), by("guest_count", "withheld"), by("internal", "own"),
];

/**
 * Call number `index` (0, 1, 2 … without end) of those that come in while the demo runs, as it is spoken at
 * `startedAt`: "next Friday" is next Friday from there.
 */
export function liveCall(business: DemoBusiness, index: number, startedAt: Date): DemoCall {
  const plan = planOf(index);
  const key = `live-${String(index + 1).padStart(5, "0")}`;
  const turn = callsOfKindBefore(plan.kind, index);
  const books = openBooks(business.customers, business.bookings);
  const scripts = eventScripts(plan.kind);
  if (plan.number === "stranger" || plan.number === "own" || plan.about !== undefined) {
    return otherCall(plan, business, key, turn, startedAt);
  }
  const bookings = bookingsFor(plan, books, startedAt, index, drawFor(business.seed, "live"));
  for (const script of [...scripts.filter(({ id }) => id === plan.script), ...turned(scripts, turn)]) {
    for (const booking of bookings) {
      const customer = hostOf(books, booking);
      if (customer === undefined) continue;
      const placed = placeEventCall({
        seed: business.seed,
        key,
        at: startedAt,
        customer: plan.who === "shared" ? onSharedLine(customer, books) : customer,
        booking,
        books,
        state: stateOf(booking),
        towards: "after",
        scripts: [script],
        number: plan.number,
      });
      if (placed !== null) return placed.call;
    }
  }
  return otherCall(plan, business, key, turn, startedAt);
}

const planOf = (index: number): LivePlan =>
  index < OPENING.length ? at(OPENING, index) : at(ORDINARY, index - OPENING.length);

/** So that every dialogue of a kind gets its turn before one comes again. */
function callsOfKindBefore(kind: DemoScenario, index: number): number {
  const ofKind = (plans: readonly LivePlan[]): number => plans.filter((plan) => plan.kind === kind).length;
  const rest = index - OPENING.length;
  if (rest <= 0) return ofKind(OPENING.slice(0, index));
  const rounds = Math.floor(rest / ORDINARY.length);
  return ofKind(OPENING) + rounds * ofKind(ORDINARY) + ofKind(ORDINARY.slice(0, rest % ORDINARY.length));
}

/** Calls placed one after the other, `spacingSeconds` apart, the first at `now`. Never ends. */
export function* liveCalls(business: DemoBusiness, now: Date, spacingSeconds = 25): Generator<DemoCall, never> {
  for (let index = 0; ; index++) {
    yield liveCall(business, index, new Date(now.getTime() + index * spacingSeconds * 1000));
  }
}

/** A call about no booking; also where nobody fits, once the demo has run past its last event. */
function otherCall(plan: LivePlan, business: DemoBusiness, key: string, turn: number, startedAt: Date): DemoCall {
  const customer = plan.about === "nothing booked" ? drawFor(business.seed, key).pick(business.customers) : null;
  const ofKind = otherScripts(plan.kind);
  const scripts = customer !== null ? NO_BOOKING_SCRIPTS : ofKind.length > 0 ? ofKind : otherScripts("quote");
  return placeOtherCall({
    seed: business.seed,
    key,
    at: startedAt,
    script: at(scripts, turn),
    customer,
    number: customer !== null ? "known" : plan.number === "known" ? "stranger" : plan.number,
  });
}

/** Bookings that such a call could be about; another one first every time. */
function bookingsFor(plan: LivePlan, books: Books, startedAt: Date, index: number, draw: Draw): DemoBooking[] {
  const after = plan.kind === "feedback" || plan.kind === "complaint";
  const daysUntil = (booking: DemoBooking): number => (booking.eventAt.getTime() - startedAt.getTime()) / 86_400_000;
  const fits = books.bookings.filter((booking) => {
    const days = daysUntil(booking);
    if (booking.status === "CANCELLED" || booking.createdAt > startedAt) return false;
    return after ? days < 0 && days > -10 && endedBadly(booking) === (plan.kind === "complaint") : days > -1;
  });
  const wanted = fits.filter((booking) => {
    const customer = hostOf(books, booking);
    const onShared = customer?.phones.some((phone) => books.sharedPhones.has(e164Of(phone))) ?? false;
    if (plan.who === "shared") return onShared && daysUntil(booking) < 30;
    if (plan.who === "own") return !onShared && daysUntil(booking) < 20;
    if (plan.who === "several") return otherAhead(books, booking, startedAt) !== null;
    return true;
  });
  // Steps of seven: whoever is skipped because the words do not fit is not the next call's first choice.
  const turn = turned(draw.shuffle(fits), index * 7);
  return [...turn.filter((one) => wanted.includes(one)), ...turn.filter((one) => !wanted.includes(one))];
}

/** The caller on the household's or the office's line rather than on the own mobile. */
function onSharedLine(customer: DemoCustomer, books: Books): DemoCustomer {
  const phones = customer.phones.filter((phone) => books.sharedPhones.has(e164Of(phone)));
  return phones.length === 0 ? customer : { ...customer, phones };
}

const turned = <T>(list: readonly T[], by: number): T[] => {
  const start = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
};
