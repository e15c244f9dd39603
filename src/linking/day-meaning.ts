import type { Lexeme } from "./lexemes.js";

/** Days that a phrase can mean, as day numbers of `calendar.ts`. */
export interface DayMeaning {
  /** What a listener takes it for. */
  readonly primary: readonly number[];
  /** What it may also mean: "Friday" the Friday after, "the 8th" last month's. */
  readonly secondary: readonly number[];
  /** "Next week", "in March": first and last day; null where days are named. */
  readonly range: readonly [number, number] | null;
}

export interface DayContext {
  /** The day of the call. */
  readonly today: number;
  /** Whether 3/4 is 4 March (US) or 3 April. */
  readonly monthFirst: boolean;
  /** Lower-case words of the customers' names: "May" and "Friday" are people too. */
  readonly names: ReadonlySet<string>;
  /** The call is about an event that took place: "Saturday" is the last one. */
  readonly isOver: boolean;
  /** A booking is looked for or made: days are to come. */
  readonly isMaking: boolean;
}

/** A phrase found in a turn; `from` and `to` (exclusive) count its lexemes. */
export interface FoundDay extends DayMeaning {
  readonly from: number;
  readonly to: number;
  /** Named by its feast, which may be the event's name and not its date. */
  readonly isHoliday?: true;
  /** Set where only a day of the week was said. */
  readonly weekday?: number;
  /** "The week after": a week after the day named before it; as it stands, next week. */
  readonly isWeekAfter?: true;
}

/** A turn as the readers of days see it; `past` where its talk is of what has been. */
export interface DayReading {
  readonly lexemes: readonly Lexeme[];
  readonly context: DayContext;
  readonly past: boolean;
}

/** Reads the phrase that begins at a lexeme, or finds none there. */
export type DayReader = (reading: DayReading, at: number) => FoundDay | null;

export const only = (primary: readonly number[], secondary: readonly number[] = []): DayMeaning => ({
  primary,
  secondary,
  range: null,
});
export const within = (from: number, to: number): DayMeaning => ({ primary: [], secondary: [], range: [from, to] });

/** Words that are calendar words only beside other calendar words. */
export const ALSO_WORDS = new Set("may march mar sun sat wed mon jan dec sep".split(" "));

/** Which week or year, counted from this one. */
export const STEPS: ReadonlyMap<string, number> = new Map([
  ["last", -1],
  ["this", 0],
  ["next", 1],
]);
