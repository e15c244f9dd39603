import type { Mention } from "./mention.js";
import { plainSpeech } from "./plain-speech.js";

/** What was said right before and behind, in plain speech. */
export interface Context {
  readonly before: string;
  readonly after: string;
}

export const NO_CONTEXT: Context = { before: "", after: "" };

/** Sixty characters before and forty behind. */
export function around({ turn, from, to }: Mention): Context {
  const start = turn.lexemes[from]?.start ?? 0;
  const end = turn.lexemes[to - 1]?.end ?? 0;
  return {
    before: plainSpeech(turn.text.slice(Math.max(0, start - 60), start)),
    after: plainSpeech(turn.text.slice(end, end + 40)),
  };
}
