import type { Cues } from "./cues.js";
import { goodbyeIn, isBeforeTopic, isKept, leavesLastAt, mannerOf, topicFrom } from "./manner.js";
import { type Mark, marksOf, onlyOf } from "./marks.js";
import { type Mention, startOf } from "./mention.js";
import type { OwnBookings } from "./own-bookings.js";
import type { Pointing } from "./pointing.js";
import type { Talk } from "./talk.js";
import { toldWhich } from "./which-one.js";

/** What a call dwells on: each booking's share of the talk; what is spent on a day without a booking is nobody's. */
export interface Dwelling extends Told {
  readonly shares: readonly number[];
  /** Said to stay as it is. */
  readonly kept: ReadonlyMap<number, Mention>;
  /** What the outside party spoke of first. */
  readonly first: ReadonlyMap<number, Mention>;
  readonly turns: number;
}

/** What was said of single bookings, by their indexes. */
interface Told {
  /** Named as what the call is about: "it's about …", "the reason I'm calling". */
  readonly named: ReadonlyMap<number, Mention>;
  /** Picked by how it stands to the others. */
  readonly pointed: ReadonlyMap<number, Mention>;
  /** In which turn each booking was first spoken of apart from others; null where it was not. */
  readonly begun: readonly (number | null)[];
  /** Words that only this booking has, as its subject said: the different roots, by booking. */
  readonly words: readonly ReadonlyMap<string, Mention>[];
  /** What only this booking has was said, and each time to set it apart. */
  readonly setApart: readonly (Mention | null)[];
}

/** A mark, how it was brought up, and whether it was said to stay as it is. */
interface Touch {
  readonly mark: Mark;
  readonly manner: ReturnType<typeof mannerOf>;
  readonly isKept: boolean;
}

/** `inPlay` are indexes of the bookings that a call may be about. */
export function dwellingOf(
  own: OwnBookings,
  talk: Talk,
  pointings: readonly Pointing[],
  inPlay: readonly number[],
): Dwelling {
  const byTurn = Map.groupBy(marksOf(own, talk, pointings), ({ turn }) => turn.index);
  const marks = talk.turns.map(({ index }) => byTurn.get(index) ?? []);
  const touches = touchesOf(marks, talk);
  const subjects = touches.map((here) => here.filter((touch) => isSubject(touch, talk)).map(({ mark }) => mark));
  const answered = toldWhich(talk, marks, own.times, inPlay);
  return {
    ...toldOf(touches, answered, own.bookings.length),
    shares: sharesOf(subjects, talk, own.bookings.length),
    kept: keptIn(touches, talk),
    first: firstIn(subjects, talk),
    turns: talk.turns.length,
  };
}

/** Asides are no subject, nor in a call about a booking what stays as it is. */
const isSubject = ({ manner, isKept }: Touch, { purpose }: Talk): boolean =>
  manner !== "aside" && !(purpose.mode === "existing" && isKept);

/** By turn. What answers something said in passing is said in passing, too. */
function touchesOf(marks: readonly (readonly Mark[])[], talk: Talk): readonly (readonly Touch[])[] {
  const isPassing = passingIn(talk);
  let passing: { readonly turn: number; readonly fits: readonly number[] } | null = null;
  return marks.map((here, turn) =>
    here.map((mark): Touch => {
      const manner = isPassing(mark) ? "aside" : mannerOf(mark, talk.turns.length, talk.purpose.mode);
      const isAnswer = passing !== null && passing.turn >= turn - 1 && hasSameFits(passing.fits, mark.fits);
      const settled = manner === "plain" && isAnswer ? "aside" : manner;
      if (settled === "aside") passing = { turn, fits: mark.fits };
      return { mark, manner: settled, isKept: isKept(mark) };
    }),
  );
}

const hasSameFits = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((index) => b.includes(index));

