import { DateTime } from "luxon";
import { type Books, endedBadly, hostOf, openBooks } from "./books.js";
import {
  BUSINESS_TIMEZONE,
  type DemoBooking,
  type DemoCall,
  type DemoCustomer,
  type DemoNumber,
  type DemoScenario,
} from "./business.js";
import { at, type Draw, drawFor } from "./draw.js";
import { placeEventCall } from "./event-call.js";
import { stateOf } from "./event-change.js";
import type { Script } from "./script.js";
import { NO_BOOKING_SCRIPTS } from "./script-quote.js";
import { eventScripts, otherScripts } from "./scripts.js";
import { placeOtherCall } from "./stranger-call.js";

/** Calls about nothing in the books, over all those months. */
const OTHER_CALLS: readonly (readonly [kind: DemoScenario, count: number, number: DemoNumber])[] = [
  ["quote", 14, "stranger"],
  ["vendor", 14, "stranger"],
  ["wrong_number", 8, "stranger"],
  ["unknown_caller", 7, "stranger"],
  ["voicemail", 5, "stranger"],
  ["internal", 5, "own"],
];
const DAYS_BACK = 140;

export interface PastCalls {
  readonly calls: DemoCall[];
  /** With the moment at which those made in a recorded call were entered. */
  readonly bookings: DemoBooking[];
}

/** Every call up to `now`, by start. */
export function buildPastCalls(
  now: Date,
  seed: number,
  customers: readonly DemoCustomer[],
  bookings: readonly DemoBooking[],
): PastCalls {
  const rotation = new Rotation();
  const books = openBooks(customers, bookings);
  const calls: DemoCall[] = [];
  const entered = bookings.map((booking) => {
    const customer = hostOf(books, booking);
    if (customer === undefined) return booking;
    const told = storyOf(booking, customer, books, now, seed, rotation);
    calls.push(...told);
    const made = told.find(({ scenario }) => scenario === "new_booking");
    return made === undefined ? booking : { ...booking, createdAt: enteredDuring(made) };
  });
  calls.push(...otherCalls(now, seed, customers, rotation));
  calls.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  return { bookings: entered, calls: calls.map((call, index) => withGaps(call, index, seed)) };
}

/** Hands out the scripts of a kind least used so far first, so that a dialogue is heard again only when all were. */
class Rotation {
  private readonly uses = new Map<string, number>();

  order(scripts: readonly Script[], draw: Draw): Script[] {
    return draw.shuffle(scripts).sort((a, b) => this.usesOf(a.id) - this.usesOf(b.id));
  }

  used(id: string): void {
    this.uses.set(id, this.usesOf(id) + 1);
  }

  private usesOf(id: string): number {
    return this.uses.get(id) ?? 0;
  }
}

interface Slot {
  readonly kind: DemoScenario;
  readonly at: Date;
}

/** The calls about one booking. Told backwards: each call's outcome is what the next one finds. */
function storyOf(
  booking: DemoBooking,
  customer: DemoCustomer,
  books: Books,
  now: Date,
  seed: number,
  rotation: Rotation,
): DemoCall[] {
  const draw = drawFor(seed, `story-${booking.key}`);
  const slots = slotsOf(booking, draw).filter(
    ({ at: start }) => start >= booking.createdAt && start.getTime() < now.getTime() - 10 * 60_000,
  );
  const calls: DemoCall[] = [];
  let state = stateOf(booking);
  for (const [index, slot] of [...slots.entries()].reverse()) {
    const placed = placeEventCall({
      seed,
      key: `${booking.key}-${index}`,
      at: slot.at,
      customer,
      booking,
      books,
      state,
      towards: "before",
      scripts: rotation.order(eventScripts(slot.kind), draw),
      number: slot.kind === "new_booking" ? "known" : oddNumber(draw),
    });
    if (placed === null) continue;
    rotation.used(placed.call.script);
    calls.push(placed.call);
    state = placed.state;
  }
  return calls.reverse();
}

const oddNumber = (draw: Draw): DemoNumber => (draw.chance(0.04) ? "new" : draw.chance(0.03) ? "withheld" : "known");

