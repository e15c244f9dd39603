import type { LocalTime } from "./calendar.js";
import { fitOfClock } from "./clock-mentions.js";
import { fitOfCount } from "./count-mentions.js";
import { fitOfDay } from "./day-mentions.js";
import type { BookingFacts } from "./facts.js";
import { goodbyeIn, isBeforeTopic, isKept, leavesLastAt, mannerOf, topicFrom } from "./manner.js";
import { type Mention, startOf } from "./mention.js";
import { readOthers } from "./other-one.js";
import type { Pointing } from "./pointing.js";
import type { Talk } from "./talk.js";
import { toldWhich } from "./which-one.js";
import { wordMarks } from "./word-marks.js";

/** Something said that tells some of the customer's bookings from the others, or from anything they have. */
export interface Mark extends Mention {
  /** The bookings it fits, by index; empty for a day to come on which they have none. */
  readonly fits: readonly number[];
  readonly weight: number;
  /** The word's root, where it is a word. */
  readonly root?: string;
  /** Set where it picks a booking by its order or size. */
  readonly points?: true;
}

/** What a call dwells on: each booking's share of the talk; what is spent on a day without a booking is nobody's. */
export interface Dwelling {
  readonly shares: readonly number[];
  /** Named as what the call is about: "it's about …", "the reason I'm calling". */
  readonly named: ReadonlyMap<number, Mention>;
  /** Picked by how it stands to the others. */
  readonly pointed: ReadonlyMap<number, Mention>;
  /** Said to stay as it is. */
  readonly kept: ReadonlyMap<number, Mention>;
  /** What the outside party spoke of first. */
  readonly first: ReadonlyMap<number, Mention>;
  /** In which turn each booking was first spoken of apart from others; null where it was not. */
  readonly begun: readonly (number | null)[];
  readonly turns: number;
  /** Words that only this booking has, as its subject said: the different roots, by booking. */
  readonly words: readonly ReadonlyMap<string, Mention>[];
  /** What only this booking has was said, and each time to set it apart. */
  readonly setApart: readonly (Mention | null)[];
}

/** A long turn counts no more than this many words, so that one story does not decide. */
const MOST_WORDS = 40;

/** For how many turns a topic goes on without being named again. */
const LONGEST_HELD = 5;
/** Of a call that marks less than this share, what is marked is not all that it is about. */
const LEAST_MARKED = 0.7;

/**
 * Reads a call turn by turn: what was marked last goes on being the topic until something else is. Asides are no topic.
 * `upcoming` and `inPlay` are indexes of bookings: those to come, and those that a call may be about.
 */
