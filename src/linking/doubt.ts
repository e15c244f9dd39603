import { bestOf, type Ranked } from "./candidates.js";
import type { Option } from "./options.js";
import { oneOf } from "./phrases.js";
import type { Signal } from "./signal.js";
import { SPEAKS_AGAINST } from "./signal-sides.js";
import { isSound } from "./sounds.js";
import type { Talk } from "./talk.js";

/**
 * A booking is linked from this probability on. This and the next were chosen on makes of calls that nothing was
 * learned from, for which a higher bar costs many links and mends few.
 */
export const LINK_BOOKING_AT = 0.7;
/** Where a booking was closed in the call and all that was said fits this one. */
const AGREED_AT = 0.65;
/**
 * Without words a link rests on time alone, and time seldom makes sure: the only open booking within 24 hours of the call
 * was the right one in 93 % of the project's own calls and in 34 % of others, whose callers arranged something else.
 */
const LINK_SILENT_AT = 0.95;
/** Of a call of which one side was recorded, half the corrections are missing. */
const LINK_ONE_SIDED_AT = 0.95;

/** The probability from which the best booking is linked, seen from how it fits before it is doubted. */
export function linkFrom(talk: Talk | null, fitting: readonly Ranked[]): number {
  if (talk === null) return LINK_SILENT_AT;
  const best = bestOf(fitting);
  if (best === undefined) return NEVER;
  if (isOneSided(talk)) return LINK_ONE_SIDED_AT;
  if (isOfSeveral(talk, fitting)) return NEVER;
  const isAgreed = talk.purpose.isClosed && has(best.option, /^fits_thrice$/);
  return isAgreed ? AGREED_AT : LINK_BOOKING_AT;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Whether something is to be done with all that the customer has booked, and that is more than one booking to come. */
export function isOfSeveral(talk: Talk | null, fitting: readonly Ranked[]): boolean {
  if (talk === null || !talk.purpose.isOfAll) return false;
  const customer = bestOf(fitting)?.option.customer;
  const ahead = fitting.filter(
    ({ option: { reading, customer: of } }) =>
      of === customer && reading !== null && reading.hoursAhead > 0 && reading.booking.status !== "CANCELLED",
  );
  return ahead.length > 1;
}

/** By name what tells how far the best booking is to be believed; from 0 to 1, save its odds, in bits. */
export type Doubts = ReadonlyMap<string, number>;

/**
 * The same options with the best booking's chance as it turned out in calls of makes that its weights were not learned
 * from: match weights see each option alone, and promise too much or too little where the call as a whole gives reason.
 */
export function temper(
  ranked: readonly Ranked[],
  found: Doubts,
  weights: Readonly<Record<string, number>>,
): readonly Ranked[] {
  const best = bestOf(ranked);
  if (best === undefined) return ranked;
  const bits = [...found].reduce((sum, [name, value]) => sum + (weights[name] ?? 0) * value, 0);
  const rival = ranked.find((one) => one !== best && one.option.reading !== null)?.chance ?? 0;
  const chance = Math.min(1 / (1 + 2 ** -bits), 1 / (1 + (rival / best.chance) ** RIVALRY));
  const rest = best.chance < 1 ? (1 - chance) / (1 - best.chance) : 0;
  return ranked.map((one) => {
    if (one === best) return { ...one, chance };
    // What the best is not believed to be is seldom the next best instead.
    const most = one.option.reading === null ? 1 : chance;
    return { ...one, chance: Math.min(most, one.chance * rest) };
  });
}

/**
 * However well two fit, the better of them is no likelier than this power of their odds says: learned of all calls, doubt
 * sees that the best fits well, and not that another does.
 */
const RIVALRY = 2;

const LOOSE_END = /^none_(?:open_end|turned_down|set_apart|other_matter|general|undecided|for_another|not_done)$/;
const OTHERWISE = /^(?:day|clock)_(?:conflict|other_confirmed)$/;
const AGREED_OTHERWISE = /^(?:guests|title)_other_confirmed$/;
/** Odds beyond this many bits are no surer than these. */
const MOST_BITS = 10;

/** What in a call tells how far its best booking is to be believed; null where there is none, or nothing was said. */
export function doubtsOf(talk: Talk | null, ranked: readonly Ranked[]): Doubts | null {
  const best = bestOf(ranked);
  if (talk === null || best === undefined) return null;
  const { option } = best;
  const bits = Math.log2(best.chance / (1 - best.chance));
  const facts = new Map([
    ["call", 1],
    ["chance", Math.max(-MOST_BITS, Math.min(MOST_BITS, bits))],
    [`mode_${talk.purpose.mode}`, 1],
  ]);
  const none = ranked.find((one) => one.option.reading === null && one.option.customer === option.customer)?.option;
  for (const signal of none?.signals ?? []) if (signal.name !== "none" && !isSound(signal)) facts.set(signal.name, 1);
  const dwelt = option.signals.find(({ name }) => name === "dwelt")?.value ?? 0;
  if (dwelt > 0) facts.set("dwelt", dwelt);
  const note = (name: string, holds: boolean): void => {
    if (holds) facts.set(name, 1);
  };
  const { isClosed } = talk.purpose;
  note("closed", isClosed);
  note("left_open", !isClosed && none !== undefined && has(none, LOOSE_END));
  note("told_apart", isToldApart(best, ranked));
  note("fits_thrice", has(option, /^fits_thrice$/));
  note("said_otherwise", has(option, OTHERWISE));
  note("agreed_otherwise", has(option, AGREED_OTHERWISE));
  note(
    "dwelt_elsewhere",
    !has(option, /^dwelt_most$/) && ranked.some((one) => one !== best && has(one.option, /^dwelt_most$/)),
  );
  return facts;
}

/** What tells one booking from another, beside how much was said around it. */
const TELLING = oneOf(`
  exact_date day_(?:near|last|confirmed) clock_(?:said|last|confirmed) guests_(?:said|confirmed)
  title_(?:said|confirmed) place_said word_said named entered_in_call same_day within_3_hours near_spoken
  on_the_day_fits cancel_fits cancel_spoken latest_gone only_gone only_open
`);
/** A rival with less of a chance than this of the best's is none. */
const RIVAL = 0.05;

/** Whether something telling fits the booking that fits none of those that come near it, or speaks against these alone. */
export function isToldApart({ option: best, chance }: Ranked, ranked: readonly Ranked[]): boolean {
  return (
    has(best, TELLING) &&
    ranked.every(
      ({ option, chance: other }) =>
        option === best ||
        option.reading === null ||
        other < RIVAL * chance ||
        lacks(option, best, TELLING) ||
        lacks(best, option, SPEAKS_AGAINST),
    )
  );
}

const lacks = (option: Option, other: Option, names: RegExp): boolean =>
  other.signals.some(({ name }) => names.test(name) && !option.signals.some((own) => own.name === name));

const has = ({ signals }: { readonly signals: readonly Signal[] }, name: RegExp): boolean =>
  signals.some((signal) => name.test(signal.name));

function isOneSided(talk: Talk): boolean {
  const [first] = talk.turns;
  return (
    talk.turns.length >= 3 &&
    first?.speaker !== "unknown" &&
    talk.turns.every(({ speaker }) => speaker === first?.speaker)
  );
}
