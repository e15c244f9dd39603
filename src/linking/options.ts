import type { BookingReading } from "./booking-signals.js";
import { readBookings } from "./booking-signals.js";
import { customerSignals } from "./customer-signals.js";
import type { BookingFacts, CustomerFacts, LinkInput } from "./facts.js";
import type { CustomerMatch } from "./match-customer.js";
import { matchCustomers } from "./match-customer.js";
import { nameWords } from "./name-mentions.js";
import { ownBookings } from "./own-bookings.js";
import { noneSignals } from "./purpose-signals.js";
import type { Signal } from "./signal.js";
import type { Talk } from "./talk.js";
import { readTalk } from "./talk.js";
import { tookPlaceLately } from "./took-place.js";

/** One answer that could be given: this customer's call, about this booking or about none of theirs. */
export interface Option {
  readonly customer: CustomerFacts;
  readonly reading: BookingReading | null;
  readonly customerSignals: readonly Signal[];
  readonly signals: readonly Signal[];
}

export interface CallReading {
  readonly match: CustomerMatch;
  /** null where there is neither transcript nor summary. */
  readonly talk: Talk | null;
  readonly options: readonly Option[];
}

/** The names under which a signal is weighed: its own in a call of this mode, and what being shared takes from it. */
export const weightNames = ({ name, mode, shared }: Signal): string[] => {
  const names = [mode === undefined ? name : nameIn(name, mode)];
  if (shared === true) names.push(nameIn(name, "shared"));
  return names;
};

type Circumstance = NonNullable<Signal["mode"]> | "shared";

/** A name put together anew is hashed anew whenever it is looked up; of names and modes there are few. */
export function nameIn(name: string, mode: Circumstance): string {
  const names = NAMES_IN[mode];
  const known = names.get(name);
  if (known !== undefined) return known;
  const made = `${name}@${mode}`;
  names.set(name, made);
  return made;
}

const NAMES_IN: Readonly<Record<Circumstance, Map<string, string>>> = {
  existing: new Map(),
  over: new Map(),
  stray: new Map(),
  unclear: new Map(),
  shared: new Map(),
};

/** A hundred bookings are judged; the rest of a thousand are those furthest from the call. */
const MOST_BOOKINGS = 200;

/** Reads a call once and lists every answer with what speaks for and against it. */
export function readCall(input: LinkInput): CallReading {
  const match = matchCustomers(input);
  const { insights, segments } = input.call;
  const hasWords =
    (segments ?? []).some((segment) => segment.text.trim() !== "") ||
    insights?.summary != null ||
    (insights?.nextSteps.length ?? 0) > 0;
  const names = new Set(match.holders.flatMap((holder) => nameWords(holder.name)));
  const hadLately = match.holders.length === 0 || input.bookings.some((booking) => isLately(booking, input, match));
  const talk = hasWords ? readTalk(input.call, input.business, { names, hadLately }) : null;
  return { match, talk, options: optionsFor(match.holders, input, talk) };
}

function isLately(booking: BookingFacts, { call }: LinkInput, { holders }: CustomerMatch): boolean {
  return tookPlaceLately(booking, call.startedAt) && holders.some(({ id }) => id === booking.customerId);
}

/** The same for customers given, whoever called: what an unknown caller's words suggest. */
export function optionsFor(holders: readonly CustomerFacts[], input: LinkInput, talk: Talk | null): Option[] {
  const { startedAt } = input.call;
  const strangers = input.customers.filter((customer) => !holders.includes(customer));
  return holders.flatMap((customer) => {
    const bookings = nearest(
      input.bookings.filter(
        (booking) => booking.customerId === customer.id && !Number.isNaN(booking.eventAt.getTime()),
      ),
      startedAt,
    );
    const about = customerSignals(customer, holders, talk, startedAt, strangers);
    const ownWords = new Set(nameWords(customer.name));
    const readings = readBookings(
      ownBookings({ bookings, world: input.bookings, ownWords, startedAt }, input.business.timezone),
      talk,
    );
    const mentioned = about.some((signal) => /^name_(?:introduced|full|mentioned)$/.test(signal.name));
    const spec: Signal[] = mentioned
      ? [
          {
            name: "customer_mentioned",
            value: 1,
            detail: "the customer's name was said",
            mention: about.find((signal) => signal.mention !== null)?.mention ?? null,
          },
        ]
      : [];
    return [
      ...readings.map(
        (reading): Option => ({ customer, reading, customerSignals: about, signals: [...reading.signals, ...spec] }),
      ),
      { customer, reading: null, customerSignals: about, signals: noneSignals(talk, holders.length) },
    ];
  });
}

function nearest(bookings: readonly BookingFacts[], startedAt: Date): readonly BookingFacts[] {
  if (bookings.length <= MOST_BOOKINGS) return bookings;
  const gap = (booking: BookingFacts): number => Math.abs(booking.eventAt.getTime() - startedAt.getTime());
  return [...bookings].sort((a, b) => gap(a) - gap(b)).slice(0, MOST_BOOKINGS);
}
