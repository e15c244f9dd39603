import type { Cues } from "./cues.js";
import { HeardText } from "./heard-text.js";
import type { Turn } from "./lexemes.js";
import { BYGONE, OURS } from "./mode-words.js";
import { plainSpeech } from "./plain-speech.js";
import { CANCEL, GRIEVANCE, ON_THE_DAY, PRAISE, VENDOR } from "./purpose-words.js";

/** A call's words, as far as they are read. */
export interface HeardCall {
  readonly all: HeardText;
  /** All but the business's, and all but the caller's. */
  readonly outside: HeardText;
  readonly inside: HeardText;
  /** What the call opens with. */
  readonly start: HeardText;
  /** Where in that something booked is spoken of. */
  readonly firstOld: number;
  readonly isClosed: boolean;
  /** Something is offered to the business, or sold to it. */
  readonly isSelling: boolean;
}

export function hearCall(turns: readonly Turn[], cues: readonly Cues[]): HeardCall {
  const all = new HeardText(plainTurns(turns));
  const outside = new HeardText(plainTurns(turns.filter((turn) => turn.speaker !== "agent")));
  const inside = new HeardText(plainTurns(turns.filter((turn) => turn.speaker !== "customer")));
  const start = new HeardText(isRungUp(turns) ? all.text.slice(0, OPENING) : startOf(all.text, outside.text));
  const isClosed = turns.some((turn, i) => turn.speaker !== "customer" && cues[i]?.closes === true);
  // Who complains of what was asks for whoever is in charge, too.
  const recallsOne = outside.has(BYGONE) && (outside.has(GRIEVANCE) || outside.has(PRAISE));
  return {
    ...{ all, outside, inside, start, isClosed },
    firstOld: Math.min(start.placeOf(OURS), start.placeOf(ON_THE_DAY), start.placeOf(CANCEL)),
    isSelling: outside.has(VENDOR) && !isClosed && !recallsOne,
  };
}

/** In characters. */
const LONGEST = 60_000;
/** Callers say what they want in their first breaths. */
const OPENING = 350;

/** The business rang, and says why. */
const isRungUp = (turns: readonly Turn[]): boolean =>
  turns.slice(0, RUNG_WITHIN).some(({ speaker, plain }) => speaker === "agent" && RINGS.test(plain));
const RUNG_WITHIN = 3;
const RINGS =
  /(?<!for )\b(?:calling|ringing|phoning|following up|checking in|reaching out|just confirming|wanted to (?:check|confirm|ask|see|let you))\b/;

/** The caller's first words; everybody's where the caller said next to nothing. */
function startOf(all: string, outside: string): string {
  const opening = (outside.length > 25 || outside.length === all.length ? outside : all).slice(0, OPENING);
  return hasMoreWords(outside, 12) ? opening : all.slice(0, OPENING);
}

/** As `text.split(/\s+/).length > count`, without splitting an hour's talk. */
function hasMoreWords(text: string, count: number): boolean {
  const spaces = /\s+/g;
  for (let left = count; left > 0; left--) if (spaces.exec(text) === null) return false;
  return true;
}

/** The turns in plain speech, so far as they are read. */
export function plainTurns(turns: readonly Turn[]): string {
  const length = turns.reduce((sum, { text }) => sum + text.length + 1, -1);
  const speech =
    length <= LONGEST
      ? turns.map((turn) => turn.plain).join("\n")
      : plainSpeech(
          turns
            .map(({ text }) => text)
            .join("\n")
            .slice(0, LONGEST),
        );
  return speech.replace(/\bi a m\b/g, "i'm");
}
