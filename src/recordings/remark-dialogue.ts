import type { Phase, RemarkSource } from "./booking-remarks.js";
import { sentencesOf } from "./sentences.js";

/** What one side said until the other spoke. */
export interface Turn {
  readonly isAgents: boolean;
  readonly sentences: readonly string[];
}

export function turnsOf(segments: RemarkSource["segments"]): Turn[] {
  const turns: { isAgents: boolean; sentences: string[] }[] = [];
  for (const { speaker, text } of segments) {
    const last = turns.at(-1);
    const isAgents = speaker === "agent";
    if (last?.isAgents === isAgents) last.sentences.push(...sentencesOf(text));
    else turns.push({ isAgents, sentences: [...sentencesOf(text)] });
  }
  return turns;
}

const APOLOGY =
  /\b(?:(?:so|really|very|terribly|awfully|i'?m|i am|we'?re|we are) sorry|apologi[sz]e|apologies|oh no|that'?s (?:on us|on me|(?:our|my) (?:mistake|fault)|not (?:okay|ok|acceptable|right))|you'?re right to be|i'?d be upset|you shouldn'?t have(?: had)? to)\b/i;
/** For what was not heard, cannot be had or was not theirs. */
const NO_APOLOGY =
  /\bsorry,? (?:but|what|could|can|say|your|who|which|how|when|i (?:didn'?t|don'?t|can'?t|missed)|we (?:don'?t|can'?t|only)|to (?:bother|call|interrupt|keep))\b/i;

const ASKS_OPINION =
  /\bhow (?:was|were|did) (?:it|everything|every(?:one|body)|things|the|your|we)\b|\bhow (?:it|everything|the [\w' -]+|your [\w' -]+) went\b|\b(?:do|done|have done) better\b|\bto improve\b|\b(?:one to|out of) ten\b|\bdid every(?:one|body)\b|\bwas every(?:one|body|thing)\b|\banything (?:wrong|missing|we should know)\b|\bthe timing\?|\bon time\?|\bhear a but\b/i;

/** An agent apologises at once. */
const SENTENCES_OF_REPLY = 2;

/**
 * What a customer's turn is by what the agent said around it, from the event's start on: what the agent apologises for is a
 * complaint, what answers a question for an opinion is one, whatever the words.
 */
export function kindByDialogue(turns: readonly Turn[], at: number, phase: Phase): "concerns" | "feedback" | null {
  if (phase === "before" || turns[at]?.isAgents !== false) return null;
  const reply = plain(turns[at + 1]?.sentences.slice(0, SENTENCES_OF_REPLY));
  if (APOLOGY.test(reply) && !NO_APOLOGY.test(reply)) return "concerns";
  return ASKS_OPINION.test(plain(turns[at - 1]?.sentences.slice(-SENTENCES_OF_REPLY))) ? "feedback" : null;
}

const plain = (sentences: readonly string[] | undefined): string =>
  (sentences ?? []).join(" ").replace(/[\u2018\u2019]/g, "'");

/** "Hi, this is Vince Moretti.", "Hey Dee."; no "Hi, nobody's here yet." */
const GREETING =
  /^\W*(?:hi|hiya|hello|hey|yeah|good (?:morning|afternoon|evening))\b(?:\W+there\b)?\W*(?:(?:this is|it['’]?s|i['’]?m|my name|is (?:this|that))\b.*|(?:[\w-]+\W*){0,2})$/i;
const LONGEST_GREETING = 6;

export const isGreeting = (sentence: string): boolean =>
  GREETING.test(sentence) && (sentence.match(/[\p{L}\p{N}']+/gu) ?? []).length <= LONGEST_GREETING;
