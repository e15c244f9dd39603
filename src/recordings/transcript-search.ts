import { z } from "zod";
import { decodeCursor, encodeCursor } from "../connection.js";
import { getOne, type Sql } from "../database/sql.js";
import { badInput } from "../errors.js";
import { findNamedPeople, type NamedPeople } from "./search-people.js";
import { planSearch, type SearchPlan } from "./search-plan.js";
import { LONGEST_QUERY, readSearchQuery, type SearchQuery, writeSearchQuery } from "./search-query.js";
import type { CallFilter, SearchOrder } from "./transcript-filter.js";

/** Beyond so many matches `totalCount` says this number and `isTotalExact` is false. */
export const LARGEST_TOTAL = 2_000;

/** So many of the newest matches are ordered by relevance; the rest follow, newest first. */
const RANKED = 500;

/** How much a call of today counts more than one long ago, and after how many days half of that is gone. */
const FRESHNESS = 0.25;
const FRESHNESS_HALF_LIFE_DAYS = 120;

export interface SearchRequest {
  readonly query: string;
  readonly filter: CallFilter;
  readonly order: SearchOrder;
  readonly limit: number;
  readonly after: string | null | undefined;
}

export interface SearchHit {
  readonly id: string;
  readonly startedAt: Date;
  /** Bits of evidence that the call is what was asked for; 0 where order is by time. */
  readonly score: number;
  readonly cursor: string;
}

export interface SearchPage {
  readonly hits: readonly SearchHit[];
  readonly hasNextPage: boolean;
  /** What was searched for in the place of a query with a word that nobody says; null where it was searched as written. */
  readonly didYouMean: string | null;
  /** Why the answer is empty or partial, in one sentence; null where there is nothing to say. */
  readonly notice: string | null;
  /** Spellings whose places are highlighted. */
  readonly sought: readonly (readonly string[])[];
  count(): Promise<{ total: number; isExact: boolean }>;
  facets(): Promise<FacetRow[]>;
}

export interface FacetRow {
  readonly kind: "sentiment" | "direction" | "topic";
  readonly value: string;
  readonly calls: number;
}

/**
 * [score or -1 beyond the ranked, start, id, newest arrival looked at, moment of the first page, mean length and weights
 * of the words then]: with these a call scores the same on every page.
 */
const Position = z.tuple([z.number(), z.iso.datetime(), z.uuid(), z.number(), z.iso.datetime(), z.array(z.number())]);
type Position = z.infer<typeof Position>;

export interface SearchSurroundings {
  readonly sql: Sql;
  readonly now: Date;
  /** Country calling code of numbers written without one, e.g. "1". */
  readonly callingCode: string;
}

/** One search, with everything that its statements share. */
interface Search extends SearchSurroundings {
  readonly plan: SearchPlan;
  readonly people: NamedPeople | null;
  readonly restTsquery: string | null;
  readonly filter: CallFilter;
  /** Pages of one search look at no call that arrived after the first page. */
  readonly newestArrival: number;
  readonly searchedAt: Date;
}

/** Throws BAD_INPUT for a query that is too long or a wrong cursor; any other text is searched as well as it can be. */
export async function searchTranscripts(surroundings: SearchSurroundings, request: SearchRequest): Promise<SearchPage> {
  if (request.query.length > LONGEST_QUERY) {
    throw badInput(
      "query",
      `"query" takes at most ${LONGEST_QUERY} characters; it had ${request.query.length}.`,
      "TOO_LONG",
    );
  }
  const position = decodeCursor(request.after, Position);
  const query = readSearchQuery(request.query);
  if (query.clauses.length === 0) {
    return emptyPage(
      query.excluded.length > 0
        ? "Only words to leave out were given; add a word to look for."
        : "There is no word or number to look for.",
    );
  }
  const search = await prepare(surroundings, request, query, position);
  if (search.plan.tsquery === null && search.people === null) {
    return emptyPage("Only words too common to look for were given; add a rarer one.");
  }
  const { hits, total } =
    request.order === "NEWEST"
      ? { hits: await newest(search, request, position), total: null }
      : await byRelevance(search, request, position);
  const page = hits.slice(0, request.limit);
  return {
    hits: page.map((hit) => ({ ...hit, cursor: cursorOf(search, hit, request.order) })),
    hasNextPage: hits.length > request.limit,
    didYouMean: search.plan.replaced.size === 0 ? null : writeSearchQuery(query, search.plan.replaced),
    notice: query.isCut ? "Only the first 32 words were looked for." : null,
    sought: search.plan.sought,
    count: () => (total === null ? countMatches(search) : Promise.resolve({ total, isExact: true })),
    facets: () => countFacets(search),
  };
}

