import type { PreparedTalk, PreparedTurn } from "./prepared-talk.js";
import { type Question, type QuestionTerm, readQuestion } from "./question.js";

export interface RankedPassage {
  readonly talk: PreparedTalk;
  /** Indices into the talk's turns, ascending; a turn that tells nothing between two that do may be left out. */
  readonly turns: readonly number[];
  readonly score: number;
}

export interface PassageBudget {
  /** Of all passages together. */
  readonly tokens: number;
  /** Tokens that a turn costs as it will be shown. */
  tokensOf(turn: PreparedTurn): number;
}

/** The passages that most probably hold the answer, best first, within the budget. Empty where nothing fits the question. */
export function rankPassages(
  talks: readonly PreparedTalk[],
  question: string,
  budget: PassageBudget,
  tuning: Tuning = TUNED,
): RankedPassage[] {
  const names = new Set(talks.flatMap((talk) => talk.turns.flatMap((turn) => turn.speakerNames)));
  const asked = readQuestion(question, names);
  const scored = scoreTurns(talks, asked, tuning);
  return choosePassages(scored, budget, tuning);
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

interface ScoredTurn {
  readonly talk: PreparedTalk;
  readonly index: number;
  readonly score: number;
}

function scoreTurns(talks: readonly PreparedTalk[], asked: Question, tuning: Tuning): ScoredTurn[] {
  const turns = talks.flatMap((talk) => talk.turns);
  const terms = withLongerForms(turns, asked.terms, tuning);
  const wanted = wantedStems(terms);
  const rarity = raritiesOf(turns, wanted);
  const meanLength = turns.reduce((sum, turn) => sum + turn.length, 0) / Math.max(turns.length, 1);
  const perTalk = talks.map((talk) => {
    const hits = talk.turns.map((turn) => hitsOf(turn, terms.length, wanted, rarity, meanLength, tuning));
    return { talk, hits, best: terms.map((_, t) => Math.max(0, ...hits.map((hit) => hit[t] ?? 0))) };
  });
  return perTalk.flatMap(({ talk, hits, best }) => {
    const ofTalk = sum(best);
    return hits.map((hit, index): ScoredTurn => {
      const turn = talk.turns[index];
      const around = terms.map((_, t) =>
        Math.max(
          hit[t] ?? 0,
          (talk.turns[index - 1]?.isQuestion === true ? tuning.answer : tuning.before) * (hits[index - 1]?.[t] ?? 0),
          tuning.after * (hits[index + 1]?.[t] ?? 0),
          0.4 * (hits[index - 2]?.[t] ?? 0),
          0.3 * (hits[index + 2]?.[t] ?? 0),
        ),
      );
      const words = tuning.own * sum(hit) + tuning.window * sum(around) + tuning.talk * ofTalk;
      return { talk, index, score: turn === undefined ? 0 : words * priorOf(turn, talk, asked, tuning) };
    });
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** "physiotherapist" is also asked for where only "physio" is said, and the other way round. */
function withLongerForms(
  turns: readonly PreparedTurn[],
  terms: readonly QuestionTerm[],
  tuning: Tuning,
): QuestionTerm[] {
  const vocabulary = new Set(turns.flatMap((turn) => [...turn.counts.keys()]));
  return terms.map((term) => {
    const stems = new Map(term.stems);
    for (const [stem, weight] of term.stems) {
      if (weight < 1 || stem.length < SHORTEST_BEGINNING) continue;
      for (const other of vocabulary) {
        if (other.length < SHORTEST_BEGINNING || stems.has(other)) continue;
        if (other.startsWith(stem) || stem.startsWith(other)) stems.set(other, tuning.beginning);
      }
    }
    return { ...term, stems };
  });
}

const SHORTEST_BEGINNING = 5;

/** Which terms a stem is a hit of, and how much a hit counts: turns have fewer words than terms have stems. */
type WantedStems = ReadonlyMap<string, readonly { readonly term: number; readonly weight: number }[]>;

function wantedStems(terms: readonly QuestionTerm[]): WantedStems {
  const wanted = new Map<string, { term: number; weight: number }[]>();
  for (const [term, { stems }] of terms.entries()) {
    for (const [stem, weight] of stems) wanted.set(stem, [...(wanted.get(stem) ?? []), { term, weight }]);
  }
  return wanted;
}

/** BM25's inverse document frequency of each wanted stem, turns being the documents. */
function raritiesOf(turns: readonly PreparedTurn[], wanted: WantedStems): ReadonlyMap<string, number> {
  const frequency = new Map<string, number>();
  for (const turn of turns) {
    for (const stem of turn.counts.keys()) if (wanted.has(stem)) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  }
  return new Map([...frequency].map(([stem, n]) => [stem, Math.log(1 + (turns.length - n + 0.5) / (n + 0.5))]));
}

/** For each term how much the turn says of it: the best of its stems. */
function hitsOf(
  turn: PreparedTurn,
  terms: number,
  wanted: WantedStems,
  rarity: ReadonlyMap<string, number>,
  meanLength: number,
  tuning: Tuning,
): number[] {
  const norm = tuning.k1 * (1 - tuning.b + (tuning.b * turn.length) / meanLength);
  const hits = Array<number>(terms).fill(0);
  for (const [stem, count] of turn.counts) {
    for (const { term, weight } of wanted.get(stem) ?? []) {
      const worth =
        (weight === 1 ? 1 : weight * tuning.related) *
        (rarity.get(stem) ?? 0) *
        ((count * (tuning.k1 + 1)) / (count + norm));
      if (worth > (hits[term] ?? 0)) hits[term] = worth;
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

interface OpenPassage {
  readonly talk: PreparedTalk;
  readonly turns: number[];
  score: number;
}

/** Some of the best may cost more than is left, and a turn's worth depends on its price. */
const TIMES_THE_BUDGET = 4;

/** The best turns, of several times as many words as the budget has tokens: counting tokens costs more than all before it. */
function likely(scored: readonly ScoredTurn[], tokens: number): ScoredTurn[] {
  const best = scored.filter((each) => each.score > 0).sort((a, b) => b.score - a.score);
  let words = 0;
  const beyond = best.findIndex((each) => {
    words += each.talk.turns[each.index]?.length ?? 0;
    return words > TIMES_THE_BUDGET * tokens;
  });
  return beyond < 0 ? best : best.slice(0, beyond + 1);
}

/** Turns by worth for their price; those near each other in a talk become one passage, and a question takes its answer along. */
function choosePassages(scored: readonly ScoredTurn[], budget: PassageBudget, tuning: Tuning): RankedPassage[] {
  const priced = likely(scored, budget.tokens)
    .map((each) => {
      const turn = each.talk.turns[each.index];
      const tokens = turn === undefined ? 0 : budget.tokensOf(turn);
      return { ...each, tokens, worth: each.score / (tokens + 15) ** tuning.lengthPrice };
    })
    .sort((a, b) => b.worth - a.worth || a.talk.startedAt.getTime() - b.talk.startedAt.getTime() || a.index - b.index);
  const passages: OpenPassage[] = [];
  let left = budget.tokens;
  const worst = (priced[0]?.worth ?? 0) * 0.12;
  for (const each of priced) {
    if (left < 8 || each.worth < worst) break;
    if (passages.some((passage) => passage.talk === each.talk && passage.turns.includes(each.index))) continue;
    if (each.tokens > left) continue;
    left -= each.tokens;
    const near = passages.find(
      (passage) =>
        passage.talk === each.talk && passage.turns.some((turn) => Math.abs(turn - each.index) <= tuning.reach),
    );
    if (near === undefined) passages.push({ talk: each.talk, turns: [each.index], score: each.worth });
    else near.turns.push(each.index);
  }
  return passages.map((passage) => ({ ...passage, turns: passage.turns.toSorted((a, b) => a - b) }));
}
