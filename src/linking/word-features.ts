import type { Talk } from "./talk.js";

/** Facts of the call, the outside party's first words, all of theirs, and the agent's. */
export const SOURCES = ["call", "first", "said", "agent"] as const;
export type Source = (typeof SOURCES)[number];
export type Visit = (source: Source, name: string, value: number) => void;

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
      const word = lexeme.kind === "word" || lexeme.kind === "pause" ? lexeme.word : NUMERALS[lexeme.kind];
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

/** What is observed, by the names that weights have ("said: refund"), to learn from. */
export function featuresOf(observed: (visit: Visit) => void): Map<string, number> {
  const features = new Map<string, number>();
  observed((source, name, value) => features.set(`${source}: ${name}`, value));
  return features;
}

/** Where a feature is from, and its name there. */
export function partsOf(feature: string): { readonly source: Source; readonly name: string } | null {
  const source = SOURCES.find((one) => feature.startsWith(`${one}: `));
  return source === undefined ? null : { source, name: feature.slice(source.length + 2) };
}

/** Weights of words are held back more than others, and only words of several makes are learned from. */
export const isOfWord = (feature: string): boolean => !feature.startsWith("call: ");
