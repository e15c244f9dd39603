import {
  countCallsSaying,
  FIND_CALLS,
  LARGEST_TOTAL,
  newestMatches,
  parametersOf,
  type Search,
} from "./matching-calls.js";

export interface FacetRow {
  readonly kind: "sentiment" | "direction" | "topic";
  readonly value: string;
  readonly calls: number;
}

export interface Total {
  readonly total: number;
  readonly isExact: boolean;
}

export async function countMatches(search: Search): Promise<Total> {
  if (search.people === null) {
    const { count, isCut } = await countCallsSaying(search);
    return totalOf(count, isCut);
  }
  const { count, isCut } = await newestMatches(search, LARGEST_TOTAL + 1, null);
  return totalOf(count, isCut);
}

export const totalOf = (count: number, isCut: boolean): Total => ({
  total: Math.min(count, LARGEST_TOTAL),
  isExact: count <= LARGEST_TOTAL && !isCut,
});

/** Of the newest `LARGEST_TOTAL` matches. */
export async function countFacets(search: Search): Promise<FacetRow[]> {
  if (search.people === null) {
    if (search.plan.tsquery === null) return [];
    return search.sql.query<FacetRow>(
      facetsOf(`SELECT call.sentiment, call.direction, call.topics
         FROM ${FIND_CALLS} AS match JOIN call_search AS call USING (recording_id)`),
      parametersOf(search, LARGEST_TOTAL, null),
    );
  }
  const { matches } = await newestMatches(search, LARGEST_TOTAL, null);
  return search.sql.query<FacetRow>(
    facetsOf("SELECT sentiment, direction, topics FROM call_recordings WHERE id = ANY ($1::uuid[])"),
    [matches.slice(0, LARGEST_TOTAL).map(({ id }) => id)],
  );
}

const facetsOf = (found: string): string =>
  `WITH found AS MATERIALIZED (${found})
   SELECT 'sentiment' AS kind, sentiment AS value, count(*)::int AS calls FROM found WHERE sentiment IS NOT NULL GROUP BY sentiment
    UNION ALL
   SELECT 'direction', direction, count(*)::int FROM found GROUP BY direction
    UNION ALL
   SELECT 'topic', topic, count(*)::int FROM found CROSS JOIN LATERAL unnest(topics) AS topic GROUP BY topic
    ORDER BY kind, calls DESC, value`;
