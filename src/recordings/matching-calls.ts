import { getOne, PREPARED, type Sql } from "../database/sql.js";
import type { NamedPeople } from "./search-people.js";
import type { SearchPlan } from "./search-plan.js";
import type { CallFilter } from "./transcript-filter.js";

/**
 * Beyond so many matches `totalCount` says this number and `isTotalExact` is false. Of a phrase each is read to be known:
 * counted to 500, phrases took a quarter longer, and so did what filters leave of a common word.
 */
export const LARGEST_TOTAL = 300;

/** So many of the newest matches are ordered by relevance; the rest follow, newest first. Each is read to be ranked. */
export const RANKED = 200;

/** How much a call of today counts more than one long ago, and after how many days half of that is gone. */
const FRESHNESS = 0.25;
const FRESHNESS_HALF_LIFE_DAYS = 120;

export interface SearchSurroundings {
  readonly sql: Sql;
  readonly now: Date;
  /** Country calling code of numbers written without one, e.g. "1". */
  readonly callingCode: string;
}

/** One search, with everything that its statements share. */
export interface Search extends SearchSurroundings {
  readonly plan: SearchPlan;
  readonly people: NamedPeople | null;
  readonly restTsquery: string | null;
  readonly filter: CallFilter;
  /** Pages of one search look at no call that arrived after the first page. */
  readonly newestArrival: number;
  readonly searchedAt: Date;
}

export interface Match {
  readonly id: string;
  readonly startedAt: Date;
  readonly score: number;
}

export function freshness(search: Search, match: Match): number {
  const days = Math.max(search.searchedAt.getTime() - match.startedAt.getTime(), 0) / 86_400_000;
  return 1 + FRESHNESS * 0.5 ** (days / FRESHNESS_HALF_LIFE_DAYS);
}
/** The same in the database: $23 is the moment of the search. */
const FRESHNESS_THEN = `(1 + ${FRESHNESS} * power(0.5, greatest(extract(epoch FROM $23::timestamptz - call_started_at), 0)::float8
  / 86400 / ${FRESHNESS_HALF_LIFE_DAYS}))`;

export type Before = { readonly at: Date; readonly id: string } | null;

/** Of the newest matches; `isCut` where a bound of `find_scored_calls` was reached, so that older calls may fit as well. */
export interface Found {
  readonly matches: readonly Match[];
  /** Matches there are, up to the number asked for. */
  readonly count: number;
  readonly isCut: boolean;
}

const NOTHING: Found = { matches: [], count: 0, isCut: false };

/** The parameters of `find_scored_calls`, $1 to $22; the newest `scored` matches get a score. */
export const parametersOf = (search: Search, most: number, before: Before, scored = 0): unknown[] => {
  const { filter, plan } = search;
  return [
    ...[plan.tsquery, plan.indexed, plan.phrases, plan.verified, plan.expected, most, search.newestArrival],
    ...[filter.from, filter.to, filter.sentiments, filter.direction, filter.leastSeconds, filter.mostSeconds],
    ...[filter.topic, filter.customerId, filter.bookingId, before?.at ?? null, before?.id ?? null],
    ...(scored === 0
      ? [0, null, null, null]
      : [scored, plan.terms.map((term) => term.tsquery), plan.terms.map((term) => term.weight), plan.meanLength]),
  ];
};
export const FIND_CALLS = `find_scored_calls(to_tsquery('public.callthread', $1), to_tsquery('public.callthread', $2),
  (SELECT array_agg(DISTINCT pair) FROM unnest($3::text[]) AS phrase, unnest(spoken_pairs(to_tsvector('public.callthread', phrase))) AS pair),
  to_tsquery('public.callthread', $4), $5::bigint, $6::int, $7::bigint, $8::timestamptz, $9::timestamptz, $10::text[], $11::text,
  $12::int, $13::int, $14::text, $15::uuid, $16::uuid, $17::timestamptz, $18::uuid, $19::int,
  (SELECT array_agg(to_tsquery('public.callthread', term) ORDER BY place) FROM unnest($20::text[]) WITH ORDINALITY AS asked (term, place)),
  $21::float8[], $22::float8)`;

type FoundRow = { readonly id: string | null; readonly startedAt: Date; readonly score: number };

const isMatch = <Row extends FoundRow>(row: Row): row is Row & Match => row.id !== null;

function foundOf(rows: readonly FoundRow[]): Found {
  const matches = rows.filter(isMatch);
  return { matches, count: matches.length, isCut: matches.length < rows.length };
}

export async function callsSaying(search: Search, most: number, before: Before): Promise<Found> {
  if (search.plan.tsquery === null) return NOTHING;
  return foundOf(
    await search.sql.query<FoundRow>(
      `SELECT recording_id AS id, call_started_at AS "startedAt", 0 AS score FROM ${FIND_CALLS}`,
      parametersOf(search, most, before),
      PREPARED,
    ),
  );
}

/** How many there are, up to one more than `LARGEST_TOTAL`. */
export async function countCallsSaying(search: Search): Promise<Pick<Found, "count" | "isCut">> {
  if (search.plan.tsquery === null) return NOTHING;
  return getOne(
    search.sql,
    `SELECT count(recording_id)::int AS count, coalesce(bool_or(recording_id IS NULL), false) AS "isCut" FROM ${FIND_CALLS}`,
    parametersOf(search, LARGEST_TOTAL + 1, null),
    PREPARED,
  );
}

