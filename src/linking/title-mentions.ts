import { ForgetfulMap } from "../forgetful-map.js";
import { isOfOtherAddress } from "./addresses.js";
import { STREET } from "./count-or-not.js";
import type { BookingFacts } from "./facts.js";
import type { Turn } from "./lexemes.js";
import { lex } from "./lexemes.js";
import type { Mention } from "./mention.js";
import { bareWord, keyOf, type SaidWords } from "./said-words.js";

/** A booking's title or venue that was named, whole or nearly. */
export interface TitleMention extends Mention {
  /** Index into the titles asked for. */
  readonly title: number;
  /** Share of the title's weight that was said, 0 to 1. */
  readonly share: number;
  /** How many of its words were said. */
  readonly words: number;
}

/** The words of a title that tell it from others, with how much each tells. */
export interface TitleWords {
  readonly text: string;
  readonly words: ReadonlyMap<string, number>;
  readonly weight: number;
}

/** What is said in every call, whatever it is about. */
const FUNCTION_WORDS = new Set(
  `the a an and or of at in on for to with by from our your my is it as de la le & st dr
no not all any some every each other another same both either own such more most less than few many much lot
up down out off over under back away again around through here there where when then now still just only even also too very so if but because until till before after per
about once twice called calls calling asked asks asking right really maybe must might never always ever ago else
road roads street avenue lane drive boulevard rd suite ste blvd ave
be am are was were been do does did doing done have has had get gets got getting go goes going gone come comes coming came make makes making made take takes taking took put let keep bring brings bringing brought need needs want wants say said tell told ask know see look think call can could will would should may might
he she they them him her his their you us we me i this that these those what which who how yes yeah ok okay well good great new little long
day days time times year years week weeks thing things way people one ones`.split(/\s/),
);
/** Words for booking as such: they stand in every title of a business and in every call to it. */
const BOOKING_WORDS = new Set(
  "table tables ticket tickets party parties event events booking bookings reservation reservations appointment appointments session visit group package deposit service dinner lunch room venue guests people customer order meeting viewing private".split(
    " ",
  ),
);
const BOOKING_WORD_WEIGHT = 0.25;

/** The telling words of a text, each once. */
export function wordsOf(text: string): readonly string[] {
  const known = words.get(text);
  if (known !== undefined) return known;
  const found = new Set<string>();
  const lexemes = lex(text);
  for (const [at, lexeme] of lexemes.entries()) {
    // "At five" does not name "5th Street".
    const isStreet = lexeme.kind === "ordinal" && STREET.test(lexemes[at + 1]?.word ?? "");
    if (lexeme.kind !== "pause" && !isStreet && !FUNCTION_WORDS.has(lexeme.word)) found.add(keyOf(lexeme));
  }
  found.delete("");
  if (text.length <= LONGEST_KEPT) words.set(text, [...found]);
  return [...found];
}

/** A booking is judged in every call of its customer, and a business sells few things: their words are kept. */
const words = new ForgetfulMap<readonly string[]>(20_000);
const LONGEST_KEPT = 200;

/** Weighs each title's words by how few of `titles` have them; words of `elsewhere` (a city that is also a title's) count half. */
export function weighTitles(titles: readonly string[], elsewhere: readonly string[]): TitleWords[] {
  const common = new Set(elsewhere.flatMap(wordsOf));
  const bags = titles.map(wordsOf);
  const distinct = new Map(bags.map((bag) => [bag.join(" "), bag]));
  const spread = new Map<string, number>();
  for (const bag of distinct.values()) for (const word of bag) spread.set(word, (spread.get(word) ?? 0) + 1);
  return bags.map((bag, i) => {
    const words = new Map(
      bag.map((word) => {
        const rarity = Math.log2(1 + distinct.size / (spread.get(word) ?? 1)) / Math.log2(1 + distinct.size);
        const plain = BOOKING_WORDS.has(word) ? BOOKING_WORD_WEIGHT : common.has(word) ? 0.5 : 1;
        return [word, plain * rarity * rarity];
      }),
    );
    return { text: titles[i] ?? "", words, weight: [...words.values()].reduce((sum, weight) => sum + weight, 0) };
  });
}

