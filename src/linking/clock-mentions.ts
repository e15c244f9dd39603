import type { Lexeme, Turn } from "./lexemes.js";
import type { Mention } from "./mention.js";
import { wordNear } from "./mention.js";

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

interface Found extends Omit<ClockMention, "turn"> {}

const DAYPARTS: readonly (readonly [RegExp, readonly [number, number]])[] = [
  [/^breakfast$/, [390, 660]],
  [/^brunch$/, [540, 900]],
  [/^(?:lunch|lunchtime|luncheon)$/, [660, 930]],
  [/^mornings?$/, [300, 719]],
  [/^afternoons?$/, [720, 1079]],
  [/^(?:dinner|dinnertime|supper|suppertime)$/, [960, 1320]],
  [/^(?:evening|evenings|tonight)$/, [1020, 1439]],
  [/^(?:night|nights)$/, [1050, 1439]],
];
const COUNT_NOUN =
  /^(?:people|persons?|guests?|tickets?|adults?|kids?|children|of|seats?|pax|heads?|diners?|covers?|more|dollars|pounds|bucks|percent|hours?|hrs?|minutes?|mins?|days?|weeks?|months?|years?|friends|family|stars?|star|miles?|times?|ppl|total|other|others|different|tables?|rooms?|nights?|choices|options|or)$/;
const LED =
  /^(?:at|around|about|by|@|approximately|roughly|circa|for|it|say|like|till|until|to|from|before|after|between|is|say|or|and|not|than|of)$/;

export function readClocks(turn: Turn): ClockMention[] {
  const { lexemes } = turn;
  const found: Found[] = [];
  for (let i = 0; i < lexemes.length; ) {
    const next = readSpokenFraction(lexemes, i) ?? readPoint(lexemes, i) ?? readWindow(lexemes, i);
    if (next === null) i++;
    else {
      found.push(next);
      i = Math.max(next.to, i + 1);
    }
  }
  return settleHalfDays(found).map((one) => ({ turn, ...one }));
}

/** How a mention fits a start at `minute`: `exact`, `near` (within half an hour, or within a window said), or `no`. */
export function fitOfClock(mention: ClockMention, minute: number): "exact" | "near" | "no" {
  if (mention.window !== null) return minute >= mention.window[0] && minute <= mention.window[1] ? "near" : "no";
  const gaps = mention.minutes.map((said) => {
    const gap = Math.abs(said - minute);
    return Math.min(gap, 1440 - gap);
  });
  const gap = Math.min(...gaps);
  if (gap === 0) return mention.kind === "bound" ? "near" : "exact";
  return mention.approximate && gap <= 30 ? "near" : "no";
}

interface Shape {
  readonly minutes: readonly number[];
  readonly approximate?: boolean;
  readonly maybeCount?: boolean;
}

const point = (from: number, to: number, lexemes: readonly Lexeme[], shape: Shape): Found => {
  const before = wordNear(lexemes, from, -1);
  const isBound =
    /^(?:before|after|until|till|between|past|from)$/.test(before) ||
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
    kind:
      isBound &&
      !/\b(?:move|change|switch|push|bump|reschedule|moved|changed)\b/.test(
        lexemes
          .slice(Math.max(0, from - 8), from)
          .map((l) => l.word)
          .join(" "),
      )
        ? "bound"
        : "point",
    minutes: shape.minutes,
    window: null,
    approximate: shape.approximate === true || /^(?:around|about|approximately|roughly|circa|like)$/.test(before),
    maybeCount: shape.maybeCount === true && !isBound,
  };
};

