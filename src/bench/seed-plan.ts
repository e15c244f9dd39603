import { type Dice, diceFor, mix } from "./dice.js";
import { fictionalPhones } from "./fictional-phones.js";
import { rareWord } from "./vocabulary.js";

/** A business of many years, told by numbers: the same size and end give the same customers, bookings and calls. */
export interface SeedPlan {
  readonly calls: number;
  readonly customers: number;
  readonly until: Date;
  customer(index: number): SeedCustomer;
  booking(customer: number, place: number): SeedBooking;
  bookingCount(customer: number): number;
  /** Calls in about the order of time, the customers mixed as in life. */
  caller(call: number): number;
  startedAt(call: number): Date;
}

export interface SeedCustomer {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
}

export interface SeedBooking {
  readonly id: string;
  readonly eventAt: Date;
  readonly guestCount: number;
  readonly title: string;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Three years of calls, and events up to two months ahead of them. */
const PAST_MS = 3 * 365 * DAY_MS;
const AHEAD_MS = 60 * DAY_MS;
const CALLS_PER_CUSTOMER = 10;
const CALLS_PER_BOOKING = 4;
/** Of the customer who calls most, an office that books every day; of all calls, one in twenty at most. */
const MOST_CALLS = 5_000;
const MOST_OF_ALL = 1 / 20;
/** Exponent of the Pareto distribution of calls per customer: one in ten makes about half of all calls. */
const PARETO = 1.4;

export function planSeed(calls: number, until: Date): SeedPlan {
  const customers = Math.max(1, Math.round(calls / CALLS_PER_CUSTOMER));
  const counts = callsPerCustomer(calls, customers);
  const callers = shuffledCallers(calls, counts);
  const phones = fictionalPhones();
  const fromMs = until.getTime() - PAST_MS;
  const bookingCount = (customer: number): number =>
    Math.max(1, Math.round((counts[customer] ?? 0) / CALLS_PER_BOOKING));
  return {
    ...{ calls, customers, until, bookingCount },
    customer: (index) => ({
      id: uuidOf(1, index, 0),
      name: `${FIRST_NAMES[index % FIRST_NAMES.length]} ${capital(rareWord(index))}`,
      phone: phones[index % phones.length] ?? "",
    }),
    booking(customer, place) {
      const dice = diceFor(2, customer, place);
      const share = (place + dice.unit()) / bookingCount(customer);
      const day = Math.floor((fromMs + share * (PAST_MS + AHEAD_MS)) / DAY_MS);
      return {
        id: uuidOf(2, customer, place),
        eventAt: new Date(day * DAY_MS + 19 * HOUR_MS + dice.below(36) * (HOUR_MS / 4)),
        guestCount: 4 + Math.floor(56 * dice.unit() ** 2),
        title: `${dice.pick(OCCASIONS)} ${dice.pick(MEALS)}`,
      };
    },
    caller: (call) => callers[call] ?? 0,
    startedAt(call) {
      const dice = diceFor(3, call);
      const day = Math.floor((fromMs + ((call + dice.unit()) / calls) * PAST_MS) / DAY_MS);
      return new Date(day * DAY_MS + 17 * HOUR_MS + Math.floor(dice.unit() * 11 * HOUR_MS));
    },
  };
}

/** The booking a customer talks about at an instant: the next one, or the last where none is ahead. */
export function bookingAt(plan: SeedPlan, customer: number, at: Date): SeedBooking {
  const count = plan.bookingCount(customer);
  const passed = (at.getTime() - (plan.until.getTime() - PAST_MS)) / (PAST_MS + AHEAD_MS);
  let place = Math.max(0, Math.min(count - 1, Math.floor(passed * count) - 1));
  while (place < count - 1 && plan.booking(customer, place).eventAt < at) place += 1;
  return plan.booking(customer, place);
}

/** As random as the database's own ids, and always the same. */
export function uuidOf(kind: number, first: number, second: number): string {
  const seed = mix(mix(kind, first), second);
  const hex = [1, 2, 3, 4]
    .map((part) => (mix(seed, part * 0x9e3779b9 + first) >>> 0).toString(16).padStart(8, "0"))
    .join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Heavy-tailed: many who never called or did once, few with thousands of calls. Adds up to `calls`. */
function callsPerCustomer(calls: number, customers: number): Int32Array {
  const dice = diceFor(1, calls);
  const weights = Float64Array.from({ length: customers }, () => (1 - dice.unit()) ** (-1 / PARETO));
  const most = Math.min(MOST_CALLS, Math.ceil(calls * MOST_OF_ALL));
  const countsOf = (scale: number) => Int32Array.from(weights, (weight) => Math.min(most, Math.floor(scale * weight)));
  const sumOf = (counts: Int32Array): number => counts.reduce((sum, count) => sum + count, 0);
  let [low, high] = [0, CALLS_PER_CUSTOMER * 4];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (sumOf(countsOf(middle)) > calls) high = middle;
    else low = middle;
  }
  const counts = countsOf(low);
  let missing = calls - sumOf(counts);
  for (let index = 0; missing > 0; index = (index + 7) % customers, missing -= 1)
    counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}

function shuffledCallers(calls: number, counts: Int32Array): Int32Array {
  const callers = new Int32Array(calls);
  let place = 0;
  for (const [customer, count] of counts.entries()) {
    callers.fill(customer, place, place + count);
    place += count;
  }
  const dice: Dice = diceFor(4, calls);
  for (let last = calls - 1; last > 0; last -= 1) {
    const other = dice.below(last + 1);
    const moved = callers[last] ?? 0;
    callers[last] = callers[other] ?? 0;
    callers[other] = moved;
  }
  return callers;
}

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
// biome-ignore format: lists
const FIRST_NAMES = ["Nora", "Felix", "Ines", "Tobias", "Leila", "Victor", "Paula", "Omar", "Greta", "Hugo", "Amara", "Silas", "Renée", "Jonas", "Mina", "Oscar", "Talia", "Bruno", "Zoe", "Emil", "Clara", "Diego", "Hana"];
const OCCASIONS = ["Birthday", "Anniversary", "Graduation", "Engagement", "Retirement", "Office", "Family", "Farewell"];
const MEALS = ["hibachi", "dinner", "lunch", "party", "feast"];
