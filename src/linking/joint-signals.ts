import { plain, type Signal } from "./signal.js";
import { SPEAKS_AGAINST } from "./signal-sides.js";
import type { Talk } from "./talk.js";

/** What else was agreed on than what this booking has. */
const AGREED_OTHERWISE = /^(?:day|clock|guests|title)_other_confirmed$/;

/** A booking was made in the call, and all but its day is otherwise, or more than one thing: that one is not known yet. */
export function madeOtherwise(signals: readonly Signal[], { purpose }: Talk): Signal[] {
  if (!purpose.isClosed || (purpose.mode !== "making" && purpose.mode !== "unclear")) return [];
  if (signals.some(({ name }) => name === "entered_in_call")) return [];
  const otherwise = signals.filter(({ name }) => AGREED_OTHERWISE.test(name)).length;
  const fits = countFitting(signals);
  const isOtherDay = signals.some(({ name }) => name === "day_other_confirmed");
  return otherwise > 1 || isOtherDay || (otherwise === 1 && fits < 2)
    ? [plain("made_otherwise", "what was booked in the call is another")]
    : [];
}

const FITTING = ["exact_date", "day_near", "clock_said", "guests_said", "title_said", "place_said"];
const countFitting = (signals: readonly Signal[]): number =>
  FITTING.filter((name) => signals.some((signal) => signal.name === name)).length;

/** Where it was closed another thing or place was named. */
const OTHER_NAMED = /^(?:clock|guests|title|place)_other_closing$|^day_aside$/;

/**
 * What the signals of one booking tell together: whether nothing, more than one thing or all that was said fits it, and
 * whether more than one thing is otherwise: that is another booking, not a change of this one. Of the customer's only one,
 * whether anything speaks against it.
 */
export function jointSignals(signals: readonly Signal[], isOnlyOne: boolean): Signal[] {
  const conflicts = ["day_conflict", "clock_conflict", "guests_conflict", "title_conflict"].filter((name) =>
    signals.some((signal) => signal.name === name),
  );
  const fits = countFitting(signals);
  const agreement =
    fits === 0
      ? [plain("fits_nothing", "nothing said fits it")]
      : fits > 1
        ? [plain("fits_twice", "more than one thing said fits it")]
        : [];
  if (fits > 2 && conflicts.length === 0 && !signals.some(({ name }) => OTHER_NAMED.test(name)))
    agreement.push(plain("fits_thrice", "all that was said fits it"));
  if (fits > 1 && !conflicts.includes("day_conflict") && signals.some(({ name }) => name === "entered_in_call"))
    agreement.push(plain("entered_fits", "it was entered in the call, and what was said fits it"));
  if (isOnlyOne)
    agreement.push(
      signals.some(({ name }) => SPEAKS_AGAINST.test(name))
        ? plain("only_one", "something speaks against the customer's only booking")
        : plain("only_one_fits", "the customer has no other booking, and nothing speaks against it"),
    );
  return conflicts.length < 2
    ? agreement
    : [...agreement, plain("conflict_twice", "more than one thing said is otherwise")];
}