const emptyPage = (notice: string): SearchPage => ({
  hits: [],
  hasNextPage: false,
  didYouMean: null,
  notice,
  sought: [],
  count: async () => ({ total: 0, isExact: true }),
  facets: async () => [],
});

async function prepare(
  surroundings: SearchSurroundings,
  request: SearchRequest,
  query: SearchQuery,
  position: Position | null,
): Promise<Search> {
  const { sql, callingCode, now } = surroundings;
  const [plan, people, newestArrival] = await Promise.all([
    planSearch(sql, query),
    findNamedPeople(sql, query, callingCode),
    position?.[3] ?? readNewestArrival(sql),
  ]);
  const rest = people === null || people.rest.clauses.length === 0 ? null : await planSearch(sql, people.rest);
  return {
    ...surroundings,
    plan: position === null ? plan : withWeights(plan, position[5]),
    people,
    restTsquery: rest?.tsquery ?? null,
    filter: request.filter,
    newestArrival,
    searchedAt: position === null ? now : new Date(position[4]),
  };
}

const withWeights = (plan: SearchPlan, [meanLength, ...weights]: readonly number[]): SearchPlan => ({
  ...plan,
  meanLength: meanLength ?? plan.meanLength,
  terms: plan.terms.map((term, i) => ({ ...term, weight: weights[i] ?? term.weight })),
});

async function readNewestArrival(sql: Sql): Promise<number> {
  const row = await getOne<{ arrival: number }>(
    sql,
    "SELECT coalesce(pg_sequence_last_value('call_search_arrival_seq'), 0)::float8 AS arrival",
  );
  return row.arrival;
}

interface Match {
  readonly id: string;
  readonly startedAt: Date;
  readonly score: number;
}

const newestFirst = (a: Match, b: Match): number =>
  b.startedAt.getTime() - a.startedAt.getTime() || (a.id < b.id ? 1 : -1);
const bestFirst = (a: Match, b: Match): number => b.score - a.score || newestFirst(a, b);

async function newest(search: Search, request: SearchRequest, position: Position | null): Promise<Match[]> {
  const before = position === null ? null : { at: new Date(position[1]), id: position[2] };
  const [saying, named] = await Promise.all([
    callsSaying(search, request.limit + 1, before),
    callsOfPeople(search, request.limit + 1, before),
  ]);
  return distinct([...saying, ...named]).sort(newestFirst);
}

/** `total` is known where all matches were ranked. */
async function byRelevance(
  search: Search,
  request: SearchRequest,
  position: Position | null,
): Promise<{ hits: Match[]; total: number | null }> {
  const [saying, named] = await Promise.all([rankedCallsSaying(search), callsOfPeople(search, RANKED, null)]);
  const scored = named.map((match) => ({ ...match, score: NAME_BITS * freshness(search, match) }));
  const ranked = distinct([...scored, ...saying]).sort(bestFirst);
  const total = saying.length < RANKED && named.length < RANKED ? ranked.length : null;
  if (position !== null && position[0] < 0) {
    return { hits: await beyondRanked(search, request, ranked, position), total };
  }
  const last = position === null ? null : { score: position[0], startedAt: new Date(position[1]), id: position[2] };
  const left = last === null ? ranked : ranked.filter((match) => bestFirst(match, last) > 0);
  if (left.length > request.limit || saying.length < RANKED) return { hits: left, total };
  return { hits: [...left, ...(await beyondRanked(search, request, ranked, null))], total };
}

