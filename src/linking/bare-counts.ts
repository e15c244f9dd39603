import { saidBefore } from "./context.js";
import { isHouse, isOtherThing, isTimeAhead, NUMBERED } from "./count-or-not.js";
import type { BookingFacts } from "./facts.js";
import { isAddedLate } from "./in-passing.js";
import type { Lexeme, Turn } from "./lexemes.js";
import { goodbyeIn, mannerOf } from "./manner.js";
import { type Mention, wordNear } from "./mention.js";
import type { Signal } from "./signal.js";
import type { Talk } from "./talk.js";

/** A number that may be of people and was not said to be. */
export interface BareCount extends Mention {
  readonly count: number;
}

const FEWEST_BARE = 3;
const MOST_BARE = 500;

/**
 * Numbers said without a word for what they count, which may be of people: "it was eighteen, and now it's …". `taken` are
 * mentions of other things in the same turn.
 */
export function readBareCounts(turn: Turn, taken: readonly Mention[]): BareCount[] {
  const { lexemes } = turn;
  return lexemes.flatMap((lexeme, from) => {
    const { kind, value } = lexeme;
    const isNumber = kind === "number" && Number.isInteger(value) && value >= FEWEST_BARE && value <= MOST_BARE;
    if (!isNumber || taken.some((one) => one.turn === turn && from >= one.from && from < one.to)) return [];
    const beside = [lexemes[from - 1], lexemes[from + 1]].some(
      (one) =>
        one?.kind === "number" || one?.kind === "code" || one?.kind === "money" || one?.word === "-" || isSpelled(one),
    );
    if (beside || isTimeAhead(lexemes, from + 1, true) || isOtherThing(lexemes, from + 1) || isHouse(lexemes, from + 1))
      return [];
    if (NUMBERED.test(wordNear(lexemes, from, -1))) return [];
    return [{ turn, from, to: from + 1, count: value }];
  });
}

/** "W Q eight six": letters said one by one are of a code. */
const isSpelled = (one: Lexeme | undefined): boolean => one !== undefined && /^[b-hj-z]$/.test(one.word);

const isInPassing = (one: BareCount, { turns, purpose, cues }: Talk): boolean =>
  mannerOf(one, turns.length, purpose.mode) === "aside" ||
  goodbyeIn(cues)(one) ||
  (one.turn.speaker === "agent" && isAddedLate(one, turns.length));

/** Whether a number that is changed was said, without a word for what it counts: "it was eighteen", "you had eighteen". */
export const isChanged = (count: number, talk: Talk): boolean =>
  talk.bareCounts.some((one) => one.count === count && STOOD.test(saidBefore(one, 30)) && !isInPassing(one, talk));
const STOOD = /\b(?:was|were|had|said|says?|put|down|now|it's|we're|got|make it)\b[\w' ]{0,12}$/;

/** A number that only this booking has was said, without a word for what it counts. */
export function bareCountSignals(talk: Talk, bookings: readonly BookingFacts[], index: number): Signal[] {
  if (talk.bareCounts.length === 0) return [];
  const count = bookings[index]?.guestCount ?? null;
  // Who makes a booking says how many of what.
  const isTold = talk.purpose.mode === "making" && talk.counts.length > 0;
  if (count === null || isTold || bookings.some((other, i) => i !== index && other.guestCount === count)) return [];
  const mention = talk.bareCounts.find((one) => one.count === count && !isInPassing(one, talk));
  const isSaid = talk.counts.some(({ mention: { low, high } }) => low === count && high === count);
  return mention === undefined || isSaid
    ? []
    : [{ name: "guests_bare", value: 1, detail: `${count} was said, and only this booking is for as many`, mention }];
}