export function dwellingOf(
  bookings: readonly BookingFacts[],
  at: readonly LocalTime[],
  world: readonly BookingFacts[],
  talk: Talk,
  ownWords: ReadonlySet<string>,
  pointings: readonly Pointing[],
  upcoming: ReadonlySet<number>,
  inPlay: readonly number[],
): Dwelling {
  const said = inOrder([
    ...facts(bookings, at, talk),
    ...pointings.map(markOf),
    ...wordMarks(bookings, world, talk.words, ownWords),
  ]);
  const marks = inOrder([...said, ...readOthers(talk.words, said, [...upcoming]).map(markOf)]);
  const shares = bookings.map(() => 0);
  const begun: (number | null)[] = bookings.map(() => null);
  const words = bookings.map(() => new Map<string, Mention>());
  const setApart: (Mention | null)[] = bookings.map(() => null);
  const begins = topicFrom(talk.cues);
  const isGoodbye = goodbyeIn(talk.cues);
  /** The only day said may be said in parting. */
  const isMeantDay = ({ turn, from }: Mention): boolean =>
    talk.days.some(({ mention, aside }) => !aside && mention.turn === turn && mention.from === from);
  const pointed = new Map<number, Mention>();
  const first = new Map<number, Mention>();
  const kept = new Map<number, Mention>();
  /** What was named last in the turn before. */
  let lately: Mark | undefined;
  let total = 0;
  let topic: readonly number[] | null = null;
  let held = 0;
  let passing: { readonly turn: number; readonly fits: readonly number[] } | null = null;
  const byTurn = Map.groupBy(marks, (mark) => mark.turn.index);
  const named: Map<number, Mention> = toldWhich(talk, ({ index }) => byTurn.get(index) ?? [], at, inPlay);
  for (const turn of talk.turns) {
    const length = Math.min(turn.lexemes.length, MOST_WORDS);
    const here = (byTurn.get(turn.index) ?? []).map((mark) => {
      const isAside =
        isBeforeTopic(mark, begins) || (isGoodbye(mark) && !isMeantDay(mark)) || talk.cues[turn.index]?.denied === true;
      const manner = isAside ? "aside" : mannerOf(mark, talk.turns.length, talk.purpose.mode);
      const isAnswer = passing !== null && passing.turn >= turn.index - 1 && sameFits(passing.fits, mark.fits);
      const settled = manner === "plain" && isAnswer ? "aside" : manner;
      if (settled === "aside") passing = { turn: turn.index, fits: mark.fits };
      return { mark, manner: settled };
    });
    const live = here.filter(
      ({ mark, manner }) => manner !== "aside" && !(talk.purpose.mode === "existing" && isKept(mark)),
    );
    const leaves = here.length === 0 && lately === undefined ? null : leavesLastAt(turn);
    const last = leaves === null ? undefined : (here.findLast(({ mark }) => startOf(mark) < leaves)?.mark ?? lately);
    if (last?.fits[0] !== undefined && isOne(last)) kept.set(last.fits[0], last);
    lately = here.at(-1)?.mark;
    for (const { mark, manner } of here) {
      const [only] = mark.fits;
      if (mark.fits.length !== 1 || only === undefined) continue;
      begun[only] ??= turn.index;
      if (manner === "named" && !named.has(only)) named.set(only, mark);
      if (isKept(mark)) kept.set(only, mark);
      if (mark.points === true && manner !== "aside") pointed.set(only, mark);
      if (manner === "aside") setApart[only] ??= mark;
      else if (mark.root !== undefined) words[only]?.set(mark.root, mark);
    }
    if (first.size === 0 && turn.speaker !== "agent") {
      const best = strongest(live.map(({ mark }) => mark));
      for (const index of best?.fits ?? []) if (best !== null) first.set(index, best);
    }
    const all = live.reduce((sum, { mark }) => sum + mark.weight, 0);
    if (live.length > 0 && all > 0) {
      for (const { mark } of live) credit(mark.fits, (length * mark.weight) / all);
      topic = strongest(live.map(({ mark }) => mark).slice(-2))?.fits ?? null;
      held = 0;
    } else if (topic !== null && held++ < LONGEST_HELD) credit(topic, length);
  }
  function credit(fits: readonly number[], amount: number): void {
    total += amount;
    for (const index of fits) shares[index] = (shares[index] ?? 0) + amount / fits.length;
  }
  const spoken = talk.turns.reduce((sum, turn) => sum + Math.min(turn.lexemes.length, MOST_WORDS), 0);
  const whole = Math.max(total, spoken * LEAST_MARKED, 1);
  return {
    shares: shares.map((share) => share / whole),
    named,
    pointed,
    first,
    begun,
    turns: talk.turns.length,
    words,
    setApart,
    kept,
  };
}

const markOf = (one: Pointing): Mark => ({ ...one, fits: [one.picks], weight: 1, points: true });

const inOrder = (marks: readonly Mark[]): Mark[] =>
  [...marks].sort((a, b) => a.turn.index - b.turn.index || a.from - b.from);

const isOne = ({ fits }: Mark): boolean => fits.length === 1;

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
  for (const { mention, stance } of talk.clocks) {
    // "One o'clock instead of nine" dwells on no other booking at nine.
    if (stance !== "live" && bookings.length > 1) continue;
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