/** A name or number that was asked for is worth as much as two rare words. */
const NAME_BITS = 24;

/** The newest of the matches that were not ranked. */
async function beyondRanked(
  search: Search,
  request: SearchRequest,
  ranked: readonly Match[],
  position: Position | null,
): Promise<Match[]> {
  const seen = new Set(ranked.map((match) => match.id));
  let before = position === null ? null : { at: new Date(position[1]), id: position[2] };
  const found: Match[] = [];
  for (;;) {
    const batch = await callsSaying(search, request.limit + 1 + RANKED, before);
    found.push(...batch.filter((match) => !seen.has(match.id)).map((match) => ({ ...match, score: -1 })));
    const last = batch.at(-1);
    if (found.length > request.limit || last === undefined || batch.length <= RANKED) return found;
    before = { at: last.startedAt, id: last.id };
  }
}

/** Cursors beyond the ranked carry -1, which no ranked call scores. */
function cursorOf({ plan, newestArrival, searchedAt }: Search, match: Match, order: SearchOrder): string {
  const weights = [plan.meanLength, ...plan.terms.map((term) => term.weight)];
  const score = order === "NEWEST" ? 0 : match.score;
  const position: Position = [
    ...([score, match.startedAt.toISOString(), match.id, newestArrival, searchedAt.toISOString()] as const),
    order === "NEWEST" ? [] : weights,
  ];
  return encodeCursor(position);
}

function distinct(matches: readonly Match[]): Match[] {
  const best = new Map<string, Match>();
  for (const match of matches) {
    const known = best.get(match.id);
    best.set(match.id, known === undefined ? match : { ...match, score: known.score + match.score });
  }
  return [...best.values()];
}

function freshness(search: Search, match: Match): number {
  const days = Math.max(search.searchedAt.getTime() - match.startedAt.getTime(), 0) / 86_400_000;
  return 1 + FRESHNESS * 0.5 ** (days / FRESHNESS_HALF_LIFE_DAYS);
}

type Before = { readonly at: Date; readonly id: string } | null;

/** The parameters of `find_calls_saying`, $1 to $18. */
const saying = (search: Search, most: number, before: Before): unknown[] => {
  const { filter, plan } = search;
  return [
    ...[plan.tsquery, plan.indexed, plan.phrases, plan.verified, plan.expected, most, search.newestArrival],
    ...[filter.from, filter.to, filter.sentiments, filter.direction, filter.leastSeconds, filter.mostSeconds],
    ...[filter.topic, filter.customerId, filter.bookingId, before?.at ?? null, before?.id ?? null],
  ];
};
const FIND = `find_calls_saying(to_tsquery('public.callthread', $1), to_tsquery('public.callthread', $2),
  (SELECT array_agg(DISTINCT pair) FROM unnest($3::text[]) AS phrase, unnest(word_pairs(to_tsvector('public.callthread', phrase))) AS pair),
  to_tsquery('public.callthread', $4), $5::bigint, $6::int, $7::bigint, $8::timestamptz, $9::timestamptz, $10::text[], $11::text,
  $12::int, $13::int, $14::text, $15::uuid, $16::uuid, $17::timestamptz, $18::uuid)`;

async function callsSaying(search: Search, most: number, before: Before): Promise<Match[]> {
  if (search.plan.tsquery === null) return [];
  return search.sql.query<Match>(
    `SELECT recording_id AS id, call_started_at AS "startedAt", 0 AS score FROM ${FIND}`,
    saying(search, most, before),
  );
}

/**
 * BM25 by what PostgreSQL counts: `ts_rank` of a single word saturates with its count as BM25's k1 does, the weights are
 * the words' rarities, long calls count a little less, and words near each other more. OFFSET 0 keeps the words of a
 * call from being read from disk once for each term.
 */
