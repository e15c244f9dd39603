import { decodeCursor } from "../connection.js";
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
import { type Relaxation, relax, relaxationsOf } from "./relaxed-query.js";
import { readSearchFacts, type SearchFacts } from "./search-facts.js";
import { noticeOf } from "./search-notice.js";
import { type AskedPeople, askedPeople, findPhones, NOBODY, peopleNamed } from "./search-people.js";
import { planSearch } from "./search-plan.js";
import { cursorOf, Position, withWeights } from "./search-position.js";
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
  const relaxation = position?.[6] ?? null;
  const people = relaxation === null ? askedPeople(query) : NOBODY;
  const facts = await readSearchFacts(surroundings.sql, wordsOfQuery(query), people.names);
  const context = { ...surroundings, request, position, facts };
  const asked = await find(context, query, relaxation, people);
  if (asked === null) return emptyPage("Only words too common to look for were given; add a rarer one.");
  const isEmpty = asked.found.hits.length === 0 && position === null;
  const tried = isEmpty ? await findRelaxed(context, query, asked.search) : null;
  const { search, found, relaxation: used } = tried ?? asked;
  const page = found.hits.slice(0, request.limit);
  const { replaced } = asked.search.plan;
  return {
    hits: page.map((hit) => ({ ...hit, cursor: cursorOf(search, hit, request.order, used) })),
    hasNextPage: found.hits.length > request.limit,
    didYouMean: replaced.size === 0 ? null : writeSearchQuery(query, replaced),
    notice: noticeOf({
      ...{ query, plan: search.plan, relaxation: used },
      ...{ isEmpty: isEmpty && tried === null, isCut: found.isCut },
    }),
    sought: search.plan.sought,
    count: () => (found.total === null ? countMatches(search) : Promise.resolve(found.total)),
    facets: () => countFacets(search),
  };
}

/** What all tries of one search share. */
interface Context extends SearchSurroundings {
  readonly request: SearchRequest;
  readonly position: Position | null;
  readonly facts: SearchFacts;
}

interface Tried {
  readonly search: Search;
  readonly found: FoundPage;
  readonly relaxation: Relaxation | null;
}

/** null where the query has no word that could be looked for. */
async function find(
  context: Context,
  typed: SearchQuery,
  relaxation: Relaxation | null,
  people: AskedPeople,
): Promise<Tried | null> {
  const query = relaxation === null ? typed : relax(typed, relaxation);
  const search = await prepare(context, query, people);
  if (search.plan.tsquery === null && search.people === null) return null;
  const { request, position } = context;
  const found = await (request.order === "NEWEST" ? newest : byRelevance)(search, request, position);
  return { search, found, relaxation };
}

/** null where nothing is found so either. Whose calls are named is meant: their calls of anything else are no answer. */
async function findRelaxed(context: Context, query: SearchQuery, { plan, people }: Search): Promise<Tried | null> {
  for (const relaxation of people === null ? relaxationsOf(plan.asked) : []) {
    const tried = await find(context, query, relaxation, NOBODY);
    if (tried !== null && tried.found.hits.length > 0) return tried;
  }
  return null;
}

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

async function prepare(context: Context, query: SearchQuery, { digits, names }: AskedPeople): Promise<Search> {
  const { sql, callingCode, now, request, position, facts } = context;
  const { vocabulary, customers, newestArrival } = facts;
  const isNarrow = request.filter.customerId !== null || request.filter.bookingId !== null;
  const [plan, people] = await Promise.all([
    planSearch(sql, query, vocabulary, isNarrow),
    digits === null ? peopleNamed(query, names, customers) : findPhones(sql, query, digits, callingCode),
  ]);
  const rest =
    people === null || people.rest.clauses.length === 0 ? null : await planSearch(sql, people.rest, vocabulary, true);
  return {
    ...{ sql, callingCode, now },
    plan: position === null ? plan : withWeights(plan, position[5]),
    people,
    restTsquery: rest?.tsquery ?? null,
    filter: request.filter,
    newestArrival: position?.[3] ?? newestArrival,
    searchedAt: position === null ? now : new Date(position[4]),
  };
}

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

function distinct(matches: readonly Match[]): Match[] {
  const best = new Map<string, Match>();
  for (const match of matches) {
    const known = best.get(match.id);
    best.set(match.id, known === undefined ? match : { ...match, score: known.score + match.score });
  }
  return [...best.values()];
}
