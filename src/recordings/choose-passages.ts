import type { PreparedTalk, PreparedTurn } from "./prepared-talk.js";
import type { Tuning } from "./rank-passages.js";

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

export interface ScoredTurn {
  readonly talk: PreparedTalk;
  readonly index: number;
  readonly score: number;
}

interface PricedTurn extends ScoredTurn {
  readonly turn: PreparedTurn;
  readonly tokens: number;
  readonly worth: number;
}

interface OpenPassage {
  readonly talk: PreparedTalk;
  readonly turns: number[];
  score: number;
}

/**
 * For each part of a question its turns by worth for their price, the parts in turn; those near each other in a talk
 * become one passage, and a question takes its answer along.
 */
export function choosePassages(
  parts: readonly (readonly ScoredTurn[])[],
  budget: PassageBudget,
  tuning: Tuning,
): RankedPassage[] {
  const priced = parts.map((scored) => pricedBest(scored, budget, tuning));
  const passages: OpenPassage[] = [];
  let left = budget.tokens;
  for (const each of fused(priced)) {
    if (left < 8) break;
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

/**
 * By reciprocal rank over the parts: the best of each comes first, sooner where several parts want it. Worths of different
 * parts say nothing of each other, so that a part with many rare words would take all the room.
 */
function fused(parts: readonly (readonly PricedTurn[])[]): readonly PricedTurn[] {
  const [only, other] = parts;
  if (only === undefined || other === undefined) return only ?? [];
  const wanted = new Map<PreparedTurn, PricedTurn>();
  for (const part of parts) {
    for (const [rank, each] of part.entries()) {
      const known = wanted.get(each.turn)?.worth ?? 0;
      wanted.set(each.turn, { ...each, worth: known + 1 / (FIRST_RANK + rank) });
    }
  }
  // Stable: of turns that are wanted alike, those of the earlier part.
  return [...wanted.values()].sort((a, b) => b.worth - a.worth);
}

/** Half or twice as much changes little; the 60 of whole result lists would put what two parts half want before their best. */
const FIRST_RANK = 1;

/** Some of the best may cost more than is left, and a turn's worth depends on its price. */
const TIMES_THE_BUDGET = 4;
const LEAST_SHARE = 0.12;

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

/** Those that are worth a good part of the best one, best first. */
function pricedBest(scored: readonly ScoredTurn[], budget: PassageBudget, tuning: Tuning): PricedTurn[] {
  const priced = likely(scored, budget.tokens)
    .flatMap((each): PricedTurn[] => {
      const turn = each.talk.turns[each.index];
      if (turn === undefined) return [];
      const tokens = budget.tokensOf(turn);
      return [{ ...each, turn, tokens, worth: each.score / (tokens + 15) ** tuning.lengthPrice }];
    })
    .sort((a, b) => b.worth - a.worth || a.talk.startedAt.getTime() - b.talk.startedAt.getTime() || a.index - b.index);
  const worst = (priced[0]?.worth ?? 0) * LEAST_SHARE;
  return priced.filter(({ worth }) => worth >= worst);
}