async function rankedCallsSaying(search: Search): Promise<Match[]> {
  const { plan } = search;
  if (plan.tsquery === null) return [];
  const all = plan.terms.reduce((sum, term) => sum + term.weight, 0);
  const matches = await search.sql.query<Match>(
    `SELECT found.recording_id AS id, found.call_started_at AS "startedAt",
            ((SELECT sum(term.weight * ts_rank('{1,1,1,1}', said.words, term.query)) FROM terms AS term)
              + CASE WHEN cardinality($19::text[]) > 1
                     THEN $21::float8 * 0.5 * ts_rank('{1,1,1,1}', said.words, to_tsquery('public.callthread', $1)) ELSE 0 END)
            / (0.75 + 0.25 * least(found.length / $22::float8, 4)) AS score
       FROM ${FIND} AS found
      CROSS JOIN LATERAL (SELECT setweight(found.words, 'D') AS words OFFSET 0) AS said`.replace(
      "SELECT found",
      `WITH terms AS MATERIALIZED (
         SELECT to_tsquery('public.callthread', asked.query) AS query, asked.weight
           FROM unnest($19::text[], $20::float8[]) AS asked (query, weight))
       SELECT found`,
    ),
    [
      ...saying(search, RANKED, null),
      plan.terms.map((term) => term.tsquery),
      plan.terms.map((term) => term.weight),
      all,
      plan.meanLength,
    ],
  );
  return matches.map((match) => ({ ...match, score: round(match.score * freshness(search, match)) }));
}

/** Six digits survive a cursor's way through JSON unchanged. */
const round = (score: number): number => Math.round(score * 1e6) / 1e6;

/** Calls of the customers or numbers that the query names, newest first. */
async function callsOfPeople(search: Search, most: number, before: Before): Promise<Match[]> {
  const { people, filter } = search;
  if (people === null) return [];
  return search.sql.query<Match>(
    `SELECT call.id, call.call_started_at AS "startedAt", 0 AS score
       FROM call_recordings AS call
      WHERE (call.customer_id = ANY ($1::uuid[]) OR call.outside_phone = ANY ($2::text[]))
        AND ($3::text IS NULL OR EXISTS (
              SELECT FROM call_search
               WHERE call_search.recording_id = call.id AND words @@ to_tsquery('public.callthread', $3)))
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
      ...[before?.at ?? null, before?.id ?? null, most],
    ],
  );
}

async function countMatches(search: Search): Promise<{ total: number; isExact: boolean }> {
  const { sql, plan } = search;
  const most = LARGEST_TOTAL;
  const named = await callsOfPeople(search, most + 1, null);
  if (plan.tsquery === null) return capped(named.length, most);
  const { count } = await getOne<{ count: number }>(
    sql,
    named.length === 0
      ? `SELECT count(*)::int AS count FROM ${FIND}`
      : `SELECT count(*)::int AS count FROM (SELECT recording_id FROM ${FIND} UNION SELECT unnest($19::uuid[])) AS found`,
    [...saying(search, most + 1, null), ...(named.length === 0 ? [] : [named.map((match) => match.id)])],
  );
  return capped(count, most);
}

const capped = (count: number, most: number) => ({ total: Math.min(count, most), isExact: count <= most });

/** Of the newest `LARGEST_TOTAL` matches. */
async function countFacets(search: Search): Promise<FacetRow[]> {
  if (search.plan.tsquery === null) return [];
  return search.sql.query<FacetRow>(
    `WITH found AS MATERIALIZED (
       SELECT call.sentiment, call.direction, call.topics
         FROM ${FIND} AS match JOIN call_search AS call USING (recording_id))
     SELECT 'sentiment' AS kind, sentiment AS value, count(*)::int AS calls FROM found WHERE sentiment IS NOT NULL GROUP BY sentiment
      UNION ALL
     SELECT 'direction', direction, count(*)::int FROM found GROUP BY direction
      UNION ALL
     SELECT 'topic', topic, count(*)::int FROM found CROSS JOIN LATERAL unnest(topics) AS topic GROUP BY topic
      ORDER BY kind, calls DESC, value`,
    saying(search, LARGEST_TOTAL, null),
  );
}
