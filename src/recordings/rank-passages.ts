import { readParts } from "./asked-parts.js";
import { choosePassages, type PassageBudget, type RankedPassage, type ScoredTurn } from "./choose-passages.js";
import type { PreparedTalk, PreparedTurn } from "./prepared-talk.js";
import type { Question } from "./question.js";
import { findHits, type Hits } from "./said-terms.js";

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

const TUNED: Tuning = {
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

/** All turns of the talks that say anything asked for. */
function scoreTurns(talks: readonly PreparedTalk[], asked: Question, tuning: Tuning): ScoredTurn[] {
  const scored: ScoredTurn[] = [];
  for (const [talk, hits] of findHits(talks, asked.terms, tuning)) {
    if (hits.size === 0) continue;
    const ofTalk = tuning.talk * sum(asked.terms.map((_, t) => best(hits.values(), t)));
    const isNear = nearby(hits.keys(), talk.turns.length);
    for (const [index, turn] of talk.turns.entries()) {
      const own = hits.get(index);
      const words =
        isNear[index] === 1
          ? (own === undefined ? 0 : tuning.own * sum(own)) + tuning.window * around(hits, talk, index, tuning) + ofTalk
          : ofTalk;
      scored.push({ talk, index, score: words * priorOf(turn, talk, asked, tuning) });
    }
  }
  return scored;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function best(hits: Iterable<Hits>, term: number): number {
  let most = 0;
  for (const hit of hits) most = Math.max(most, hit[term] ?? 0);
  return most;
}

/** 1 for each turn that is so near one of those that `around` hears it. */
function nearby(indexes: Iterable<number>, turns: number): Uint8Array {
  const near = new Uint8Array(turns);
  for (const index of indexes) near.fill(1, Math.max(0, index - REACH), index + REACH + 1);
  return near;
}

const REACH = 2;
const NONE: Hits = [];

/** What is said of the terms here or, for less, near here: an answer seldom repeats what it was asked. */
function around(hits: ReadonlyMap<number, Hits>, talk: PreparedTalk, index: number, tuning: Tuning): number {
  const near = [-REACH, -1, 0, 1, REACH].map((step) => hits.get(index + step));
  const [second = NONE, before = NONE, own = NONE, after = NONE, next = NONE] = near;
  const terms = near.find((hit) => hit !== undefined)?.length ?? 0;
  const ofBefore = talk.turns[index - 1]?.isQuestion === true ? tuning.answer : tuning.before;
  let total = 0;
  for (let t = 0; t < terms; t++) {
    total += Math.max(
      own[t] ?? 0,
      ofBefore * (before[t] ?? 0),
      tuning.after * (after[t] ?? 0),
      0.4 * (second[t] ?? 0),
      0.3 * (next[t] ?? 0),
    );
  }
  return total;
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
