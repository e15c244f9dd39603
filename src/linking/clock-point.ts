import type { Lexeme } from "./lexemes.js";
import type { Mention } from "./mention.js";
import { wordNear } from "./mention.js";
import { oneOf } from "./phrases.js";

/**
 * A time of day that was said. Minutes count from local midnight. "At seven" may be morning or evening: both are listed,
 * the likelier first.
 */
export interface ClockMention extends Mention {
  /** `point`: "7:30"; `window`: "lunch", "in the evening"; `bound`: an end of "between 6 and 7", "before eight". */
  readonly kind: "point" | "window" | "bound";
  /** A point's readings, a bound's end; empty for a window. */
  readonly minutes: readonly number[];
  /** A window's first and last minute; null otherwise. */
  readonly window: readonly [number, number] | null;
  /** "Around seven", "sevenish", "noonish". */
  readonly approximate: boolean;
  /** "For seven", "make it eight" may be a number of people. */
  readonly maybeCount: boolean;
}

/** A time found in a turn; `from` and `to` (exclusive) count its lexemes. */
export interface FoundClock extends Omit<ClockMention, "turn"> {}

/** Words after a number that make it something else than a time. */
export const COUNT_NOUN = oneOf(`
  people persons? guests? tickets? adults? kids? child(?:ren)? infants? grown(?:ups?)? of seats? pax heads? diners? covers? more dollars pounds
  bucks percent hours? hrs? minutes? mins? days? weeks? months? years? friends family stars? star miles? times? ppl
  total other others different tables? rooms? nights? choices options or business working
`);
interface Shape {
  readonly minutes: readonly number[];
  readonly approximate?: boolean;
  readonly maybeCount?: boolean;
}

/** "We finish at five", "you'll be done by noon". */
const ENDS = /^(?:finish(?:es|ed|ing)?|ends?|ended|ending|done|finished|clos(?:e|es|ed|ing)|shuts?|over)$/;

/** "Out by midnight": "leave at nine" is when it begins, too. */
const LEAVES = /^(?:out|home|away|gone|off|leave|back)$/;

/** A time said as such, or the end of a span ("before eight", "between six and seven"). */
export const point = (from: number, to: number, lexemes: readonly Lexeme[], shape: Shape): FoundClock => {
  const before = wordNear(lexemes, from, -1);
  const isBound =
    /^(?:before|after|until|till|between|past)$/.test(before) ||
    (before === "from" && !isStart(lexemes, from)) ||
    (/^(?:at|by|around|about)$/.test(before) && ENDS.test(wordNear(lexemes, from, -2))) ||
    (before === "by" && LEAVES.test(wordNear(lexemes, from, -2))) ||
    (/^(?:and|to|-)$/.test(before) &&
      /\b(?:between|from)\b/.test(
        lexemes
          .slice(Math.max(0, from - 6), from)
          .map((l) => l.word)
          .join(" "),
      ));
  return {
    from,
    to,
    kind: isBound && !isMoved(lexemes, from) ? "bound" : "point",
    minutes: shape.minutes,
    window: null,
    approximate: shape.approximate === true || /^(?:around|about|approximately|roughly|circa|like)$/.test(before),
    maybeCount: shape.maybeCount === true && !isBound,
  };
};

/** "Seven pm"; in "number five. Am I late?" nothing is of the morning. */
export const isMeridiem = (lexeme: Lexeme | undefined): boolean => lexeme?.word === "pm" || lexeme?.word === "am";

/** "Eighty people, from noon": what is open from six, or any time from then, only begins no earlier. */
const isStart = (lexemes: readonly Lexeme[], from: number): boolean =>
  lexemes[from - 2]?.kind === "pause" ||
  /^(?:people|guests|adults|kids|children|persons?)$/.test(lexemes[from - 2]?.word ?? "");

/** "Move it from four to five": of both something is told. */
export const isMoved = (lexemes: readonly Lexeme[], at: number): boolean =>
  lexemes
    .slice(Math.max(0, at - 8), at)
    .some(({ word }) => /^(?:mov|chang|switch|push|bump|reschedul|shift)(?:e|ed|es|ing)?$/.test(word));

/** Fixes morning or evening where the words after say it; else keeps both, the waking hours first. */
export function withMeridiem(
  lexemes: readonly Lexeme[],
  from: number,
  to: number,
  minute: number,
  fixed: boolean,
  approximate = false,
  maybeCount = false,
): FoundClock {
  const shape = { approximate, maybeCount };
  const next = lexemes[to];
  if (isMeridiem(next)) {
    const half = minute % 720;
    return point(from, to + 1, lexemes, {
      ...shape,
      maybeCount: false,
      minutes: [next?.word === "pm" ? half + 720 : half],
    });
  }
  const after = wordNear(lexemes, to - 1, 1);
  const isIsh = /^ish/.test(after);
  const end = isIsh ? indexAfter(lexemes, to) : to;
  if (fixed || minute >= 780)
    return point(from, end, lexemes, { ...shape, minutes: [minute], approximate: approximate || isIsh });
  const late = (minute % 720) + 720;
  const early = minute % 720;
  // An event at "seven" is in the evening, one at "ten" in the morning, until something said decides.
  const minutes = late >= 720 && late < 1320 && (late < 1260 || late < 780) ? [late, early] : [early, late];
  return point(from, end, lexemes, { ...shape, minutes, approximate: approximate || isIsh });
}

function indexAfter(lexemes: readonly Lexeme[], to: number): number {
  let i = to;
  while (lexemes[i]?.kind === "pause") i++;
  return i + 1;
}