/** Best first. */
export interface FoundRanked extends Found {
  /** Of all that are ranked; null where none is. */
  readonly oldest: Before;
}

interface RankedRow {
  readonly count: number;
  readonly isCut: boolean;
  readonly oldestAt: Date | null;
  readonly oldestId: string | null;
  readonly id: string | null;
  readonly startedAt: Date;
  readonly score: number;
}

/**
 * The newest `RANKED` matches are scored, and of them the best `most` behind `last` told, with how many matches there are
 * up to one more than `LARGEST_TOTAL`: found in one walk. Scores have six digits, which survive a cursor's way through JSON.
 */
export async function rankedCallsSaying(search: Search, most: number, last: Match | null): Promise<FoundRanked> {
  if (search.plan.tsquery === null) return { ...NOTHING, oldest: null };
  const rows = await search.sql.query<RankedRow>(
    `WITH found AS MATERIALIZED (SELECT * FROM ${FIND_CALLS}),
     ranked AS MATERIALIZED (
       SELECT recording_id AS id, call_started_at AS at, round(score * ${FRESHNESS_THEN} * 1e6) / 1e6 AS score
         FROM found WHERE score IS NOT NULL)
     SELECT counted.*, oldest.*, best.id, best.at AS "startedAt", best.score
       FROM (SELECT count(recording_id)::int AS count, coalesce(bool_or(recording_id IS NULL), false) AS "isCut" FROM found) AS counted
       LEFT JOIN (SELECT at AS "oldestAt", id AS "oldestId" FROM ranked ORDER BY at, id LIMIT 1) AS oldest ON true
       LEFT JOIN (
         SELECT * FROM ranked
          WHERE $24::float8 IS NULL OR (score, at, id) < ($24::float8, $25::timestamptz, $26::uuid)
          ORDER BY score DESC, at DESC, id DESC LIMIT $27::int) AS best ON true
      ORDER BY best.score DESC, best.at DESC, best.id DESC`,
    [
      ...parametersOf(search, LARGEST_TOTAL + 1, null, RANKED),
      ...[search.searchedAt, last?.score ?? null, last?.startedAt ?? null, last?.id ?? null, most],
    ],
    PREPARED,
  );
  const [first] = rows;
  return {
    matches: rows.filter(isMatch),
    count: first?.count ?? 0,
    isCut: first?.isCut ?? false,
    oldest:
      first === undefined || first.oldestAt === null || first.oldestId === null
        ? null
        : { at: first.oldestAt, id: first.oldestId },
  };
}

/** Calls of the customers or numbers that the query names, newest first. */
export async function callsOfPeople(search: Search, most: number, before: Before): Promise<Match[]> {
  const { people, filter } = search;
  if (people === null) return [];
  return search.sql.query<Match>(
    `SELECT call.id, call.call_started_at AS "startedAt", 0 AS score
       FROM call_recordings AS call
      WHERE (call.customer_id = ANY ($1::uuid[]) OR call.outside_phone = ANY ($2::text[]))
        AND ($3::text IS NULL OR EXISTS (
              SELECT FROM call_search
               WHERE call_search.recording_id = call.id AND words @@ to_tsquery('public.callthread', $3)))
        AND ($16::text IS NULL OR NOT EXISTS (
              SELECT FROM call_search
               WHERE call_search.recording_id = call.id AND words @@ to_tsquery('public.callthread', $16)))
        AND ($4::timestamptz IS NULL OR call.call_started_at >= $4) AND ($5::timestamptz IS NULL OR call.call_started_at < $5)
        AND ($6::text[] IS NULL OR call.sentiment = ANY ($6)) AND ($7::text IS NULL OR call.direction = $7)
        AND ($8::int IS NULL OR call.duration_seconds >= $8) AND ($9::int IS NULL OR call.duration_seconds <= $9)
        AND ($10::text IS NULL OR $10 = ANY (call.topics))
        AND ($11::uuid IS NULL OR call.customer_id = $11) AND ($12::uuid IS NULL OR call.booking_id = $12)
        AND ($14::uuid IS NULL OR (call.call_started_at, call.id) < ($13::timestamptz, $14))
      ORDER BY call.call_started_at DESC, call.id DESC LIMIT $15`,
    [
      ...[people.customerIds, people.phones, search.restTsquery, filter.from, filter.to, filter.sentiments],
      ...[filter.direction, filter.leastSeconds, filter.mostSeconds, filter.topic, filter.customerId, filter.bookingId],
      ...[before?.at ?? null, before?.id ?? null, most, search.plan.excluded],
    ],
  );
}

export function distinct(matches: readonly Match[]): Match[] {
  const best = new Map<string, Match>();
  for (const match of matches) {
    const known = best.get(match.id);
    best.set(match.id, known === undefined ? match : { ...match, score: known.score + match.score });
  }
  return [...best.values()];
}

export const newestFirst = (a: Match, b: Match): number =>
  b.startedAt.getTime() - a.startedAt.getTime() || (a.id < b.id ? 1 : -1);

/** Of the calls that say it and of those of people named: the newest `most` of either, each once, newest first. */
export async function newestMatches(search: Search, most: number, before: Before): Promise<Found> {
  const [saying, named] = await Promise.all([callsSaying(search, most, before), callsOfPeople(search, most, before)]);
  const matches = distinct([...saying.matches, ...named]).sort(newestFirst);
  return { matches, count: matches.length, isCut: saying.isCut };
}
