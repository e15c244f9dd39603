import type { SpeakerRole } from "./call-words.js";
import { FEWEST_WORDS, remarkOf } from "./remark-cues.js";
import { isGreeting, kindByDialogue, turnsOf } from "./remark-dialogue.js";
import { sentencesOf } from "./sentences.js";

/** When a call was made, seen from the event. */
export type Phase = "before" | "during" | "after";

/** What of a call may hold a remark. */
export interface RemarkSource {
  readonly phase: Phase;
  readonly segments: readonly { readonly speaker: SpeakerRole; readonly text: string }[];
  /** Bullets, next steps and lines of notes: somebody else's words about the call. */
  readonly notes: readonly string[];
}

/** Sentences as they were said or noted, those of the newest call first. */
export interface BookingRemarks {
  readonly concerns: string[];
  readonly requests: string[];
  readonly feedback: string[];
}

const MOST_REMARKS = 10;
const LONGEST_REMARK = 200;
/** Share of common words from which two sentences count as one. */
const SAME = 0.6;

/**
 * What the customer worries about, asks for, and says of the event afterwards. Only the customer's own sentences count
 * (and those of unknown speakers); notes fill what room is left. Each sentence is of one kind. Deterministic: cue words,
 * see `remark-cues.ts`, and for what is said without any of them what the agent asks and apologises for.
 */
export function extractRemarks(newestFirst: readonly RemarkSource[]): BookingRemarks {
  const remarks: BookingRemarks = { concerns: [], requests: [], feedback: [] };
  const seen: Set<string>[] = [];
  const tell = (remark: string, kind: keyof BookingRemarks): void => {
    if (remarks[kind].length >= MOST_REMARKS) return;
    const words = contentWords(remark);
    if (seen.some((other) => likeness(words, other) >= SAME)) return;
    seen.push(words);
    remarks[kind].push(shorten(remark));
  };
  for (const { phase, segments } of newestFirst) {
    const turns = turnsOf(segments);
    for (const [at, { isAgents, sentences }] of turns.entries()) {
      if (isAgents) continue;
      const told = sentences.map((sentence) => ({ sentence, kind: remarkOf(sentence, phase) }));
      for (const { sentence, kind } of told) if (kind !== null) tell(sentence, kind);
      const kind = kindByDialogue(turns, at, phase);
      const rest = told.filter((one) => one.kind === null && !isGreeting(one.sentence));
      const isAnswered = kind === "feedback" && rest.length < told.length;
      const remark = rest.map(({ sentence }) => sentence).join(" ");
      if (kind !== null && !isAnswered && remark.split(/\s+/).length >= FEWEST_WORDS) tell(remark, kind);
    }
  }
  for (const { phase, notes } of newestFirst) {
    for (const sentence of notes.flatMap(sentencesOf)) {
      const kind = remarkOf(sentence, phase);
      if (kind !== null) tell(sentence, kind);
    }
  }
  return remarks;
}

const contentWords = (sentence: string): Set<string> =>
  new Set(sentence.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []);

/** Common words by all words (Jaccard). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((word) => b.has(word)).length;
  return common / Math.max(1, a.size + b.size - common);
}

/** Speech without punctuation is one long sentence: its beginning is kept, cut between words. */
const shorten = (sentence: string): string =>
  sentence.length <= LONGEST_REMARK ? sentence : `${sentence.slice(0, LONGEST_REMARK).replace(/\s+\S*$/, "")}…`;
