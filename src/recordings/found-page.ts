import {
  callsOfPeople,
  callsSaying,
  freshness,
  type Match,
  RANKED,
  rankableCallsSaying,
  rankedCallsSaying,
  type Search,
  type Total,
  totalOf,
} from "./matching-calls.js";
import type { Position } from "./search-position.js";
import type { SearchOrder } from "./transcript-filter.js";

/** Which page of a search is asked for. */
interface PageAsked {
  readonly order: SearchOrder;
  readonly limit: number;
}

export interface FoundPage {
  /** One more than asked for where there are more. */
  readonly hits: readonly Match[];
  /** null where counting takes a statement of its own. */
  readonly total: Total | null;
  readonly isCut: boolean;
}

/** The page that follows `position`; null begins. */
export const findPage = (search: Search, asked: PageAsked, position: Position | null): Promise<FoundPage> =>
  (asked.order === "NEWEST" ? newest : byRelevance)(search, asked, position);

const newestFirst = (a: Match, b: Match): number =>
  b.startedAt.getTime() - a.startedAt.getTime() || (a.id < b.id ? 1 : -1);
const bestFirst = (a: Match, b: Match): number => b.score - a.score || newestFirst(a, b);

async function newest(search: Search, asked: PageAsked, position: Position | null): Promise<FoundPage> {
  const before = position === null ? null : { at: new Date(position[1]), id: position[2] };
  const [saying, named] = await Promise.all([
    callsSaying(search, asked.limit + 1, before),
    callsOfPeople(search, asked.limit + 1, before),
  ]);
  return { hits: distinct([...saying.matches, ...named]).sort(newestFirst), total: null, isCut: saying.isCut };
}

async function byRelevance(search: Search, asked: PageAsked, position: Position | null): Promise<FoundPage> {
  const isBeyond = position !== null && position[0] < 0;
  const [saying, named] = await Promise.all([
    isBeyond ? rankableCallsSaying(search) : rankedCallsSaying(search),
    callsOfPeople(search, RANKED, null),
  ]);
  const scored = named.map((match) => ({ ...match, score: nameBits(search) * freshness(search, match) }));
  const ranked = distinct([...scored, ...saying.matches]).sort(bestFirst);
  const total =
    named.length === 0
      ? totalOf(saying.count, saying.isCut)
      : saying.count < RANKED && named.length < RANKED
        ? totalOf(ranked.length, saying.isCut)
        : null;
  const page = (hits: readonly Match[]): FoundPage => ({ hits, total, isCut: saying.isCut });
  if (isBeyond) return page(await beyondRanked(search, asked, ranked, position));
  const last = position === null ? null : { score: position[0], startedAt: new Date(position[1]), id: position[2] };
  const left = last === null ? ranked : ranked.filter((match) => bestFirst(match, last) > 0);
  if (left.length > asked.limit || saying.matches.length < RANKED) return page(left);
  return page([...left, ...(await beyondRanked(search, asked, ranked, null))]);
}

/** A name or number that was asked for is worth as much as two rare words. */
const NAME_BITS = 24;
/** Less than any word, where the name may be a word and nothing else in the query tells: "where do you park". */
const WORD_BITS = 0.05;

const nameBits = ({ people, restTsquery }: Search): number =>
  people?.isWord && people.rest.clauses.length > 0 && restTsquery === null ? WORD_BITS : NAME_BITS;

/** The newest of the matches that were not ranked. */
async function beyondRanked(
  search: Search,
  asked: PageAsked,
  ranked: readonly Match[],
  position: Position | null,
): Promise<Match[]> {
  const seen = new Set(ranked.map((match) => match.id));
  let before = position === null ? null : { at: new Date(position[1]), id: position[2] };
  const found: Match[] = [];
  for (;;) {
    const { matches, isCut } = await callsSaying(search, asked.limit + 1 + RANKED, before);
    found.push(...matches.filter((match) => !seen.has(match.id)).map((match) => ({ ...match, score: -1 })));
    const last = matches.at(-1);
    if (found.length > asked.limit || last === undefined || isCut || matches.length <= RANKED) return found;
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
