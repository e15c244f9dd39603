import { type Mention, startOf } from "./mention.js";
import { plainSpeech } from "./plain-speech.js";

/** What was said right before and behind, in plain speech. */
export interface Context {
  readonly before: string;
  readonly after: string;
}

export const NO_CONTEXT: Context = { before: "", after: "" };

/** At most so many characters of the turn that stand right before, in plain speech. */
export function saidBefore(mention: Pick<Mention, "turn" | "from">, most: number): string {
  const start = startOf(mention);
  return plainSpeech(mention.turn.text.slice(Math.max(0, start - most), start));
}

/** At most so many characters of the turn that stand right behind, in plain speech. */
export function saidAfter({ turn, to }: Pick<Mention, "turn" | "to">, most: number): string {
  const end = turn.lexemes[to - 1]?.end ?? 0;
  return plainSpeech(turn.text.slice(end, end + most));
}

/** Sixty characters before and forty behind. */
export const around = (mention: Mention): Context => ({
  before: saidBefore(mention, 60),
  after: saidAfter(mention, 40),
});
