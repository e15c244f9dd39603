import { z } from "zod";
import { encodeCursor } from "../connection.js";
import type { Match, Search } from "./matching-calls.js";
import type { Relaxation } from "./relaxed-query.js";
import type { SearchPlan } from "./search-plan.js";
import type { SearchOrder } from "./transcript-filter.js";

/**
 * Where a page ends: [score or -1 beyond the ranked, start, id, newest arrival looked at, moment of the first page, mean
 * length and weights of the words then, how the query was relaxed where it was]: with these a call scores the same on
 * every page.
 */
export const Position = z.tuple([
  z.number(),
  z.iso.datetime(),
  z.uuid(),
  z.number(),
  z.iso.datetime(),
  z.array(z.number()),
  z
    .object({
      without: z.array(z.string()).readonly(),
      isAny: z.boolean(),
      instead: z
        .array(z.tuple([z.string(), z.string()]).readonly())
        .readonly()
        .optional(),
      isOfNamed: z.boolean().optional(),
      isSaying: z.boolean().optional(),
    })
    .readonly()
    .optional(),
]);
export type Position = z.infer<typeof Position>;

export const withWeights = (plan: SearchPlan, [meanLength, ...weights]: readonly number[]): SearchPlan => ({
  ...plan,
  meanLength: meanLength ?? plan.meanLength,
  terms: plan.terms.map((term, i) => ({ ...term, weight: weights[i] ?? term.weight })),
});

/** Cursors beyond the ranked carry -1, which no ranked call scores. */
export function cursorOf(
  { plan, newestArrival, searchedAt }: Search,
  match: Match,
  order: SearchOrder,
  relaxation: Relaxation | null,
): string {
  const weights = [plan.meanLength, ...plan.terms.map((term) => term.weight)];
  const score = order === "NEWEST" ? 0 : match.score;
  const strict = [
    ...([score, match.startedAt.toISOString(), match.id, newestArrival, searchedAt.toISOString()] as const),
    order === "NEWEST" ? [] : weights,
  ] as const;
  const position: Readonly<Position> = relaxation === null ? strict : [...strict, relaxation];
  return encodeCursor(position);
}
