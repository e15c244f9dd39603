import type { Ranked } from "./candidates.js";
import type { Option } from "./options.js";
import type { Talk } from "./talk.js";

/**
 * A booking is linked from this probability on: with the two below, chosen on makes of calls whose weights were learned
 * from the other makes, so that hardly any call about no booking is linked.
 */
export const LINK_BOOKING_AT = 0.7;
/** Where a booking was closed in the call and all that was said fits this one. */
const AGREED_AT = 0.5;
/** Where the call itself gives reason to doubt: something was said that is otherwise, or more was said of another booking. */
const DOUBTED_AT = 0.85;
/** Where the call ended open and not all of it fits: such calls are the commonest of those about no booking. */
const LEFT_OPEN_AT = 0.92;
/** Where several bookings were spoken of at once, of which one is seldom meant alone. */
const OF_SEVERAL_AT = 0.97;
/** Where nothing said fits it alone, or it fits no better than another of the customer's bookings. */
const HOLLOW_AT = 0.95;
/** An event that was over, though the caller spoke of none gone by. */
const OVER_AT = 0.95;
/**
 * Without words a link rests on time alone, and time seldom makes sure: the only open booking within 24 hours of the call
 * was the right one in 93 % of the project's own calls and in 34 % of others, whose callers arranged something else.
 */
export const LINK_SILENT_AT = 0.95;
/** Of a call of which one side was recorded, half the corrections are missing. */
export const LINK_ONE_SIDED_AT = 0.95;

const LOOSE_END = /^none_(?:open_end|turned_down|set_apart|other_matter|general|undecided|for_another|not_done)$/;
const OTHERWISE = /^(?:day|clock)_(?:conflict|other_confirmed)$/;

/** The probability from which the best booking is linked. */
export function linkFrom(talk: Talk | null, best: Option, ranked: readonly Ranked[]): number {
  if (talk === null) return LINK_SILENT_AT;
  if (isOneSided(talk)) return LINK_ONE_SIDED_AT;
  const none = ranked.find(({ option }) => option.reading === null && option.customer === best.customer)?.option;
  const leftOpen = none !== undefined && has(none, LOOSE_END) && !talk.purpose.isClosed;
  if (has(best, /^over$/)) return OVER_AT;
  const isMaking = talk.purpose.mode === "making";
  if (!isMaking && none !== undefined && has(none, /^none_of_several$/)) return OF_SEVERAL_AT;
  if (!isToldApart(best, ranked)) return HOLLOW_AT;
  const isFitting = has(best, /^fits_thrice$/);
  if (isFitting && leftOpen && !isMaking) return DOUBTED_AT;
  if (isFitting) return talk.purpose.isClosed ? AGREED_AT : LINK_BOOKING_AT;
  if (leftOpen) return LEFT_OPEN_AT;
  const dweltElsewhere =
    !has(best, /^dwelt_most$/) && ranked.some(({ option }) => option !== best && has(option, /^dwelt_most$/));
  return dweltElsewhere || has(best, OTHERWISE) ? DOUBTED_AT : LINK_BOOKING_AT;
}

/** What tells one booking from another, beside how much was said around it. */
const TELLING =
  /^(?:exact_date|day_(?:near|last|confirmed)|clock_(?:said|last|confirmed)|guests_(?:said|confirmed)|title_(?:said|confirmed)|place_said|word_said|named|entered_in_call|same_day|within_3_hours|near_spoken|on_the_day_fits|cancel_fits|cancel_spoken|latest_gone|only_gone|only_open)$/;
/** What speaks against a booking of its own accord. */
const AGAINST =
  /^(?:status_cancelled|over|over_recalled|(?:day|clock|guests|title)_conflict|title_other_confirmed|title_rejected|word_other|set_apart)$/;
/** A rival with less of a chance than this of the best's is none. */
const RIVAL = 0.05;

/** Whether something telling fits the booking that fits none of those that come near it, or speaks against these alone. */
function isToldApart(best: Option, ranked: readonly Ranked[]): boolean {
  const lacks = (option: Option, other: Option, names: RegExp): boolean =>
    other.signals.some(({ name }) => names.test(name) && !option.signals.some((own) => own.name === name));
  const chance = ranked.find(({ option }) => option === best)?.chance ?? 0;
  return (
    has(best, TELLING) &&
    ranked.every(
      ({ option, chance: other }) =>
        option === best ||
        option.reading === null ||
        other < RIVAL * chance ||
        lacks(option, best, TELLING) ||
        lacks(best, option, AGAINST),
    )
  );
}

const has = (option: Option, name: RegExp): boolean => option.signals.some((signal) => name.test(signal.name));

function isOneSided(talk: Talk): boolean {
  const [first] = talk.turns;
  return (
    talk.turns.length >= 3 &&
    first?.speaker !== "unknown" &&
    talk.turns.every(({ speaker }) => speaker === first?.speaker)
  );
}
