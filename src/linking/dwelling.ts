import type { LocalTime } from "./calendar.js";
import { fitOfClock } from "./clock-mentions.js";
import { fitOfCount } from "./count-mentions.js";
import { fitOfDay } from "./day-mentions.js";
import type { BookingFacts } from "./facts.js";
import { mannerOf } from "./manner.js";
import type { Mention } from "./mention.js";
import type { SaidWords } from "./said-words.js";
import type { Talk } from "./talk.js";
import { wordsOf } from "./title-mentions.js";

/** Something said that tells some of the customer's bookings from the others, or from anything they have. */
interface Mark extends Mention {
  /** The bookings it fits, by index; empty for a day to come on which they have none. */
  readonly fits: readonly number[];
  readonly weight: number;
}

/** What a call dwells on: each booking's share of the talk; what is spent on a day without a booking is nobody's. */
export interface Dwelling {
  readonly shares: readonly number[];
  /** Named as what the call is about: "it's about …", "the reason I'm calling". */
  readonly named: ReadonlyMap<number, Mention>;
  /** What the outside party spoke of first. */
  readonly first: ReadonlyMap<number, Mention>;
}

/** A long turn counts no more than this many words, so that one story does not decide. */
const MOST_WORDS = 40;

/**
 * Reads a call turn by turn: what was marked last goes on being the topic until something else is. Asides are no topic.
 */
export function dwellingOf(
  bookings: readonly BookingFacts[],
  at: readonly LocalTime[],
  world: readonly BookingFacts[],
  talk: Talk,
): Dwelling {
  const marks = [...facts(bookings, at, talk), ...words(bookings, world, talk.words)].sort(
    (a, b) => a.turn.index - b.turn.index || a.from - b.from,
  );
  const shares = bookings.map(() => 0);
  const named = new Map<number, Mention>();
  const first = new Map<number, Mention>();
  let total = 0;
  let topic: readonly number[] | null = null;
  let passing: { readonly turn: number; readonly fits: readonly number[] } | null = null;
  const byTurn = Map.groupBy(marks, (mark) => mark.turn.index);
  for (const turn of talk.turns) {
    const length = Math.min(turn.lexemes.length, MOST_WORDS);
    const here = (byTurn.get(turn.index) ?? []).map((mark) => {
      const manner = mannerOf(mark, talk.turns.length);
      const isAnswer = passing !== null && passing.turn === turn.index - 1 && sameFits(passing.fits, mark.fits);
      return { mark, manner: manner === "plain" && isAnswer ? "aside" : manner };
    });
    const touched = here.findLast(({ manner }) => manner === "aside");
    passing = touched === undefined ? null : { turn: turn.index, fits: touched.mark.fits };
    const live = here.filter(({ manner }) => manner !== "aside");
    for (const { mark, manner } of here) {
      const [only] = mark.fits;
      if (mark.fits.length !== 1 || only === undefined) continue;
      if (manner === "named" && !named.has(only)) named.set(only, mark);
    }
    if (first.size === 0 && turn.speaker !== "agent") {
      const best = strongest(live.map(({ mark }) => mark));
      for (const index of best?.fits ?? []) if (best !== null) first.set(index, best);
    }
    const all = live.reduce((sum, { mark }) => sum + mark.weight, 0);
    if (live.length > 0 && all > 0) {
      for (const { mark } of live) credit(mark.fits, (length * mark.weight) / all);
      topic = strongest(live.map(({ mark }) => mark).slice(-2))?.fits ?? null;
    } else if (topic !== null) credit(topic, length);
  }
  function credit(fits: readonly number[], amount: number): void {
    total += amount;
    for (const index of fits) shares[index] = (shares[index] ?? 0) + amount / fits.length;
  }
  const whole = Math.max(total, 1);
  return { shares: shares.map((share) => share / whole), named, first };
}

const sameFits = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((index) => b.includes(index));

function strongest(marks: readonly Mark[]): Mark | null {
  return marks.reduce<Mark | null>((best, mark) => (best === null || mark.weight >= best.weight ? mark : best), null);
}

/** Days, times and numbers of guests that only some of the bookings have. */
function facts(bookings: readonly BookingFacts[], at: readonly LocalTime[], talk: Talk): Mark[] {
  const fitting = (test: (index: number) => boolean): number[] => bookings.map((_, i) => i).filter(test);
  const tells = (fits: readonly number[]): boolean =>
    fits.length > 0 && (fits.length < bookings.length || bookings.length === 1);
  const marks: Mark[] = [];
  for (const { mention } of talk.days) {
    const exact = fitting((i) => fitOfDay(mention, at[i]?.day ?? 0) === "exact");
    const fits = exact.length > 0 ? exact : fitting((i) => fitOfDay(mention, at[i]?.day ?? 0) === "possible");
    const [day] = mention.primary;
    if (tells(fits)) marks.push({ ...mention, fits, weight: exact.length > 0 ? 1 : 0.5 });
    else if (fits.length === 0 && day !== undefined && day > talk.start.day + 1 && !mention.isHoliday)
      marks.push({ ...mention, fits, weight: 1 });
  }
  for (const { mention } of talk.clocks) {
    const fits = fitting((i) => fitOfClock(mention, at[i]?.minute ?? -1) === "exact");
    if (tells(fits)) marks.push({ ...mention, fits, weight: 0.5 });
  }
  for (const { mention } of talk.counts) {
    const fits = fitting((i) => {
      const count = bookings[i]?.guestCount ?? null;
      return count !== null && fitOfCount(mention, count) === "exact";
    });
    if (tells(fits)) marks.push({ ...mention, fits, weight: 0.5 });
  }
  return marks;
}

/** Words of titles, venues and notes that only some of the bookings have. */
function words(bookings: readonly BookingFacts[], world: readonly BookingFacts[], said: SaidWords): Mark[] {
  const holders = new Map<string, number[]>();
  bookings.forEach((booking, i) => {
    for (const word of new Set(wordsOf(textOf(booking)))) holders.set(word, [...(holders.get(word) ?? []), i]);
  });
  const others = world
    .filter((booking) => !bookings.includes(booking))
    .map((booking) => new Set(wordsOf(textOf(booking))));
  const common = (word: string): boolean =>
    bookings.length === 1 && others.length > 0 && others.filter((bag) => bag.has(word)).length * 2 >= others.length;
  const telling = new Map(
    [...holders].filter(
      ([word, fits]) =>
        /^\D{3,}$/.test(word) && (fits.length < bookings.length || bookings.length === 1) && !common(word),
    ),
  );
  return [...telling].flatMap(([word, fits]) =>
    [word, `${word}s`, word.replace(/s$/, "")]
      .filter((form, i, forms) => forms.indexOf(form) === i && (form === word || !telling.has(form)))
      .flatMap((form) => said.placesOf(form))
      .map(({ turn, at }): Mark => ({ turn, from: at, to: at + 1, fits, weight: 1 / fits.length })),
  );
}

const textOf = ({ title, venue, notes }: BookingFacts): string => [title, venue, notes].filter(Boolean).join(" ");