/** Where each of `titles` is named in the call, in the order said. */
export function readTitles(said: SaidWords, titles: readonly TitleWords[], leastShare: number): TitleMention[] {
  const wanted = new Set(titles.flatMap((title) => [...title.words.keys()]));
  const mentions: TitleMention[] = [];
  for (const { turn, places } of turnsNaming(wanted, said)) {
    if (isGreeting(turn)) continue;
    const here = titles.flatMap((title, index) => mentionOf(turn, title, index, places));
    const named = alikeNamed(withoutEclipsed(here), titles);
    mentions.push(...named.filter((mention) => mention.share >= leastShare));
  }
  return mentions.sort((a, b) => a.turn.index - b.turn.index || a.from - b.from);
}

interface Naming {
  readonly turn: Turn;
  /** Where in the turn each word was said, or what it was misheard as. */
  readonly places: Map<string, number[]>;
}

/** The turns in which any of the wanted words was said, or sounds like it: recognisers misspell names. */
function turnsNaming(wanted: ReadonlySet<string>, said: SaidWords): Naming[] {
  const turns = new Map<Turn, Naming>();
  const note = (word: string, key: string): void => {
    for (const { turn, at } of said.placesOf(key)) {
      const naming = turns.get(turn) ?? { turn, places: new Map<string, number[]>() };
      turns.set(turn, naming);
      const places = naming.places.get(word);
      if (places === undefined) naming.places.set(word, [at]);
      else places.push(at);
    }
  };
  for (const word of wanted) {
    note(word, word);
    if (word.length < 5 || !LETTERS.test(word)) continue;
    for (const key of said.soundingLike(word)) if (!wanted.has(key)) note(word, key);
  }
  return [...turns.values()].sort((a, b) => a.turn.index - b.turn.index);
}

const LETTERS = /^\p{L}+$/u;

