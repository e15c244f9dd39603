import type { PreparedTalk } from "./prepared-talk.js";
import type { QuestionTerm } from "./question.js";
import type { Tuning } from "./rank-passages.js";
import { stemIn, type Vocabulary } from "./vocabulary.js";

/** How much a turn says of each term, the best of its stems. */
export type Hits = readonly number[];

/** Of each talk the turns that say something asked for, by their index: BM25 with turns as documents. */
export function findHits(
  talks: readonly PreparedTalk[],
  asked: readonly QuestionTerm[],
  tuning: Tuning,
): ReadonlyMap<PreparedTalk, ReadonlyMap<number, Hits>> {
  const vocabularies = new Set(talks.map((talk) => talk.vocabulary));
  const wanted = wantedStems(asked, vocabularies, tuning);
  const places = new Map([...vocabularies].map((vocabulary) => [vocabulary, placesOf(wanted, vocabulary)]));
  const found = talks.map((talk) => sayingsOf(talk, places.get(talk.vocabulary) ?? new Uint32Array()));

  const turns = talks.reduce((sum, talk) => sum + talk.turns.length, 0);
  const words = talks.reduce((sum, talk) => sum + talk.said.length, 0);
  const saying = new Uint32Array(wanted.length + 1);
  for (const { stem } of found.flat()) saying[stem] = (saying[stem] ?? 0) + 1;
  const rarities = Array.from(saying, (n) => Math.log(1 + (turns - n + 0.5) / (n + 0.5)));

  const meanLength = words / Math.max(turns, 1);
  return new Map(
    talks.map((talk, place) => {
      const hits = new Map<number, number[]>();
      for (const { turn, stem, count } of found[place] ?? []) {
        const length = talk.turns[turn]?.length ?? 0;
        const norm = tuning.k1 * (1 - tuning.b + (tuning.b * length) / meanLength);
        const hit = hits.get(turn) ?? Array<number>(asked.length).fill(0);
        hits.set(turn, hit);
        for (const { term, weight } of wanted[stem - 1]?.uses ?? []) {
          const worth = weight * (rarities[stem] ?? 0) * ((count * (tuning.k1 + 1)) / (count + norm));
          if (worth > (hit[term] ?? 0)) hit[term] = worth;
        }
      }
      return [talk, hits];
    }),
  );
}

/** A stem and which terms it is a hit of, and how much a hit counts: turns have fewer words than terms have stems. */
interface WantedStem {
  readonly stem: string;
  readonly uses: { readonly term: number; readonly weight: number }[];
}

function wantedStems(
  terms: readonly QuestionTerm[],
  vocabularies: ReadonlySet<Vocabulary>,
  tuning: Tuning,
): WantedStem[] {
  const wanted = new Map<string, WantedStem>();
  for (const [term, { stems }] of terms.entries()) {
    const all = new Map(stems);
    for (const [stem, weight] of stems) {
      if (weight < 1) continue;
      for (const vocabulary of vocabularies)
        for (const other of vocabulary.longerAndShorterForms(stem))
          if (!all.has(other)) all.set(other, tuning.beginning);
    }
    for (const [stem, weight] of all) {
      const known = wanted.get(stem) ?? { stem, uses: [] };
      known.uses.push({ term, weight: weight === 1 ? 1 : weight * tuning.related });
      wanted.set(stem, known);
    }
  }
  return [...wanted.values()];
}

/** By a stem's number its place among those that are wanted, from 1; 0 where it is not. */
function placesOf(wanted: readonly WantedStem[], vocabulary: Vocabulary): Uint32Array {
  const places = new Uint32Array(vocabulary.size);
  for (const [place, { stem }] of wanted.entries()) {
    const number = vocabulary.find(stem);
    if (number !== undefined) places[number] = place + 1;
  }
  return places;
}

interface Saying {
  readonly turn: number;
  /** Its place among those that are wanted, from 1. */
  readonly stem: number;
  count: number;
}

function sayingsOf({ turns, said }: PreparedTalk, places: Uint32Array): Saying[] {
  const sayings: Saying[] = [];
  let at = 0;
  for (const [turn, { length }] of turns.entries()) {
    const first = sayings.length;
    for (const end = at + length; at < end; at++) {
      const stem = places[stemIn(said[at] ?? 0)] ?? 0;
      if (stem === 0) continue;
      let known = first;
      while (known < sayings.length && sayings[known]?.stem !== stem) known++;
      const saying = sayings[known];
      if (saying === undefined) sayings.push({ turn, stem, count: 1 });
      else saying.count++;
    }
  }
  return sayings;
}