/** "Half past six", "half seven", "quarter to eight", "ten past five". */
function readSpokenFraction(lexemes: readonly Lexeme[], at: number): Found | null {
  const lexeme = lexemes[at];
  if (lexeme === undefined) return null;
  let to = at + 1;
  let amount =
    lexeme.word === "half"
      ? 30
      : lexeme.word === "quarter"
        ? 15
        : lexeme.kind === "number" && lexeme.value < 30 && lexeme.value > 0
          ? lexeme.value
          : 0;
  if (amount === 0) return null;
  if (/^(?:minutes?|mins?)$/.test(lexemes[to]?.word ?? "")) to++;
  const relation = lexemes[to]?.word ?? "";
  let sign = /^(?:past|after)$/.test(relation) ? 1 : /^(?:to|til|till|of|before)$/.test(relation) ? -1 : 0;
  if (sign !== 0) to++;
  else if (lexeme.word !== "half") return null;
  else {
    sign = 1;
    amount = 30;
  }
  const hour = lexemes[to];
  const isNoon = /^(?:noon|midnight|midday)$/.test(hour?.word ?? "");
  if (hour === undefined || (!isNoon && !(hour.kind === "number" && hour.value >= 1 && hour.value <= 12))) return null;
  // "Ten to six" is a time; "five of six" and "20 to 25" are not, unless the fraction is one that people use.
  const named = lexeme.kind === "word";
  if (
    !named &&
    (![5, 10, 20, 25].includes(amount) || relation === "of" || relation === "before" || relation === "after")
  )
    return null;
  if (!named && sign === -1 && /^(?:from|between)$/.test(wordNear(lexemes, at, -1))) return null;
  if (!named && sign === -1 && COUNT_NOUN.test(wordNear(lexemes, to, 1))) return null;
  if (named && relation === "" && lexeme.word === "half" && /^(?:a|an|the|one|and)$/.test(wordNear(lexemes, at, -1)))
    return null;
  to++;
  const base = hour.word === "midnight" ? 0 : (isNoon ? 12 : hour.value) * 60;
  return withMeridiem(lexemes, at, to, (base + sign * amount + 1440) % 1440, isNoon || false);
}

