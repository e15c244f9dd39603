import type { Cues } from "./cues.js";
import type { Mention } from "./mention.js";
import { plainSpeech } from "./plain-speech.js";

const ABOUT =
  /\b(?:(?:calling|ringing|phoning|call|ring|here|question|calling you|ringing you) (?:up )?(?:you )?(?:about|for|regarding|on)|(?:it's|this is|is|was) (?:just |only |actually |really )?(?:about|regarding|for)|(?:reason|why) (?:i'm|we're|i am) (?:calling|ringing)(?: is)?|(?:calling|ringing) about is|numbers for|hold of you about)(?: (?:the|my|our|a|an|that|this|about|for))*\W*$/;
const ABOUT_AFTER =
  /^\W*(?:(?:is|was|'s|one) )*(?:the (?:one|reason) )?(?:that )?(?:i'm|we're|i am) (?:calling|ringing|phoning|asking|on) about\b/;
const NOT_ABOUT =
  /\b(?:not (?:\w+ )?(?:about|for|because of|calling about|ringing about)|nothing (?:changes |to do )?(?:with|about|on|for)|no changes? (?:to|on|with|for)|(?:don't|do not|not) (?:touch|chang|mov|cancel|cancell)(?:e|ing)?|leav(?:e|ing)(?= (?:the|that|my|our) (?:one )?)|apart from|aside from|besides|other than|not|except)(?: (?:the|my|our|mine|that|this|about|one|at|on))*[^\w.?!]*$/;
const LEFT_ALONE =
  /^\W*(?:[\w']+ ){0,3}?(?:(?:is|are|'s|was|went|it's|that's|stays?|all) (?:\w+ )?(?:fine|good|great|okay|ok|paid|sorted|settled|set|unchanged|the same|as is|where (?:it|they) (?:is|are)|as it was|as they were|all good|covered|done|not changed|still on|through fine|separate|different)\b|that's (?:hers|his|theirs)\b|stays?\b|(?:(?:she|he|they|we|i) )?keeps?(?: (?:it|that))?\b|same as (?:it|they) w|as (?:it|they) w)/;
const GOODBYE =
  /\b(?:see (?:you|ya|y'all|youse)|see (?:you )?then|talk (?:to you )?(?:then|later)|looking forward|(?:we're|were|you're|i'm) (?:still |all )?(?:good|on|set) for|before that|any of that)\b/;
/** "And the other's still Saturday?": asked after something else has been settled. */
const STILL_BEFORE =
  /\b(?:and|oh|then|but)\b[^.?!]*\bstill\b(?! need| want| have to| would like| haven't)[^.?!]*$|\b(?:you|we|i)(?:'ve|'re| have| are)? (?:also|still)\b(?! need| want| have to| would like| haven't)[^.?!]*$|\banyway\b[^.?!]*$|\b(?:the|your|my|our) other\b[^.?!]{0,25}$/;
const STILL_AFTER = /^(?:'s| is| are| was) still\b|^[^.?!]{0,30}\bstill\W*$/;
/** How many of the last turns a goodbye may take. */
const TAIL = 3;
/** From this share of the call on, "still" is said of what is not being talked about. */
const LATER = 0.4;

/** In the first half of a call, what was said before "that's not why I'm calling" was said on the way. */
export const topicFrom = (cues: readonly Cues[]): number =>
  cues.findLastIndex((cue, i) => cue.turnsAway && i < cues.length / 2);

/** How something was brought up: as the call's subject, in passing, or neither. */
export function mannerOf({ turn, from, to }: Mention, turns: number): "named" | "aside" | "plain" {
  const start = turn.lexemes[from]?.start ?? 0;
  const end = turn.lexemes[to - 1]?.end ?? 0;
  const before = plainSpeech(turn.text.slice(Math.max(0, start - 60), start));
  if (NOT_ABOUT.test(before)) return "aside";
  const isLater = turn.index >= turns * LATER;
  if (isLater && STILL_BEFORE.test(before)) return "aside";
  if (ABOUT.test(before)) return "named";
  const after = plainSpeech(turn.text.slice(end, end + 50));
  if (ABOUT_AFTER.test(after)) return "named";
  if (LEFT_ALONE.test(after) || (isLater && STILL_AFTER.test(after))) return "aside";
  return turn.index >= turns - TAIL && GOODBYE.test(before) ? "aside" : "plain";
}
