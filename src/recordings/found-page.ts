import { type Total, totalOf } from "./count-matches.js";
import {
  type Before,
  callsOfPeople,
  callsSaying,
  countCallsSaying,
  distinct,
  type FoundRanked,
  freshness,
  type Match,
  newestFirst,
  newestMatches,
  RANKED,
  rankedCallsSaying,
  type Search,
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

const bestFirst = (a: Match, b: Match): number => b.score - a.score || newestFirst(a, b);

async function newest(search: Search, asked: PageAsked, position: Position | null): Promise<FoundPage> {
  const before = position === null ? null : { at: new Date(position[1]), id: position[2] };
  const { matches, isCut } = await newestMatches(search, asked.limit + 1, before);
  return { hits: matches, total: null, isCut };
}

async function byRelevance(search: Search, asked: PageAsked, position: Position | null): Promise<FoundPage> {
  const most = asked.limit + 1;
  const last = position === null ? null : { score: position[0], startedAt: new Date(position[1]), id: position[2] };
  const named = await callsOfPeople(search, RANKED, null);
  if (last !== null && last.score < 0) {
    const behind = { at: last.startedAt, id: last.id };
    if (named.length === RANKED) {
      const saying = await rankedCallsSaying(search, RANKED, null);
      const hits = await beyondManyNamed(search, most, named, saying, behind);
      return { hits, total: null, isCut: saying.isCut };
    }
    const [saying, hits] = await Promise.all([countCallsSaying(search), beyondRanked(search, most, named, behind)]);
    return { hits, total: named.length === 0 ? totalOf(saying.count, saying.isCut) : null, isCut: saying.isCut };
  }
  if (named.length === 0) {
    const saying = await rankedCallsSaying(search, most, last);
    const hits = await withFurther(search, saying.matches, most, named, saying);
    return { hits, total: totalOf(saying.count, saying.isCut), isCut: saying.isCut };
  }
  const saying = await rankedCallsSaying(search, RANKED, null);
  const scored = named.map((match) => ({ ...match, score: nameBits(search) * freshness(search, match) }));
  const ranked = distinct([...scored, ...saying.matches]).sort(bestFirst);
  const left = last === null ? ranked : ranked.filter((match) => bestFirst(match, last) > 0);
  return {
    hits: await withFurther(search, left, most, named, saying),
    total: saying.count < RANKED && named.length < RANKED ? totalOf(ranked.length, saying.isCut) : null,
    isCut: saying.isCut,
  };
}

/** A name or number that was asked for is worth as much as two rare words. */
const NAME_BITS = 24;
/** Less than any word, where the name may be a word and nothing else in the query tells: "where do you park". */
const WORD_BITS = 0.05;

const nameBits = ({ people, restTsquery }: Search): number =>
  people?.isWord && people.rest.clauses.length > 0 && restTsquery === null ? WORD_BITS : NAME_BITS;

/** Of the ranked those that are `left`, and where they are fewer than `most`, those behind. */
async function withFurther(
  search: Search,
  left: readonly Match[],
  most: number,
  named: readonly Match[],
  saying: FoundRanked,
): Promise<readonly Match[]> {
  const missing = most - left.length;
  if (missing <= 0) return left;
  if (named.length === RANKED) return [...left, ...(await beyondManyNamed(search, missing, named, saying, null))];
  if (saying.count < RANKED) return left;
  return [...left, ...(await beyondRanked(search, missing, named, saying.oldest))];
}

/** The newest of the matches behind those that were ranked; the named ones were. */
async function beyondRanked(search: Search, most: number, named: readonly Match[], behind: Before): Promise<Match[]> {
  const seen = new Set(named.map((match) => match.id));
  const { matches } = await callsSaying(search, most + seen.size, behind);
  return matches.filter((match) => !seen.has(match.id)).map((match) => ({ ...match, score: -1 }));
}

/** The same where there are named ones behind those that were ranked, too: `ranked` are all of these; null begins. */
async function beyondManyNamed(
  search: Search,
  most: number,
  named: readonly Match[],
  ranked: FoundRanked,
  behind: Before,
): Promise<Match[]> {
  const seen = new Set([...named, ...ranked.matches].map((match) => match.id));
  const asked = most + seen.size;
  const [saying, theirs] = await Promise.all([
    ranked.count < RANKED
      ? []
      : callsSaying(search, asked, olderOf(behind, ranked.oldest)).then(({ matches }) => matches),
    callsOfPeople(search, asked, olderOf(behind, beforeOf(named.at(-1)))),
  ]);
  const further = distinct([...saying, ...theirs]).filter((match) => !seen.has(match.id));
  return further
    .sort(newestFirst)
    .slice(0, most)
    .map((match) => ({ ...match, score: -1 }));
}

const beforeOf = (match: Match | undefined): Before =>
  match === undefined ? null : { at: match.startedAt, id: match.id };

function olderOf(one: Before, other: Before): Before {
  if (one === null || other === null) return one ?? other;
  const isOlder = one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1);
  return isOlder < 0 ? one : other;
}
