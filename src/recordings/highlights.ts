import { fold, isAscii, placedWords, stemOf } from "./spoken-words.js";
import type { StoredSegment } from "./store.js";

/** Offsets into the highlight's text, UTF-16, end exclusive. */
export interface HitRange {
  readonly start: number;
  readonly end: number;
}

export interface FoundPassage {
  readonly text: string;
  readonly ranges: readonly HitRange[];
  readonly speaker: StoredSegment["speaker"];
  readonly speakerName: string | null;
  /** From the start of the recording; null where the source has no times. */
  readonly offsetSeconds: number | null;
}

const MOST_PASSAGES = 3;
const LONGEST_PASSAGE = 280;

interface Candidate {
  readonly segment: StoredSegment;
  readonly ranges: readonly HitRange[];
  /** Different spellings that hit. */
  readonly kinds: number;
  readonly place: number;
}

/** What is sought, as words are compared: stems of words beside each other. */
export interface SoughtWords {
  readonly patterns: readonly (readonly string[])[];
  /**
   * A turn of plain letters in which none of these stands has no hit: stems but for their last letter, the only one in
   * which a form differs ("happi" of "happy"), with few exceptions. Lower case, letters and digits.
   */
  readonly beginnings: readonly string[];
}

/** Stems of "dying", "lying" and "tying", which differ from the second letter on. */
const BENT = new Set(["die", "lie", "tie"]);

export function soughtWords(spellings: readonly (readonly string[])[]): SoughtWords {
  const patterns = spellings
    .map((words) => words.map((word) => stemOf(fold(word))))
    .filter((words) => words.length > 0);
  return {
    patterns,
    beginnings: patterns.map(([first = ""]) => first.slice(0, BENT.has(first) ? 1 : Math.max(first.length - 1, 1))),
  };
}

/** What was said where the query hit: the turns with most of its words first, each cut to about 280 characters. */
export function findHighlights(
  segments: readonly StoredSegment[],
  { patterns, beginnings }: SoughtWords,
): FoundPassage[] {
  return segments
    .map((segment, place) => ({ segment, place }))
    .filter(({ segment }) => mayHit(segment.text, beginnings))
    .map(({ segment, place }): Candidate => ({ segment, place, ...hitsIn(segment.text, patterns) }))
    .filter((candidate) => candidate.ranges.length > 0)
    .sort((a, b) => b.kinds - a.kinds || b.ranges.length - a.ranges.length || a.place - b.place)
    .slice(0, MOST_PASSAGES)
    .map(passageOf);
}

/** Splitting a turn into words costs fifty times what this does; accents are for the words to tell. */
function mayHit(text: string, beginnings: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return !isAscii(text) || beginnings.some((beginning) => lower.includes(beginning));
}

function hitsIn(text: string, patterns: readonly (readonly string[])[]): Pick<Candidate, "ranges" | "kinds"> {
  const words = placedWords(text);
  const ranges: HitRange[] = [];
  let kinds = 0;
  for (const pattern of patterns) {
    const before = ranges.length;
    for (let at = 0; at + pattern.length <= words.length; at++) {
      if (!pattern.every((part, i) => isFormOf(words[at + i]?.word ?? "", part))) continue;
      ranges.push(rangeOf(words, at, at + pattern.length - 1));
    }
    if (ranges.length > before) kinds++;
  }
  return { ranges: merged(ranges), kinds };
}

/** No stem begins with another letter than its word, and few words begin with the one that is looked for. */
const isFormOf = (word: string, stem: string): boolean => word[0] === stem[0] && stemOf(word) === stem;

const rangeOf = (words: readonly HitRange[], first: number, last: number): HitRange => ({
  start: words[first]?.start ?? 0,
  end: words[last]?.end ?? 0,
});

/** In order and without overlaps. */
function merged(ranges: readonly HitRange[]): HitRange[] {
  const out: HitRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = out.at(-1);
    if (last === undefined || range.start >= last.end) out.push(range);
    else if (range.end > last.end) out[out.length - 1] = { start: last.start, end: range.end };
  }
  return out;
}

function passageOf({ segment, ranges }: Candidate): FoundPassage {
  const { from, to } = windowAround(segment.text, ranges);
  const before = from > 0 ? "…" : "";
  const shift = before.length - from;
  return {
    text: `${before}${segment.text.slice(from, to)}${to < segment.text.length ? "…" : ""}`,
    ranges: ranges
      .filter((range) => range.start >= from && range.end <= to)
      .map((range) => ({ start: range.start + shift, end: range.end + shift })),
    speaker: segment.speaker,
    speakerName: segment.name ?? null,
    offsetSeconds: segment.start ?? null,
  };
}

/** From a little before the first hit, between words. */
function windowAround(text: string, ranges: readonly HitRange[]): { from: number; to: number } {
  if (text.length <= LONGEST_PASSAGE) return { from: 0, to: text.length };
  const first = ranges[0] ?? { start: 0, end: 0 };
  const wanted = Math.max(0, Math.min(first.start - 80, text.length - LONGEST_PASSAGE));
  const space = text.indexOf(" ", wanted);
  const from = wanted === 0 || space < 0 || space >= first.start ? Math.min(wanted, first.start) : space + 1;
  const limit = Math.max(from + LONGEST_PASSAGE, first.end);
  if (limit >= text.length) return { from, to: text.length };
  const end = text.lastIndexOf(" ", limit);
  return { from, to: end > first.end ? end : limit };
}