/** Tells what was said before the call came to its subject, in a goodbye, or was denied at once. */
function passingIn({ cues, days }: { readonly cues: readonly Cues[]; readonly days: Talk["days"] }) {
  const begins = topicFrom(cues);
  const isGoodbye = goodbyeIn(cues);
  /** The only day said may be said in parting. */
  const isMeantDay = ({ turn, from }: Mention): boolean =>
    days.some(({ mention, aside }) => !aside && mention.turn === turn && mention.from === from);
  return (mark: Mark): boolean =>
    isBeforeTopic(mark, begins) || (isGoodbye(mark) && !isMeantDay(mark)) || cues[mark.turn.index]?.denied === true;
}

/** A long turn counts no more than this many words, so that one story does not decide. */
const MOST_WORDS = 40;
/** For how many turns a topic goes on without being named again. */
const LONGEST_HELD = 5;
/** Of a call that marks less than this share, what is marked is not all that it is about. */
const LEAST_MARKED = 0.7;

/** Reads a call turn by turn: what was marked last goes on being the topic until something else is. */
function sharesOf(subjects: readonly (readonly Mark[])[], talk: Talk, bookings: number): number[] {
  const words = Array.from({ length: bookings }, () => 0);
  let [marked, spoken, held] = [0, 0, 0];
  let topic: readonly number[] | null = null;
  const credit = (fits: readonly number[], amount: number): void => {
    marked += amount;
    for (const index of fits) words[index] = (words[index] ?? 0) + amount / fits.length;
  };
  for (const turn of talk.turns) {
    const length = Math.min(turn.lexemes.length, MOST_WORDS);
    const here = subjects[turn.index] ?? [];
    const weight = here.reduce((sum, mark) => sum + mark.weight, 0);
    spoken += length;
    if (weight > 0) {
      for (const mark of here) credit(mark.fits, (length * mark.weight) / weight);
      topic = strongest(here.slice(-2))?.fits ?? null;
      held = 0;
    } else if (topic !== null && held++ < LONGEST_HELD) credit(topic, length);
  }
  const whole = Math.max(marked, spoken * LEAST_MARKED, 1);
  return words.map((share) => share / whole);
}

function strongest(marks: readonly Mark[]): Mark | null {
  return marks.reduce<Mark | null>((best, mark) => (best === null || mark.weight >= best.weight ? mark : best), null);
}

function keptIn(touches: readonly (readonly Touch[])[], { turns }: Talk): Map<number, Mention> {
  const kept = new Map<number, Mention>();
  const keep = (mark: Mark): void => {
    const only = onlyOf(mark);
    if (only !== undefined) kept.set(only, mark);
  };
  /** What was named last in the turn before. */
  let lately: Mark | undefined;
  for (const turn of turns) {
    const here = touches[turn.index] ?? [];
    const leaves = here.length === 0 && lately === undefined ? null : leavesLastAt(turn);
    const last = leaves === null ? undefined : (here.findLast(({ mark }) => startOf(mark) < leaves)?.mark ?? lately);
    if (last !== undefined) keep(last);
    for (const { mark, isKept } of here) if (isKept) keep(mark);
    lately = here.at(-1)?.mark;
  }
  return kept;
}

function firstIn(subjects: readonly (readonly Mark[])[], { turns }: Talk): Map<number, Mention> {
  for (const { index, speaker } of turns) {
    const best = speaker === "agent" ? null : strongest(subjects[index] ?? []);
    if (best !== null && best.fits.length > 0) return new Map(best.fits.map((fit) => [fit, best]));
  }
  return new Map();
}

/** `answered` are those named in answer to "which one?". */
function toldOf(touches: readonly (readonly Touch[])[], answered: Map<number, Mention>, bookings: number): Told {
  const begun = Array.from({ length: bookings }, (): number | null => null);
  const words = begun.map(() => new Map<string, Mention>());
  const setApart = begun.map((): Mention | null => null);
  const named = new Map(answered);
  const pointed = new Map<number, Mention>();
  for (const { mark, manner } of touches.flat()) {
    const only = onlyOf(mark);
    if (only === undefined) continue;
    begun[only] ??= mark.turn.index;
    if (manner === "named" && !named.has(only)) named.set(only, mark);
    if (manner === "aside") setApart[only] ??= mark;
    else if (mark.points === true) pointed.set(only, mark);
    else if (mark.root !== undefined) words[only]?.set(mark.root, mark);
  }
  return { begun, words, setApart, named, pointed };
}
