import { cardinalOf, numberIn } from "./cardinal-words.js";

/** On the face of a clock: hours from 1 to 12. */
interface Clock {
  readonly hour: number;
  readonly minute: number;
}

const HOURS = 12;
const MINUTES = 60;
const QUARTER = 15;
const HALF = 30;
/** Sooner or later than these nobody counts from the full hour in words ("ten past six"). */
const COUNTED_FROM_HOUR = new Set([5, 10, 20, 25]);
const PAST = new Set(["past", "after"]);
const BEFORE = new Set(["to", "before", "till", "til", "of"]);

/**
 * The ways to write a time of the day that `words` (lower case) write: "6 30", "six thirty", "half past six", "6 30 pm",
 * "10 a m". None for what is none.
 */
export function clockSpellings(words: readonly string[]): readonly string[] {
  const half = halfOfDay(words);
  const time = half === null ? words : words.slice(0, -half.length);
  const clock = readClock(time);
  const all = clock === null ? [] : [...spellingsOf(clock)];
  if (half === null) return all;
  const hour = hourOf(time);
  if (hour === null) return [...all, ...all.slice(0, 2).flatMap((spelling) => withHalf(spelling, half.letter))];
  const said = [String(hour), cardinalOf(hour)];
  return said.flatMap((spelling) => [`${spelling} o clock`, ...withHalf(spelling, half.letter)]);
}

interface HalfOfDay {
  readonly letter: string;
  /** How many words write it: "pm" or "p", "m". */
  readonly length: number;
}

function halfOfDay(words: readonly string[]): HalfOfDay | null {
  const [before = "", last = ""] = words.slice(-2);
  if (words.length > 1 && /^[ap]m$/.test(last)) return { letter: last.slice(0, 1), length: 1 };
  return words.length > 2 && /^[ap]$/.test(before) && last === "m" ? { letter: before, length: 2 } : null;
}

/** To the index "am" is a word that says nothing: "ten am" would be any ten. Figures are seldom more than a time or day. */
const withHalf = (spelling: string, letter: string): string[] => [
  ...(letter === "p" || /\d$/.test(spelling) ? [`${spelling} ${letter}m`] : []),
  ...(/\d$/.test(spelling) ? [`${spelling}${letter}m`] : []),
  `${spelling} ${letter} m`,
  `${spelling} ${letter}.m`,
];

function readClock(words: readonly string[]): Clock | null {
  const [first = "", second = "", ...rest] = words;
  const figures = /^(\d{1,2})[ .]([0-5]\d)$/.exec(words.join(" "));
  if (figures) return onFace(Number(figures[1]), Number(figures[2]));
  if (PAST.has(second)) return after(hourOf(rest), partOfHour(first));
  if (BEFORE.has(second)) return after(hourOf(rest), -partOfHour(first));
  if (first === "half") return after(hourOf(words.slice(1)), HALF);
  const hour = hourOf([first]);
  const minute = second === "o" && rest.join(" ") === "clock" ? 0 : minuteOf(words.slice(1));
  return hour === null || minute === null ? null : { hour, minute };
}

/** "five thirty" for "17:30". */
const onFace = (hour: number, minute: number): Clock | null =>
  hour >= 2 * HOURS ? null : { hour: hour % HOURS || HOURS, minute };

/** Of a word in letters or figures. */
const numberOf = (word: string): number | null => (/^\d{1,2}$/.test(word) ? Number(word) : numberIn([word]));

function hourOf(words: readonly string[]): number | null {
  const hour = numberOf(words[0] ?? "");
  return words.length === 1 && hour !== null && hour >= 1 && hour <= HOURS ? hour : null;
}

function minuteOf(words: readonly string[]): number | null {
  const [first, ...rest] = words;
  const minute = numberIn(first === "oh" ? rest : words);
  return minute !== null && minute < MINUTES && (first === "oh") === minute < 10 ? minute : null;
}

/** In minutes; NaN for what is no part of an hour. */
function partOfHour(word: string): number {
  if (word === "quarter") return QUARTER;
  if (word === "half") return HALF;
  const minutes = numberOf(word);
  return minutes !== null && minutes > 0 && minutes < HALF ? minutes : Number.NaN;
}

function after(hour: number | null, minutes: number): Clock | null {
  if (hour === null || Number.isNaN(minutes)) return null;
  return minutes < 0 ? onFace((hour + HOURS - 1) % HOURS, MINUTES + minutes) : { hour, minute: minutes };
}

function* spellingsOf({ hour, minute }: Clock): Generator<string> {
  const inWords = cardinalOf(hour);
  const next = cardinalOf((hour % HOURS) + 1);
  const left = MINUTES - minute;
  yield `${hour} ${String(minute).padStart(2, "0")}`;
  if (minute === 0) {
    yield `${inWords} o clock`;
    yield `${hour} o clock`;
  } else yield `${inWords} ${minute < 10 ? "oh " : ""}${cardinalOf(minute)}`;
  if (minute === QUARTER) yield `quarter past ${inWords}`;
  if (minute === HALF) yield `half past ${inWords}`;
  if (left === QUARTER) yield `quarter to ${next}`;
  if (COUNTED_FROM_HOUR.has(minute)) yield `${cardinalOf(minute)} past ${inWords}`;
  if (COUNTED_FROM_HOUR.has(left)) yield `${cardinalOf(left)} to ${next}`;
}
