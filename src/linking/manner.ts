import { saidAfter, saidBefore } from "./context.js";
import type { Cues } from "./cues.js";
import type { Turn } from "./lexemes.js";
import { type Mention, startOf } from "./mention.js";
import type { Mode } from "./purpose.js";

const ABOUT =
  /\b(?:(?:calling|ringing|phoning|call|ring|here|question|calling you|ringing you) (?:up )?(?:you )?(?:about|for|regarding|on)|(?:it's|this is|is|was) (?:just |only |actually |really )?(?:about|regarding|for)|(?:reason|why) (?:i'm|we're|i am) (?:calling|ringing)(?: is)?|(?:calling|ringing) about is|numbers for|hold of you about)(?: (?:the|my|our|a|an|that|this|about|for))*\W*$/;
const ABOUT_AFTER =
  /^\W*(?:(?:is|was|'s|one) )*(?:the (?:one|reason) )?(?:that )?(?:i'm|we're|i am) (?:calling|ringing|phoning|asking|on) about\b/;
const NOT_ABOUT =
  /\b(?:not (?:\w+ )?(?:about|for|because of|calling about|ringing about)|nothing (?:changes |to do )?(?:with|about|on|for)|no changes? (?:to|on|with|for)|(?:don't|do not|not) (?:touch|chang|mov|cancel|cancell)(?:e|ing)?|leav(?:e|ing)(?= (?:the|that|my|our) (?:one )?)|apart from|aside from|besides|other than|(?<!\b(?:just|only) )not|except|(?:the )?same (?!(?:day|date|week|weekend|night|evening|morning|afternoon) as)(?:[\w']+ ){0,4}?(?:as|like)(?: (?:with|for|last|we (?:had|did)|you did))*)(?: (?:the|my|our|mine|that|this|about|one|at|on))*[^\w.?!]*$/;
const LEFT_ALONE =
  /^(?:[^\w.?!]*|\W*(?=(?:that|it|those|they|mine|ours|hers|his|leave|keep|no)\b))(?:[\w']+ ){0,3}?(?:(?:is|are|'s|was|went|it's|that's|stays?|all) (?:\w+ )?(?:fine|good|great|okay|ok|paid|sorted|settled|set(?! (?:menus?|prices?|meals?|lists?|up|of)\b)|unchanged|the same|as is|where (?:it|they) (?:is|are)|as it was|as they were|all good|covered|done|not changed|still on|through fine|separate|different)\b|(?:one )?(?:'s|is|are) (?:all )?(?:perfect|lovely)\b|that's (?:hers|his|theirs)\b|(?:[\w']+ ){0,4}?stays?\b|(?:(?:she|he|they|we|i) )?keeps?(?: (?:it|that))?\b(?! (?:the|my|our|a)\b)|(?:(?:don't|doesn't|isn't|not) (?:change|changing|mov\w+)|no change|leave (?:it|that))\b|same as (?:it|they) w|as (?:it|they) w)/;
/** "The cruise, are dogs okay?", "ten minutes late tomorrow, is that okay?": of what is wished for. */
const ASKS_OF_ELSE =
  /^[^\w.?!]*(?:is|would) (?:that|this|it) (?:be )?(?:okay|ok|fine|good|alright|all right|possible)\b|^[^\w.?!]*(?:is|are) (?!(?:that|it|they|those|all|still|just|both|now|also|quite|pretty|really|already|perfectly|absolutely|totally|completely|not|fine|good|great|okay|ok|sorted|paid|set)\b)\w+ /;
const TAKEN =
  /^\W*(?:[\w']+ ){0,3}?(?:is|are|'s|was|it's|that's|would be) (?:(?!all|still)\w+ )?(?:fine|good|great|okay|ok|perfect|lovely)\b/;
/** "They land on Sunday, so Monday's perfect." */
const CONCLUDES = /\bso (?:the |that )?$/;
const SUITS = /^\W*(?:'s|is|would be) (?:\w+ )?perfect\b/;
/** "I've another bride in at ten": of somebody else's. "Another time" is offered. */
const OF_ANOTHERS =
  /\banother (?!(?:time|day|date|slot|one|option|opening|appointment|night|evening|morning|afternoon|week|weekend|table|room|spot|place|hour|two|half)\b)[\w']+ [^.?!]{0,30}$/;
const GOODBYE =
  /\b(?:see (?:you|ya|y'all|youse)|see (?:you )?then|talk (?:to you )?(?:then|later)|looking forward|(?:we're|were|you're|i'm) (?:still |all )?(?:good|on|set) for|before that|any of that)\b/;
/** "And the other's still Saturday?": asked after something else has been settled. */
const STILL_BEFORE =
  /\b(?:and|oh|then|but)\b[^.?!]*(?<!\b(?:it's|it is|is it) )\bstill\b(?! need| want| have to| would like| haven't)[^.?!]*$|\b(?:you|we|i)(?:'ve|'re| have| are)? (?:also|still)\b(?! need| want| have to| would like| haven't)[^.?!]*$|\banyway\b[^.?!]*$|\b(?:the|your|my|our) other\b[^.?!]{0,25}$/;
const STILL_AFTER =
  /^(?: one| ones)?(?: (?:on|at|for|in) (?:the )?[\w']+)?(?:'s| is| are| was) still\b|^[^.?!]{0,30}\bstill\W*$/;
/** "It's eight people still": of what is being talked about. */
const OF_THE_SAME = /\bit's\s*$/;
/** How many of the last turns a goodbye may take. */
const TAIL = 3;
/** From this share of the call on, "still" is said of what is not being talked about. */
const LATER = 0.4;

/** In the first half of a call, what was said before "that's not why I'm calling" was said on the way. */
export const topicFrom = (cues: readonly Cues[]): TopicStart => {
  const turn = cues.findLastIndex((cue, i) => i < cues.length / 2 && cue.turnsAwayAt !== null);
  return { turn, at: cues[turn]?.turnsAwayAt ?? 0 };
};

/** Where a call comes to its subject: a turn's index, and a place in its text. */
interface TopicStart {
  readonly turn: number;
  readonly at: number;
}

/** Whether something was said before the call came to its subject. */
export const isBeforeTopic = (mention: Mention, topic: TopicStart): boolean =>
  mention.turn.index < topic.turn || (mention.turn.index === topic.turn && startOf(mention) < topic.at);

/** Tells what is said in a goodbye, or once goodbye was begun, in a call's last turns: it is of what is settled. */
export function goodbyeIn(cues: readonly Cues[]): (mention: Mention) => boolean {
  const parting = partingFrom(cues);
  return (mention) => {
    const { index } = mention.turn;
    if (index >= cues.length - TAIL && GOODBYE.test(saidBefore(mention, 60))) return true;
    return parting !== null && (index > parting.turn || (index === parting.turn && startOf(mention) > parting.at));
  };
}

function partingFrom(cues: readonly Cues[]): TopicStart | null {
  const turn = cues.findIndex((cue, i) => i >= cues.length - TAIL && i > 0 && cue.partsAt !== null);
  return turn < 0 ? null : { turn, at: cues[turn]?.partsAt ?? 0 };
}

/** Said to stay as it is: "don't touch the lunch", "the pool one stays". */
const KEPT_BEFORE =
  /\b(?:(?:don't|do not|not|never) (?:touch|chang|mov|cancel)(?:e|ing)?|(?:leave|leaving|keep|keeping)(?= (?:the|my|our|mine|that))|no changes? (?:to|on|with|for)|nothing changes (?:with|about|for|on))(?: (?:the|my|our|mine|that|this|one|at|on|about))*[^\w.?!]*$/;
/** "The same place" is another thing than "the same, yeah". */
const SAME =
  "(?<!not )(?:the same|unchanged)\\b(?! (?!(?:yeah|yes|that|this|it|and|but|so|then|no|ok|okay|i|we|you|too|right|though|please|for)\\b)\\w)";
const KEPT_AFTER = new RegExp(
  `^\\W*(?:one )?(?:(?!\\w+day\\b)[\\w']+ ){0,3}?(?:stays?\\b(?! (?:at|with|in|on|for|over)\\b(?! (?:it|\\w+ (?:is|was))))|(?:is|are|'s) (?:\\w+ )?(?:${SAME}|as is|as it (?:is|was)|not (?:chang|mov)\\w+|still on|no problem|no bother)\\b|(?:though|as usual|as normal|like (?:always|usual))\\b|(?:doesn't|don't|won't|isn't) (?:change|changing|mov\\w+)\\b|no change\\b|${SAME})`,
);
/** Of what was just named: "that one stays", "leave that one". */
const THAT_STAYS =
  /\b(?:that|it|hers|his|theirs|that one) (?:\w+ )?stays?\b(?! (?:at|with|in|on|for|over)\b)|\b(?:that|it|hers|his|theirs|that one)(?:'s| is) (?:\w+ )?(?:(?:the same|unchanged)\b(?! (?:thing|place|day|time|as))|(?:still on|not (?:chang|mov)\w+|(?:a )?(?:different|separate))\b)|\b(?:leave|keep|don't touch|not touching) (?:that|hers|his|theirs|the other)(?: one)?\b(?! (?:in|at|for|with|to|on|under)\b)/;

/** Where a turn says of what was named last that it stays as it is; null where it does not. */
export const leavesLastAt = ({ plain }: Turn): number | null => THAT_STAYS.exec(plain)?.index ?? null;

/** Whether it was said of this that it stays as it is: then the call is about something else. */
export const isKept = (mention: Mention): boolean =>
  (KEPT_BEFORE.test(saidBefore(mention, 40)) && !isPutSomewhere(mention)) || KEPT_AFTER.test(saidOf(mention));

/** "Leave the gate open", "leave the key with Bea": it is not left alone. */
const isPutSomewhere = (mention: Mention): boolean =>
  LEAVES.test(saidBefore(mention, 40)) && PUT_SOMEWHERE.test(saidAfter(mention, 50));
const LEAVES = /\bleav(?:e|ing) (?:the|my|our|that|your) (?:\w+ )?$/;
const PUT_SOMEWHERE =
  /^(?: \w+)? (?:open|unlocked|ajar|outside|out|under|behind|beside|inside|by the|with (?:you|him|her|them|the|my|\w+$)|on the|in the|for (?:you|him|her|them)|running)\b/;

/** What is said of something: of "Monday's fine", "is fine". */
function saidOf(mention: Mention): string {
  const last = mention.turn.lexemes[mention.to - 1]?.word ?? "";
  const after = saidAfter(mention, 50);
  return last.endsWith("'s") ? `'s${after}` : after;
}

/** How something was brought up: as the call's subject, in passing, or neither. */
export function mannerOf(mention: Mention, turns: number, mode: Mode): "named" | "aside" | "plain" {
  const { turn } = mention;
  const before = saidBefore(mention, 60);
  if (NOT_ABOUT.test(before) && !isPutSomewhere(mention)) return "aside";
  if (turn.speaker === "agent" && OF_ANOTHERS.test(before)) return "aside";
  const isLater = turn.index >= turns * LATER;
  if (isLater && STILL_BEFORE.test(before)) return "aside";
  if (ABOUT.test(before)) return "named";
  const after = saidOf(mention);
  if (ABOUT_AFTER.test(after)) return "named";
  // "Friday is good": who makes a booking takes it, and the business answers what it was asked.
  const isTaking = (mode === "making" || turn.speaker === "agent") && TAKEN.test(after);
  const isTaken = isTaking || (CONCLUDES.test(before) && SUITS.test(after));
  // "Your cake's all done", rung up to say so: it is what the call is for.
  const opens = turn.index === 0 && turn.speaker === "agent";
  if (
    (!isTaken && !opens && LEFT_ALONE.test(after) && !ASKS_OF_ELSE.test(after)) ||
    (isLater && STILL_AFTER.test(after) && !OF_THE_SAME.test(before))
  )
    return "aside";
  return "plain";
}
