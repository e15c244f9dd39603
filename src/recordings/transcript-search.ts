import { decodeCursor } from "../connection.js";
import { badInput } from "../errors.js";
import { countFacets, countMatches, type FacetRow, type Total } from "./count-matches.js";
import { type FoundPage, findPage } from "./found-page.js";
import type { Search, SearchSurroundings } from "./matching-calls.js";
import { type Relaxation, relax, relaxationsOf, relaxationsOfNamed } from "./relaxed-query.js";
import { readSearchFacts, type SearchFacts } from "./search-facts.js";
import { noticeOf } from "./search-notice.js";
import { type AskedPeople, askedPeople, findPhones, type NamedPeople, NOBODY, peopleNamed } from "./search-people.js";
import { planSearch } from "./search-plan.js";
import { cursorOf, Position, withWeights } from "./search-position.js";
import {
  type Clause,
  LONGEST_QUERY,
  readSearchQuery,
  type SearchQuery,
  wordsOfQuery,
  writeSearchQuery,
} from "./search-query.js";
import { lookUpWords } from "./search-words.js";
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

/** North America, where the month is written first. */
const CODE_OF_MONTH_FIRST = "1";

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
  const query = readSearchQuery(request.query, surroundings.callingCode === CODE_OF_MONTH_FIRST);
  if (query.clauses.length === 0) {
    return emptyPage(
      query.excluded.length > 0
        ? "Only words to leave out were given; add a word to look for."
        : "There is no word or number to look for.",
    );
  }
  const relaxation = position?.[6] ?? null;
  const people = relaxation === null || relaxation.isOfNamed === true ? askedPeople(query) : NOBODY;
  const facts = await readSearchFacts(surroundings.sql, wordsOfQuery(query), people.names);
  const context = { ...surroundings, request, position, facts };
  const asked = await find(context, query, relaxation, people);
  if (asked === null) return emptyPage("Only words too common to look for were given; add a rarer one.");
  const isEmpty = asked.found.hits.length === 0 && position === null;
  const tried = isEmpty ? await findRelaxed(context, query, asked.search, people) : null;
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
      isNarrowed: Object.values(request.filter).some((value) => value !== null),
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
  const words = relaxation?.instead?.map(([, word]) => word) ?? [];
  const facts = words.length === 0 ? context.facts : await withWords(context, words);
  const search = await prepare({ ...context, facts }, query, people, typed, relaxation);
  if (search.plan.tsquery === null && search.people === null) return null;
  return { search, found: await findPage(search, context.request, context.position), relaxation };
}

/** Words of like meaning are not in the query, and so not among what is known of its words. */
async function withWords({ sql, facts }: Context, others: readonly string[]): Promise<SearchFacts> {
  const { words } = await lookUpWords(sql, others);
  return { ...facts, vocabulary: { ...facts.vocabulary, words: new Map([...facts.vocabulary.words, ...words]) } };
}

/** null where nothing is found so either. Of customers who are named any calls are nearer than anybody's that say the rest. */
async function findRelaxed(
  context: Context,
  query: SearchQuery,
  { plan, people }: Search,
  names: AskedPeople,
): Promise<Tried | null> {
  const worded = people === null || people.isWord ? relaxationsOf(plan.asked) : [];
  const named =
    people === null || people.phones.length > 0
      ? []
      : relaxationsOfNamed(plan.asked.filter(({ clause }) => besideNames(people).includes(clause)));
  for (const relaxation of [...worded, ...named]) {
    const tried = await find(context, query, relaxation, relaxation.isOfNamed === true ? names : NOBODY);
    if (tried !== null && tried.found.hits.length > 0) return tried;
  }
  return null;
}

/** What is left of a query without names, also without those of others. */
function besideNames({ names, rest }: NamedPeople): Clause[] {
  const isName = ({ units }: Clause): boolean =>
    units.every(({ words }) => words.every((word) => names.includes(word)));
  return rest.clauses.filter((clause) => !isName(clause));
}

/** What calls of those named must say; null where any will do. */
function restAsked(people: NamedPeople, relaxation: Relaxation | null): SearchQuery | null {
  if (relaxation?.isOfNamed !== true) return people.rest.clauses.length === 0 ? null : people.rest;
  if (relaxation.isSaying !== true) return null;
  return relax({ ...people.rest, clauses: besideNames(people) }, { ...relaxation, isOfNamed: false });
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

/** `typed` names the people whom `query` may no longer name. */
async function prepare(
  context: Context,
  query: SearchQuery,
  { digits, names }: AskedPeople,
  typed: SearchQuery,
  relaxation: Relaxation | null,
): Promise<Search> {
  const { sql, callingCode, now, request, position, facts } = context;
  const { vocabulary, customers, newestArrival } = facts;
  const isNarrow = request.filter.customerId !== null || request.filter.bookingId !== null;
  const [planned, people] = await Promise.all([
    planSearch(sql, query, vocabulary, isNarrow),
    digits === null ? peopleNamed(typed, names, customers) : findPhones(sql, query, digits, callingCode),
  ]);
  const asked = people === null ? null : restAsked(people, relaxation);
  const rest = asked === null ? null : await planSearch(sql, asked, vocabulary, true);
  const isOfNamed = relaxation?.isOfNamed === true;
  const plan = isOfNamed && rest !== null ? { ...planned, sought: rest.sought } : planned;
  return {
    ...{ sql, callingCode, now },
    plan: position === null ? plan : withWeights(plan, position[5]),
    people: isOfNamed && people !== null ? { ...people, customerIds: people.everybody } : people,
    restTsquery: rest?.tsquery ?? null,
    filter: request.filter,
    newestArrival: position?.[3] ?? newestArrival,
    searchedAt: position === null ? now : new Date(position[4]),
  };
}
