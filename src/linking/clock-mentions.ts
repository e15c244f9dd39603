import type { ClockMention, FoundClock } from "./clock-point.js";
import { withListed } from "./hours-listed.js";
import type { Lexeme, Turn } from "./lexemes.js";
import { wordNear } from "./mention.js";
import { CLOCK_WORDS, readPoint, readSpokenFraction } from "./spoken-times.js";
import { TurnBefore } from "./time-or-not.js";

/** First and last minute. */
type Window = readonly [number, number];

const DAYPARTS: ReadonlyMap<string, Window> = new Map(
  (
    [
      ["breakfast", [390, 660]],
      ["brunch", [540, 900]],
      ["lunch lunchtime luncheon", [660, 930]],
      ["morning mornings", [300, 719]],
      ["afternoon afternoons", [720, 1079]],
      ["dinner dinnertime supper suppertime", [960, 1320]],
      ["evening evenings tonight", [1020, 1439]],
      ["night nights", [1050, 1439]],
    ] as const
  ).flatMap(([words, window]) => words.split(" ").map((word): [string, Window] => [word, window])),
);
/** `previous` is the turn before, which may have asked for a time or a price. */
export function readClocks(turn: Turn, previous: Turn | null): ClockMention[] {
  const { lexemes } = turn;
  const turnBefore = new TurnBefore(previous);
  const found: FoundClock[] = [];
  for (let i = 0; i < lexemes.length; ) {
    const next = mayBeginClock(lexemes[i])
      ? (readSpokenFraction(lexemes, i) ?? readPoint(lexemes, i, turnBefore) ?? readWindow(lexemes, i))
      : null;
    if (next === null) i++;
    else {
      found.push(next);
      i = Math.max(next.to, i + 1);
    }
  }
  return settleHalfDays(withListed(found, lexemes)).map((one) => ({ turn, ...one }));
}

/** Nine words of ten begin no time; the readers are not asked about these. */
const mayBeginClock = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined &&
  lexeme.kind !== "pause" &&
  (lexeme.kind !== "word" || CLOCK_WORDS.has(lexeme.word) || DAYPARTS.has(lexeme.word));

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

function readWindow(lexemes: readonly Lexeme[], at: number): FoundClock | null {
  const lexeme = lexemes[at];
  if (lexeme?.kind !== "word") return null;
  const window = DAYPARTS.get(lexeme.word);
  if (window === undefined) return null;
  const before = wordNear(lexemes, at, -1);
  const earlier = wordNear(lexemes, at, -2);
  if (/^(?:good|great|nice|wonderful|lovely|pleasant|fantastic|awesome)$/.test(before)) return null;
  if (/^(?:your|the|rest)$/.test(before) && /^(?:enjoy|of|have)$/.test(earlier)) return null;
  return { from: at, to: at + 1, kind: "window", minutes: [], window, approximate: true, maybeCount: false };
}

/** In "at half past eight, no food after ten tonight" it is ten tonight; "at six or seven in the evening" is one breath. */
function isOfAnother(found: readonly FoundClock[], one: FoundClock, window: FoundClock): boolean {
  const times = found.filter((other) => other.window === null && other !== one);
  // "Ten is all I have in the morning, and there's four": the morning is ten's.
  if (window.to <= one.from)
    return times.some((other) => other.to <= window.from && window.from - other.to < one.from - window.to);
  const later = times.filter((other) => other.from > one.from && other.from < window.from);
  return later.some((other, place) => other.from - (later[place - 1] ?? one).to > 1);
}

/** "Seven in the evening", "tomorrow night at eight", "lunch at one": a part of the day named in the turn decides am or pm. */
function settleHalfDays(found: readonly FoundClock[]): FoundClock[] {
  return found.map((one) => {
    if (one.kind === "window" || one.minutes.length < 2) return one;
    const windows = found
      .filter((other) => other.window !== null)
      .sort((a, b) => Math.abs(a.from - one.from) - Math.abs(b.from - one.from));
    const [nearest] = windows;
    if (!nearest?.window || isOfAnother(found, one, nearest)) return one;
    const [first, last] = nearest.window;
    const fitting = one.minutes.filter((minute) => minute >= first - 60 && minute <= last + 60);
    return fitting.length === 1 ? { ...one, minutes: fitting } : one;
  });
}