/** When people call about this booking, and what for; in order. */
function slotsOf(booking: DemoBooking, draw: Draw): Slot[] {
  const event = DateTime.fromJSDate(booking.eventAt, { zone: BUSINESS_TIMEZONE });
  const entered = DateTime.fromJSDate(booking.createdAt, { zone: BUSINESS_TIMEZONE });
  const lead = Math.floor(event.startOf("day").diff(entered.startOf("day"), "days").days);
  const slots: Slot[] = [];
  const add = (kind: DemoScenario, day: DateTime): void => {
    slots.push({ kind, at: officeTime(day, draw) });
  };
  if (draw.chance(0.4)) slots.push({ kind: "new_booking", at: booking.createdAt });
  const between = (): DateTime => entered.plus({ days: draw.int(1, Math.max(1, lead - 3)) });
  if (booking.status === "CANCELLED") {
    if (lead > 3) add("cancellation", between());
    return inOrder(slots);
  }
  if (lead > 4) {
    if (draw.chance(0.85)) add(draw.pick(AHEAD), between());
    if (draw.chance(0.7)) add(draw.pick(AHEAD), between());
  }
  if (draw.chance(0.35)) add("confirmation", event.minus({ days: draw.pick([1, 1, 2, 3, 6, 7]) }));
  if (draw.chance(0.28)) slots.push({ kind: "day_of", at: event.minus({ minutes: draw.int(-40, 200) }).toJSDate() });
  if (draw.chance(0.55))
    add(
      endedBadly(booking) ? "complaint" : draw.chance(0.15) ? "voicemail" : "feedback",
      event.plus({ days: draw.int(1, 6) }),
    );
  return inOrder(slots);
}

// biome-ignore format: a list
const AHEAD: readonly DemoScenario[] = [
  "guest_count", "guest_count", "guest_count", "guest_count", "guest_count", "enquiry", "enquiry", "enquiry", "menu", "menu", "deposit",
  "deposit", "time", "venue", "date", "voicemail", "several_bookings",
];

const inOrder = (slots: readonly Slot[]): Slot[] => [...slots].sort((a, b) => a.at.getTime() - b.at.getTime());

const officeTime = (day: DateTime, draw: Draw): Date =>
  day.set({ hour: draw.int(9, 18), minute: draw.int(0, 59), second: draw.int(0, 59), millisecond: 0 }).toJSDate();

function otherCalls(now: Date, seed: number, customers: readonly DemoCustomer[], rotation: Rotation): DemoCall[] {
  const local = DateTime.fromJSDate(now, { zone: BUSINESS_TIMEZONE });
  return OTHER_CALLS.flatMap(([kind, count, number]) =>
    Array.from({ length: count }, (_, index) => {
      const draw = drawFor(seed, `other-${kind}-${index}`);
      const known = kind === "quote" && index % 4 === 3;
      const script = at(rotation.order(known ? NO_BOOKING_SCRIPTS : otherScripts(kind), draw), 0);
      rotation.used(script.id);
      return placeOtherCall({
        seed,
        key: `${kind}-${index}`,
        at: officeTime(local.minus({ days: draw.int(1, DAYS_BACK) }), draw),
        script,
        customer: known ? draw.pick(customers) : null,
        number: known ? "known" : number === "stranger" && draw.chance(0.12) ? "withheld" : number,
      });
    }),
  );
}

/** An agent enters the booking while they talk, or in the two minutes after. */
const enteredDuring = (call: DemoCall): Date =>
  new Date(call.startedAt.getTime() + (call.durationSeconds + (call.startedAt.getSeconds() % 3) * 45 - 20) * 1000);

/** Some calls never get a transcript, some no insights. */
function withGaps(call: DemoCall, index: number, seed: number): DemoCall {
  const key = `past-${String(index + 1).padStart(4, "0")}`;
  const draw = drawFor(seed, `gaps-${call.key}`);
  if (draw.chance(0.03)) return { ...call, key, segments: null, insights: null };
  return draw.chance(0.04) ? { ...call, key, insights: null } : { ...call, key };
}