function readPoint(lexemes: readonly Lexeme[], at: number): Found | null {
  const lexeme = lexemes[at];
  if (lexeme === undefined) return null;
  const before = wordNear(lexemes, at, -1);
  const after = wordNear(lexemes, at, 1);
  if (/^(?:noon|midday|noonish|noontime)$/.test(lexeme.word)) {
    return point(at, at + 1, lexemes, { minutes: [720], approximate: lexeme.word === "noonish" });
  }
  if (lexeme.word === "midnight") return point(at, at + 1, lexemes, { minutes: [0] });
  if (lexeme.kind === "clock") {
    if (lexeme.value >= 780 || lexeme.value < 60)
      return point(at, at + (isMeridiem(after) ? 2 : 1), lexemes, { minutes: [lexeme.value] });
    return withMeridiem(lexemes, at, at + 1, lexeme.value, false);
  }
  if (lexeme.kind !== "number") return null;
  const { value } = lexeme;
  if (!Number.isInteger(value)) return readDotted(lexemes, at);
  if (value >= 100) return readFourDigits(lexemes, at);
  if (value < 1 || value > 24 || /^(?:party|table|group|of)$/.test(before)) return null;
  if (isMeridiem(after)) return withMeridiem(lexemes, at, at + 1, value * 60, false);
  if (/^(?:o'clock|oclock)$/.test(after) || (after === "o" && wordNear(lexemes, at, 2) === "clock")) {
    return withMeridiem(lexemes, at, at + (after === "o" ? 3 : 2), value * 60, false);
  }
  if (after === "ish" || after === "ishy") return withMeridiem(lexemes, at, at + 2, value * 60, false, true);
  const minutes = minutesAfter(lexemes, at);
  if (minutes !== null && !COUNT_NOUN.test(wordNear(lexemes, minutes.to - 1, 1))) {
    const fixed = value >= 13 || (value === 0 && minutes.value > 0);
    if (fixed) return point(at, minutes.to, lexemes, { minutes: [(value % 24) * 60 + minutes.value] });
    return withMeridiem(lexemes, at, minutes.to, value * 60 + minutes.value, false);
  }
  if (COUNT_NOUN.test(after) || value > 12) return null;
  if (
    /^(?:tonight|sharp)$/.test(after) ||
    (/^(?:in|at)$/.test(after) &&
      /^(?:the|night)$/.test(wordNear(lexemes, at, 2)) &&
      /^(?:morning|afternoon|evening|night)$/.test(after === "at" ? "night" : wordNear(lexemes, at, 3)))
  ) {
    return withMeridiem(
      lexemes,
      at,
      at + 1,
      value * 60,
      false,
      false,
      before === "for" && /^(?:table|group|party|room|us)$/.test(wordNear(lexemes, at, -2)),
    );
  }
  const next = lexemes[at + 1];
  if (next?.kind === "number" && isListOfHours(lexemes, at))
    return withMeridiem(lexemes, at, at + 1, value * 60, false);
  if (next?.kind === "number" || next?.kind === "ordinal" || next?.kind === "code") return null;
  if (/^(?:at|around|by|@|till|until|before|after|between|circa|from)$/.test(before))
    return withMeridiem(lexemes, at, at + 1, value * 60, false);
  if (
    lexeme.word === "one" ||
    (before === "is" && /^(?:number|code|reference|zip|postcode|pin)$/.test(wordNear(lexemes, at, -2)))
  )
    return null;
  if (/^(?:about|for|it|say|to|or|and|like|is|than|of|not)$/.test(before) && LED.test(before)) {
    return withMeridiem(lexemes, at, at + 1, value * 60, false, before === "about", true);
  }
  return null;
}

/** "Eight, nine or ten". */
const isListOfHours = (lexemes: readonly Lexeme[], at: number): boolean => {
  const [first, second, or, third] = lexemes.slice(at, at + 4);
  return (
    second?.value === (first?.value ?? 0) + 1 &&
    or?.word === "or" &&
    third?.kind === "number" &&
    third.value === second.value + 1
  );
};

const isMeridiem = (word: string): boolean => word === "pm" || word === "am";

/** The minutes of "seven thirty", "seven oh five", "seven fifteen". */
function minutesAfter(lexemes: readonly Lexeme[], at: number): { value: number; to: number } | null {
  const next = lexemes[at + 1];
  const later = lexemes[at + 2];
  if (/^(?:oh|o)$/.test(next?.word ?? "") && later?.kind === "number" && later.value < 10)
    return { value: later.value, to: at + 3 };
  if (
    next?.kind !== "number" ||
    !Number.isInteger(next.value) ||
    next.value > 59 ||
    (next.value < 10 && next.value > 0)
  )
    return null;
  if (next.value === 0) return isMeridiem(lexemes[at + 2]?.word ?? "") ? { value: 0, to: at + 2 } : null;
  const written = /\d/.test(next.word);
  if (written && !isMeridiem(lexemes[at + 2]?.word ?? "")) return null;
  // People say quarters and fives; "for four twelve year olds" is no time.
  const led =
    /^(?:at|around|about|by|for|is|to|until|till|before|after|from|than|like|between|and|or|it|the|say|not|of|starts|that|try|do|time|have)$/.test(
      wordNear(lexemes, at, -1),
    );
  return next.value % 5 === 0 &&
    (led ||
      at === 0 ||
      isMeridiem(lexemes[at + 2]?.word ?? "") ||
      lexemes[at - 1]?.kind === "pause" ||
      /day$/.test(wordNear(lexemes, at, -1)) ||
      lexemes[at - 1]?.kind === "ordinal")
    ? { value: next.value, to: at + 2 }
    : isMeridiem(lexemes[at + 2]?.word ?? "")
      ? { value: next.value, to: at + 2 }
      : null;
}

/** "7.30" is a time in British writing, beside a word that leads to one. */
function readDotted(lexemes: readonly Lexeme[], at: number): Found | null {
  const [hours = "", minutes = ""] = (lexemes[at]?.word ?? "").split(".");
  const led = /^(?:at|around|about|by|for|from|until|till|to|before|after)$/.test(wordNear(lexemes, at, -1));
  if (minutes.length !== 2 || Number(hours) > 23 || Number(minutes) > 59) return null;
  if (!isMeridiem(wordNear(lexemes, at, 1)) && !(led && !COUNT_NOUN.test(wordNear(lexemes, at, 1)))) return null;
  return withMeridiem(lexemes, at, at + 1, Number(hours) * 60 + Number(minutes), false);
}

/** "1800", "eighteen hundred hours", and a recogniser's "at 730". */
function readFourDigits(lexemes: readonly Lexeme[], at: number): Found | null {
  const lexeme = lexemes[at];
  if (lexeme === undefined || lexeme.value > 2359 || lexeme.value % 100 > 59) return null;
  const after = wordNear(lexemes, at, 1);
  const minute = Math.floor(lexeme.value / 100) * 60 + (lexeme.value % 100);
  const led = /^(?:at|around|by|@|for|about|to|until|till|before|after|from)$/.test(wordNear(lexemes, at, -1));
  if (/^(?:hours|hrs|h)$/.test(after)) return point(at, at + 2, lexemes, { minutes: [minute] });
  if (isMeridiem(after)) return withMeridiem(lexemes, at, at + 1, minute, false);
  if (!led || COUNT_NOUN.test(after) || minute % 5 !== 0) return null;
  const closes =
    after === "" ||
    lexemes[at + 1]?.kind === "pause" ||
    /^(?:on|for|in|with|please|tomorrow|tonight|today|this|next|works?|and|if|instead|at|is|would|arriving|the|that|then)$/.test(
      after,
    ) ||
    /day$/.test(after);
  if (!closes) return null;
  return minute >= 780 || lexeme.word.startsWith("0")
    ? point(at, at + 1, lexemes, { minutes: [minute] })
    : withMeridiem(lexemes, at, at + 1, minute, false);
}

/** Fixes morning or evening where the words after say it; else keeps both, the waking hours first. */
function withMeridiem(
  lexemes: readonly Lexeme[],
  from: number,
  to: number,
  minute: number,
  fixed: boolean,
  approximate = false,
  maybeCount = false,
): Found {
  const after = wordNear(lexemes, to - 1, 1);
  const shape = { approximate, maybeCount };
  if (isMeridiem(after)) {
    const half = minute % 720;
    return point(from, indexAfter(lexemes, to), lexemes, {
      ...shape,
      maybeCount: false,
      minutes: [after === "pm" ? half + 720 : half],
    });
  }
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

function readWindow(lexemes: readonly Lexeme[], at: number): Found | null {
  const lexeme = lexemes[at];
  if (lexeme?.kind !== "word") return null;
  const part = DAYPARTS.find(([name]) => name.test(lexeme.word));
  if (part === undefined) return null;
  const before = wordNear(lexemes, at, -1);
  const earlier = wordNear(lexemes, at, -2);
  if (/^(?:good|great|nice|wonderful|lovely|pleasant|fantastic|awesome)$/.test(before)) return null;
  if (/^(?:your|the|rest)$/.test(before) && /^(?:enjoy|of|have)$/.test(earlier)) return null;
  return { from: at, to: at + 1, kind: "window", minutes: [], window: part[1], approximate: true, maybeCount: false };
}

/** "Seven in the evening", "tomorrow night at eight", "lunch at one": a part of the day named in the turn decides am or pm. */
function settleHalfDays(found: readonly Found[]): Found[] {
  return found.map((one) => {
    if (one.kind === "window" || one.minutes.length < 2) return one;
    const windows = found
      .filter((other) => other.window !== null)
      .sort((a, b) => Math.abs(a.from - one.from) - Math.abs(b.from - one.from));
    const window = windows[0]?.window;
    if (window === undefined || window === null) return one;
    const fitting = one.minutes.filter((minute) => minute >= window[0] - 60 && minute <= window[1] + 60);
    return fitting.length === 1 ? { ...one, minutes: fitting } : one;
  });
}
