import type { BookingFacts } from "./facts.js";
import type { Lexeme, Turn } from "./lexemes.js";
import { lex } from "./lexemes.js";
import type { Mention } from "./mention.js";

/** A booking's title or venue that was named, whole or nearly. */
export interface TitleMention extends Mention {
  /** Index into the titles asked for. */
  readonly title: number;
  /** Share of the title's weight that was said, 0 to 1. */
  readonly share: number;
}

/** The words of a title that tell it from others, with how much each tells. */
export interface TitleWords {
  readonly words: ReadonlyMap<string, number>;
  readonly weight: number;
}

const FUNCTION_WORDS = new Set(
  "the a an and or of at in on for to with by from our your my is it as de la le & st dr".split(" "),
);
/** Words for booking as such: they stand in every title of a business and in every call to it. */
const BOOKING_WORDS = new Set(
  "table tables ticket tickets party parties event events booking bookings reservation reservations appointment appointments session visit group package deposit service dinner lunch room venue guests people customer order meeting viewing private".split(
    " ",
  ),
);
const BOOKING_WORD_WEIGHT = 0.25;

const keyOf = (lexeme: Lexeme): string =>
  lexeme.kind === "number" || lexeme.kind === "ordinal" ? String(lexeme.value) : bareWord(lexeme.word);

/** A word without possessive, apostrophes and accents. */
export function bareWord(word: string): string {
  if (PLAIN.test(word)) return word;
  return word.replace(/'s$/, "").replaceAll("'", "").normalize("NFD").replace(/\p{M}/gu, "");
}

const PLAIN = /^[a-z0-9]*$/;

const wordsOf = (text: string): string[] =>
  lex(text)
    .filter((lexeme) => lexeme.kind !== "pause" && !FUNCTION_WORDS.has(lexeme.word))
    .map(keyOf)
    .filter((word) => word !== "");

/** Weighs each title's words by how few of `titles` have them; words of `elsewhere` (a city that is also a title's) count half. */
export function weighTitles(titles: readonly string[], elsewhere: readonly string[]): TitleWords[] {
  const common = new Set(elsewhere.flatMap(wordsOf));
  const bags = titles.map((title) => [...new Set(wordsOf(title))]);
  const distinct = new Map(bags.map((bag) => [bag.join(" "), bag]));
  const spread = new Map<string, number>();
  for (const bag of distinct.values()) for (const word of bag) spread.set(word, (spread.get(word) ?? 0) + 1);
  return bags.map((bag) => {
    const words = new Map(
      bag.map((word) => {
        const rarity = Math.log2(1 + distinct.size / (spread.get(word) ?? 1)) / Math.log2(1 + distinct.size);
        const plain = BOOKING_WORDS.has(word) ? BOOKING_WORD_WEIGHT : common.has(word) ? 0.5 : 1;
        return [word, plain * rarity * rarity];
      }),
    );
    return { words, weight: [...words.values()].reduce((sum, weight) => sum + weight, 0) };
  });
}

/** Where each of `titles` is named in the call, in the order said. */
export function readTitles(turns: readonly Turn[], titles: readonly TitleWords[], leastShare: number): TitleMention[] {
  const wanted = new Set(titles.flatMap((title) => [...title.words.keys()]));
  if (wanted.size === 0) return [];
  const alike = soundAlikes(turns, wanted);
  const mentions: TitleMention[] = [];
  for (const turn of turns) {
    if (turn.speaker === "agent" && GREETING.test(turn.text)) continue;
    const places = new Map<string, number[]>();
    turn.lexemes.forEach((lexeme, i) => {
      if (lexeme.kind === "pause") return;
      for (const word of alike.get(keyOf(lexeme)) ?? []) places.set(word, [...(places.get(word) ?? []), i]);
    });
    if (places.size === 0) continue;
    const here = titles.flatMap((title, index) => mentionOf(turn, title, index, places));
    mentions.push(...withoutEclipsed(here).filter((mention) => mention.share >= leastShare));
  }
  return mentions.sort((a, b) => a.turn.index - b.turn.index || a.from - b.from);
}

/** The business says its own name when it picks up, and that may be half of every title. */
const GREETING = /\b(?:thanks?(?: you)? for calling|speaking|(?:can|may) i help|this is \w+\.?$)/i;

/** The last place in the turn where the title's words stand together. */
function mentionOf(
  turn: Turn,
  title: TitleWords,
  index: number,
  places: ReadonlyMap<string, readonly number[]>,
): TitleMention[] {
  const hits: { at: number; word: string; weight: number }[] = [];
  for (const [word, weight] of title.words) for (const at of places.get(word) ?? []) hits.push({ at, word, weight });
  if (hits.length === 0 || title.weight === 0) return [];
  hits.sort((a, b) => a.at - b.at);
  const reach = title.words.size * 2 + 2;
  let best: { from: number; to: number; share: number } | null = null;
  for (let i = 0; i < hits.length; i++) {
    const start = hits[i];
    if (start === undefined) break;
    const seen = new Set<string>();
    let sum = 0;
    let to = start.at;
    for (let j = i; j < hits.length; j++) {
      const hit = hits[j];
      if (hit === undefined || hit.at - start.at > reach) break;
      if (seen.has(hit.word)) continue;
      seen.add(hit.word);
      sum += hit.weight;
      to = hit.at;
    }
    const share = sum / title.weight;
    if (best === null || share >= best.share) best = { from: start.at, to: to + 1, share };
  }
  return best === null ? [] : [{ turn, title: index, ...best }];
}

/** "Giants vs Nationals" also says half of "Giants vs Cubs": where one title explains the words better, the other was not named. */
function withoutEclipsed(mentions: readonly TitleMention[]): TitleMention[] {
  return mentions.filter(
    (one) =>
      !mentions.some(
        (other) => other !== one && other.share > one.share + 0.01 && other.from < one.to && one.from < other.to,
      ),
  );
}

/** For every word of the call, which wanted words it is or sounds like: recognisers misspell names. */
function soundAlikes(turns: readonly Turn[], wanted: ReadonlySet<string>): Map<string, string[]> {
  const alike = new Map<string, string[]>();
  const long = [...wanted].filter((word) => word.length >= 5 && /^\p{L}+$/u.test(word));
  for (const turn of turns) {
    for (const lexeme of turn.lexemes) {
      const said = keyOf(lexeme);
      if (alike.has(said)) continue;
      const matches = wanted.has(said) ? [said] : [];
      if (matches.length === 0 && said.length >= 4) {
        for (const word of long) if (isNearly(said, word)) matches.push(word);
      }
      alike.set(said, matches);
    }
  }
  return alike;
}

/** One letter off in five, two in nine. */
export function isNearly(a: string, b: string): boolean {
  const allowed = Math.max(a.length, b.length) >= 9 ? 2 : 1;
  if (Math.abs(a.length - b.length) > allowed || Math.min(a.length, b.length) < 4) return false;
  if (a.charAt(0) !== b.charAt(0) && a.charAt(1) !== b.charAt(1)) return false;
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(swap, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    if (Math.min(...row) > allowed) return false;
    previous = row;
  }
  return (previous[b.length] ?? 9) <= allowed;
}

/** Everything written about where and what a booking is, beside its title. */
export const placeOf = (booking: BookingFacts): string =>
  [booking.venue, booking.notes]
    .filter((text) => text !== null)
    .join(" ")
    .replace(/\bvenue:/gi, " ");
