import { readParts } from "./asked-parts.js";
import { choosePassages, type PassageBudget, type RankedPassage, type ScoredTurn } from "./choose-passages.js";
import { BEGINNING, type PreparedTalk, type PreparedTurn } from "./prepared-talk.js";
import type { Question, QuestionTerm } from "./question.js";

/** The passages that most probably hold the answer, best first, within the budget. Empty where nothing fits the question. */
export function rankPassages(
  talks: readonly PreparedTalk[],
  question: string,
  budget: PassageBudget,
  tuning: Tuning = TUNED,
): RankedPassage[] {
  const names = new Set(talks.flatMap((talk) => talk.turns.flatMap((turn) => turn.speakerNames)));
  const parts = readParts(question, names);
  return choosePassages(
    parts.map((asked) => scoreTurns(talks, asked, tuning)),
    budget,
    tuning,
  );
}

export interface Tuning {
  readonly k1: number;
  readonly b: number;
  readonly own: number;
  readonly window: number;
  readonly talk: number;
  readonly speaker: number;
  readonly otherSpeaker: number;
  readonly question: number;
  readonly kind: number;
  readonly time: number;
  readonly related: number;
  readonly lengthPrice: number;
  readonly reach: number;
  readonly answer: number;
  readonly before: number;
  readonly after: number;
  readonly beginning: number;
}

export const TUNED: Tuning = {
  k1: 1.2,
  b: 0.4,
  own: 1,
  window: 1,
  talk: 0.35,
  speaker: 1.45,
  otherSpeaker: 0.65,
  question: 0.75,
  kind: 1.3,
  time: 1.5,
  related: 1,
  lengthPrice: 0.1,
  reach: 5,
  answer: 1,
  before: 0.8,
  after: 0.6,
  beginning: 0.5,
};

function scoreTurns(talks: readonly PreparedTalk[], asked: Question, tuning: Tuning): ScoredTurn[] {
  const turns = talks.flatMap((talk) => talk.turns);
  const terms = withLongerForms(talks, asked.terms, tuning);
  const wanted = wantedStems(terms);
  const rarity = raritiesOf(talks, turns.length, wanted);
  const meanLength = turns.reduce((sum, turn) => sum + turn.length, 0) / Math.max(turns.length, 1);
  const none = Array<number>(terms.length).fill(0);
  return talks.flatMap((talk) => {
    const hits = hitsOf(talk, terms.length, wanted, rarity, meanLength, tuning);
    const best = terms.map((_, t) => [...hits.values()].reduce((most, hit) => Math.max(most, hit[t] ?? 0), 0));
    const ofTalk = sum(best);
    return talk.turns.map((turn, index): ScoredTurn => {
      const near = [-2, -1, 0, 1, 2].map((step) => hits.get(index + step) ?? none);
      const [second = none, before = none, own = none, after = none, next = none] = near;
      const ofBefore = talk.turns[index - 1]?.isQuestion === true ? tuning.answer : tuning.before;
      const around = near.every((hit) => hit === none)
        ? 0
        : own.reduce(
            (total, hit, t) =>
              total +
              Math.max(
                hit,
                ofBefore * (before[t] ?? 0),
                tuning.after * (after[t] ?? 0),
                0.4 * (second[t] ?? 0),
                0.3 * (next[t] ?? 0),
              ),
            0,
          );
      const words = tuning.own * sum(own) + tuning.window * around + tuning.talk * ofTalk;
      return { talk, index, score: words * priorOf(turn, talk, asked, tuning) };
    });
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** "physiotherapist" is also asked for where only "physio" is said, and the other way round. */
function withLongerForms(
  talks: readonly PreparedTalk[],
  terms: readonly QuestionTerm[],
  tuning: Tuning,
): QuestionTerm[] {
  return terms.map((term) => {
    const stems = new Map(term.stems);
    for (const [stem, weight] of term.stems) {
      if (weight < 1 || stem.length < BEGINNING) continue;
      const beginning = stem.slice(0, BEGINNING);
      for (const other of talks.flatMap((talk) => talk.beginnings.get(beginning) ?? [])) {
        if (stems.has(other)) continue;
        if (other.startsWith(stem) || stem.startsWith(other)) stems.set(other, tuning.beginning);
      }
    }
    return { ...term, stems };
  });
}

/** Which terms a stem is a hit of, and how much a hit counts: turns have fewer words than terms have stems. */
type WantedStems = ReadonlyMap<string, readonly { readonly term: number; readonly weight: number }[]>;

function wantedStems(terms: readonly QuestionTerm[]): WantedStems {
  const wanted = new Map<string, { term: number; weight: number }[]>();
  for (const [term, { stems }] of terms.entries()) {
    for (const [stem, weight] of stems) {
      const known = wanted.get(stem);
      if (known === undefined) wanted.set(stem, [{ term, weight }]);
      else known.push({ term, weight });
    }
  }
  return wanted;
}

/** BM25's inverse document frequency of each wanted stem that is said, turns being the documents. */
function raritiesOf(talks: readonly PreparedTalk[], turns: number, wanted: WantedStems): ReadonlyMap<string, number> {
  const rarities = new Map<string, number>();
  for (const stem of wanted.keys()) {
    const n = talks.reduce((said, talk) => said + (talk.sayings.get(stem)?.length ?? 0), 0);
    if (n > 0) rarities.set(stem, Math.log(1 + (turns - n + 0.5) / (n + 0.5)));
  }
  return rarities;
}

/** Of each turn that says something asked for, by its index: how much it says of each term, the best of its stems. */
function hitsOf(
  talk: PreparedTalk,
  terms: number,
  wanted: WantedStems,
  rarities: ReadonlyMap<string, number>,
  meanLength: number,
  tuning: Tuning,
): ReadonlyMap<number, readonly number[]> {
  const hits = new Map<number, number[]>();
  for (const [stem, rarity] of rarities) {
    for (const { turn, count } of talk.sayings.get(stem) ?? []) {
      const length = talk.turns[turn]?.length ?? 0;
      const norm = tuning.k1 * (1 - tuning.b + (tuning.b * length) / meanLength);
      const hit = hits.get(turn) ?? Array<number>(terms).fill(0);
      hits.set(turn, hit);
      for (const { term, weight } of wanted.get(stem) ?? []) {
        const share = weight === 1 ? 1 : weight * tuning.related;
        const worth = share * rarity * ((count * (tuning.k1 + 1)) / (count + norm));
        if (worth > (hit[term] ?? 0)) hit[term] = worth;
      }
    }
  }
  return hits;
}

/** What speaks for a turn beside its words: who speaks, what kind of answer it holds, when it was. */
function priorOf(turn: PreparedTurn, talk: PreparedTalk, asked: Question, tuning: Tuning): number {
  let prior = 1;
  if (asked.speakers.size > 0)
    prior *= turn.speakerNames.some((name) => asked.speakers.has(name)) ? tuning.speaker : tuning.otherSpeaker;
  if (turn.isQuestion) prior *= tuning.question;
  if (asked.asks === "when" && turn.hasTime) prior *= tuning.kind;
  if (asked.asks === "amount" && turn.hasNumber) prior *= tuning.kind;
  const at = talk.startedAt.getTime();
  if (asked.times.some(({ from, to }) => at >= from && at < to)) prior *= tuning.time;
  return prior;
}
