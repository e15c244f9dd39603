import type { Lexeme } from "./lexemes.js";
import type { Talk } from "./talk.js";

/** Facts of the call, the outside party's first words, all of theirs, and the agent's. */
export const SOURCES = ["call", "first", "said", "agent"] as const;
export type Source = (typeof SOURCES)[number];
/** `before` is the word that a word was said right after, where the two are observed together. */
export type Visit = (source: Source, name: string, value: number, before?: string) => void;

/** Callers say what they want in their first breaths: characters. */
const OPENING = 350;

/** Which number it is tells nothing. */
const NUMERALS = {
  number: "a number",
  ordinal: "an ordinal",
  clock: "a time",
  date: "a date",
  code: "a code",
  money: "a sum",
} as const;

const nameOf = ({ kind, word }: Lexeme): string => (kind === "word" || kind === "pause" ? word : NUMERALS[kind]);

/** The words of a call, each once for whoever said it. */
export function observeWords(turns: Talk["turns"], visit: Visit): void {
  for (const [source, words] of wordsOf(turns)) for (const word of words) visit(source, word, 1);
}

/** What a call sounds like and what it was for are told by the same words, which are gathered once. */
function wordsOf(turns: Talk["turns"]): readonly (readonly [Source, ReadonlySet<string>])[] {
  const kept = gathered.get(turns);
  if (kept !== undefined) return kept;
  const [first, said, agent] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let told = 0;
  for (const { speaker, text, lexemes } of turns) {
    for (const lexeme of lexemes) {
      const word = nameOf(lexeme);
      if (speaker === "agent") agent.add(word);
      else {
        said.add(word);
        if (told + lexeme.start < OPENING) first.add(word);
      }
    }
    if (speaker !== "agent") told += text.length;
  }
  const words = [["first", first] as const, ["said", said] as const, ["agent", agent] as const];
  gathered.set(turns, words);
  return words;
}
const gathered = new WeakMap<Talk["turns"], ReturnType<typeof wordsOf>>();

/** Words side by side, as often as they are said: "make it" and "is it" are of different calls. */
export function observePairs(turns: Talk["turns"], visit: Visit): void {
  for (const { speaker, lexemes } of turns) {
    const source = speaker === "agent" ? "agent" : "said";
    let before: string | null = null;
    for (const lexeme of lexemes) {
      if (lexeme.kind === "pause") continue;
      const word = nameOf(lexeme);
      if (before !== null) visit(source, word, 1, before);
      before = word;
    }
  }
}

/** What is observed, by the names that weights have ("said: refund", "said: make + it"), to learn from. */
export function featuresOf(observed: (visit: Visit) => void): Map<string, number> {
  const features = new Map<string, number>();
  observed((source, name, value, before) =>
    features.set(before === undefined ? `${source}: ${name}` : `${source}: ${before}${BESIDE}${name}`, value),
  );
  return features;
}

/** Stands between two words side by side, and in no word. */
const BESIDE = " + ";

/** Where a feature is from, and what was visited there. */
export function partsOf(
  feature: string,
): { readonly source: Source; readonly name: string; readonly before: string | undefined } | null {
  const source = SOURCES.find((one) => feature.startsWith(`${one}: `));
  if (source === undefined) return null;
  const name = feature.slice(source.length + 2);
  const at = name.indexOf(BESIDE);
  return at < 0
    ? { source, name, before: undefined }
    : { source, name: name.slice(at + BESIDE.length), before: name.slice(0, at) };
}

/** Weights of words are held back more than others, and only words of several makes are learned from. */
export const isOfWord = (feature: string): boolean => !feature.startsWith("call: ");
