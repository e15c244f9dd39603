import { z } from "zod";
import { decodeCursor, encodeCursor } from "../connection.js";
import { badInput } from "../errors.js";
import {
  callsOfPeople,
  callsSaying,
  countFacets,
  countMatches,
  type FacetRow,
  freshness,
  type Match,
  RANKED,
  rankableCallsSaying,
  rankedCallsSaying,
  type Search,
  type SearchSurroundings,
  type Total,
  totalOf,
} from "./matching-calls.js";
import { readSearchFacts } from "./search-facts.js";
import { askedPeople, findPhones, peopleNamed } from "./search-people.js";
import { planSearch, type SearchPlan } from "./search-plan.js";
import { LONGEST_QUERY, readSearchQuery, type SearchQuery, wordsOfQuery, writeSearchQuery } from "./search-query.js";
import type { CallFilter, SearchOrder } from "./transcript-filter.js";

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
  count(): Promise<Total>;
  facets(): Promise<FacetRow[]>;
}

/**
 * [score or -1 beyond the ranked, start, id, newest arrival looked at, moment of the first page, mean length and weights
 * of the words then]: with these a call scores the same on every page.
 */
const Position = z.tuple([z.number(), z.iso.datetime(), z.uuid(), z.number(), z.iso.datetime(), z.array(z.number())]);
type Position = z.infer<typeof Position>;

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
  const found =
    request.order === "NEWEST" ? await newest(search, request, position) : await byRelevance(search, request, position);
  const page = found.hits.slice(0, request.limit);
  return {
    hits: page.map((hit) => ({ ...hit, cursor: cursorOf(search, hit, request.order) })),
    hasNextPage: found.hits.length > request.limit,
    didYouMean: search.plan.replaced.size === 0 ? null : writeSearchQuery(query, search.plan.replaced),
    notice: found.isCut ? NOT_ALL_LOOKED_AT : query.isCut ? "Only the first 32 words were looked for." : null,
    sought: search.plan.sought,
    count: () => (found.total === null ? countMatches(search) : Promise.resolve(found.total)),
    facets: () => countFacets(search),
  };
}

const NOT_ALL_LOOKED_AT =
  "So many calls say this that only the newest of them were looked at; narrow the search by dates, or add a rarer word, to reach older ones.";

interface FoundPage {
  /** One more than asked for where there are more. */
  readonly hits: readonly Match[];
  /** null where counting takes a statement of its own. */
  readonly total: Total | null;
  readonly isCut: boolean;
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
  const { digits, names } = askedPeople(query);
  const { vocabulary, customers, newestArrival } = await readSearchFacts(sql, wordsOfQuery(query), names);
  const [plan, people] = await Promise.all([
    planSearch(sql, query, vocabulary),
    digits === null ? peopleNamed(query, names, customers) : findPhones(sql, query, digits, callingCode),
  ]);
  const rest =
    people === null || people.rest.clauses.length === 0 ? null : await planSearch(sql, people.rest, vocabulary);
  return {
    ...surroundings,
    plan: position === null ? plan : withWeights(plan, position[5]),
    people,
    restTsquery: rest?.tsquery ?? null,
    filter: request.filter,
    newestArrival: position?.[3] ?? newestArrival,
    searchedAt: position === null ? now : new Date(position[4]),
  };
}

const withWeights = (plan: SearchPlan, [meanLength, ...weights]: readonly number[]): SearchPlan => ({
  ...plan,
  meanLength: meanLength ?? plan.meanLength,
  terms: plan.terms.map((term, i) => ({ ...term, weight: weights[i] ?? term.weight })),
});

const newestFirst = (a: Match, b: Match): number =>
  b.startedAt.getTime() - a.startedAt.getTime() || (a.id < b.id ? 1 : -1);
const bestFirst = (a: Match, b: Match): number => b.score - a.score || newestFirst(a, b);

async function newest(search: Search, request: SearchRequest, position: Position | null): Promise<FoundPage> {
  const before = position === null ? null : { at: new Date(position[1]), id: position[2] };
  const [saying, named] = await Promise.all([
    callsSaying(search, request.limit + 1, before),
    callsOfPeople(search, request.limit + 1, before),
  ]);
  return { hits: distinct([...saying.matches, ...named]).sort(newestFirst), total: null, isCut: saying.isCut };
}

async function byRelevance(search: Search, request: SearchRequest, position: Position | null): Promise<FoundPage> {
  const isBeyond = position !== null && position[0] < 0;
  const [saying, named] = await Promise.all([
    isBeyond ? rankableCallsSaying(search) : rankedCallsSaying(search),
    callsOfPeople(search, RANKED, null),
  ]);
  const scored = named.map((match) => ({ ...match, score: NAME_BITS * freshness(search, match) }));
  const ranked = distinct([...scored, ...saying.matches]).sort(bestFirst);
  const total =
    named.length === 0
      ? totalOf(saying.count, saying.isCut)
      : saying.count < RANKED && named.length < RANKED
        ? totalOf(ranked.length, saying.isCut)
        : null;
  const page = (hits: readonly Match[]): FoundPage => ({ hits, total, isCut: saying.isCut });
  if (isBeyond) return page(await beyondRanked(search, request, ranked, position));
  const last = position === null ? null : { score: position[0], startedAt: new Date(position[1]), id: position[2] };
  const left = last === null ? ranked : ranked.filter((match) => bestFirst(match, last) > 0);
  if (left.length > request.limit || saying.matches.length < RANKED) return page(left);
  return page([...left, ...(await beyondRanked(search, request, ranked, null))]);
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
    const { matches, isCut } = await callsSaying(search, request.limit + 1 + RANKED, before);
    found.push(...matches.filter((match) => !seen.has(match.id)).map((match) => ({ ...match, score: -1 })));
    const last = matches.at(-1);
    if (found.length > request.limit || last === undefined || isCut || matches.length <= RANKED) return found;
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