/** The business says its own name when it picks up, or what it is, and that may be half of every title. */
const GREETING =
  /\b(?:thanks?(?: you)? for calling|speaking|(?:can|may) i help|you(?:'ve| have) reached|this is \w+\.?$|no,? this is (?:an?|the)\b)/i;
export const isGreeting = ({ speaker, text }: Turn): boolean => speaker === "agent" && GREETING.test(text);

/** "Rose Garden Studio." "Hill House, Ann.": a business is called after its place more often than after what it does. */
export const isNameAlone = ({ index, speaker, lexemes, text }: Turn): boolean =>
  index === 0 && speaker === "agent" && lexemes.length <= LONGEST_NAME && !/\?|\b(?:about|for|your)\b/i.test(text);
/** In words and pauses. */
const LONGEST_NAME = 8;

/** One of a title's words, said at a place of the turn. */
interface Hit {
  readonly at: number;
  readonly word: string;
  readonly weight: number;
}

/** The last place in the turn where the most of the title's words stand together. */
function mentionOf(
  turn: Turn,
  title: TitleWords,
  index: number,
  places: ReadonlyMap<string, readonly number[]>,
): TitleMention[] {
  const hits = hitsIn(turn, title, places);
  if (hits.length === 0 || title.weight === 0) return [];
  // Who says "three" does not name the "Hall for 3 hours".
  const isFigureOnly = hits.every(
    ({ at, word }) => isFigure(word) && turn.lexemes[at]?.kind === "number" && !isLed(turn, at, title),
  );
  if (isFigureOnly && !wordsOf(title.text).every(isFigure)) return [];
  const reach = title.words.size * 2 + 2;
  const runs = hits.map((_, first) => runFrom(hits.slice(first), reach));
  const { weight, ...best } = runs.reduce((most, run) => (run.weight >= most.weight ? run : most));
  return [{ turn, title: index, share: weight / title.weight, ...best }];
}

function hitsIn(turn: Turn, title: TitleWords, places: ReadonlyMap<string, readonly number[]>): Hit[] {
  const hits: Hit[] = [];
  for (const [word, weight] of title.words)
    for (const at of places.get(word) ?? [])
      if (!isOfOtherAddress({ turn, at }, () => title.text) && !isOtherFigure(turn, at, word, title))
        hits.push({ at, word, weight });
  return hits.sort((a, b) => a.at - b.at);
}

/** Different words of a title that stand near each other, from the first to behind the last. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  readonly words: number;
}

/** Those within `reach` lexemes of the first of some hits. */
function runFrom(hits: readonly Hit[], reach: number): Run {
  const from = hits[0]?.at ?? 0;
  const seen = new Set<string>();
  let [weight, to] = [0, from];
  for (const hit of hits) {
    if (hit.at - from > reach) break;
    if (seen.has(hit.word)) continue;
    seen.add(hit.word);
    weight += hit.weight;
    to = hit.at;
  }
  return { from, to: to + 1, weight, words: seen.size };
}

/** "The fourth" names no "Lodge, 4 nights". */
const isOtherFigure = ({ lexemes }: Turn, at: number, word: string, { text }: TitleWords): boolean =>
  isFigure(word) &&
  lexemes[at]?.kind === "ordinal" &&
  !lex(text).some((one) => one.kind === "ordinal" && keyOf(one) === word);

/** "Room two" names "Room 2". */
const isLed = ({ lexemes }: Turn, at: number, { text }: TitleWords): boolean =>
  wordsOf(text).includes(bareWord(lexemes[at - 1]?.word ?? ""));

const isFigure = (word: string): boolean => /^\d{1,2}$/.test(word);

/** Of a title that was named whole. */
export const WHOLE = 0.99;

/** "Giants vs Nationals" also says half of "Giants vs Cubs": where one title explains the words better, the other was not named. */
function withoutEclipsed(mentions: readonly TitleMention[]): TitleMention[] {
  return mentions.filter(
    (one) =>
      !mentions.some(
        (other) =>
          other !== one &&
          other.share > one.share + 0.01 &&
          (other.words > one.words || other.share > WHOLE) &&
          other.from < one.to &&
          one.from < other.to,
      ),
  );
}

/** "The Forge" names "The Forge, 3 nights" as much as "The Forge, 7 nights": figures are no part of a name. */
function alikeNamed(mentions: readonly TitleMention[], titles: readonly TitleWords[]): readonly TitleMention[] {
  if (mentions.length < 2) return mentions;
  const nameOf = ({ title }: TitleMention): string =>
    [...(titles[title]?.words.keys() ?? [])].filter((word) => !isFigure(word)).join(" ");
  return mentions.map((one) => {
    const same = mentions.filter(
      (other) => other.from === one.from && other.to === one.to && nameOf(other) === nameOf(one),
    );
    return { ...one, share: Math.max(...same.map(({ share }) => share)) };
  });
}

/** Everything written about where and what a booking is, beside its title. */
export const placeOf = (booking: BookingFacts): string =>
  [booking.venue, booking.notes]
    .filter((text) => text !== null)
    .join(" ")
    .replace(VENUE, " ");
const VENUE = /\bvenue:/gi;

/** A text without some of its words, possessive or not. */
export function withoutWords(text: string, words: ReadonlySet<string>): string {
  const lower = text.toLowerCase();
  for (const word of words) {
    if (lower.includes(word))
      return text.replace(WORD, (one) => (words.has(one.toLowerCase().replace(POSSESSIVE, "")) ? "" : one));
  }
  return text;
}
const POSSESSIVE = /['’]s?$/;
const WORD = /[\p{L}'’]+/gu;
