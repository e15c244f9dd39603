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

interface WorthyTurn extends ScoredTurn {
  readonly turn: PreparedTurn;
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
  const worthy = parts.map((scored) => worthiest(scored, budget.tokens, tuning));
  const passages: OpenPassage[] = [];
  let left = budget.tokens;
  for (const each of fused(worthy)) {
    if (left < 8) break;
    if (passages.some((passage) => passage.talk === each.talk && passage.turns.includes(each.index))) continue;
    // No word takes less than a token: most of what is left over need not be counted.
    const tokens = each.turn.length > left ? Number.POSITIVE_INFINITY : budget.tokensOf(each.turn);
    if (tokens > left) continue;
    left -= tokens;
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
function fused(parts: readonly (readonly WorthyTurn[])[]): readonly WorthyTurn[] {
  const [only, other] = parts;
  if (only === undefined || other === undefined) return only ?? [];
  const wanted = new Map<PreparedTurn, WorthyTurn>();
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

/** Of the best one's worth. */
const LEAST_SHARE = 0.12;

/**
 * Those that are worth a good part of the best one, best first. What they cost is guessed from their words: only the few
 * that are taken are counted, which costs more than all before it. There cannot be room for more turns than tokens.
 */
function worthiest(scored: readonly ScoredTurn[], tokens: number, tuning: Tuning): WorthyTurn[] {
  const worths = Float64Array.from(scored, ({ talk, index, score }) => {
    const words = talk.turns[index]?.length ?? 0;
    return score / (ATTENTION + TOKENS_A_TURN + TOKENS_A_WORD * words) ** tuning.lengthPrice;
  });
  const sorted = worths.toSorted();
  const least = Math.max(LEAST_SHARE * (sorted.at(-1) ?? 0), sorted.at(-tokens) ?? 0, Number.MIN_VALUE);
  return scored
    .flatMap((each, place): WorthyTurn[] => {
      const turn = each.talk.turns[each.index];
      const worth = worths[place] ?? 0;
      return turn === undefined || worth < least ? [] : [{ ...each, turn, worth }];
    })
    .sort((a, b) => b.worth - a.worth || a.talk.startedAt.getTime() - b.talk.startedAt.getTime() || a.index - b.index);
}

/** A turn costs something to read, however short it is. */
const ATTENTION = 15;
/** Fitted to the 1,062 turns that `evaluate search` is tested with: 5 % off, which changes nothing of what is found. */
const TOKENS_A_TURN = 4.6;
const TOKENS_A_WORD = 1.14;
