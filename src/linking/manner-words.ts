import { anyOf, behind, leadingTo, phrases } from "./phrases.js";

/**
 * The words by which people say that a call is about something, or that it is to be left alone: English of conversation,
 * none of any one trade. Matched in lower case, in what is said before or right after it.
 */

/** Signs, and no end of a sentence. */
const SIGNS = "[^\\w.?!]";

export const ABOUT = leadingTo(
  "the|my|our|a|an|that|this|about|for",
  "\\W",
  "(?:calling|ringing|phoning|call|ring|here|question|calling you|ringing you) (?:up )?(?:you )?(?:about|for|regarding|on)",
  "(?:it's|this is|is|was) (?:just |only |actually |really )?(?:about|regarding|for)",
  "(?:reason|why) (?:i'm|we're|i am) (?:calling|ringing)(?: is)?",
  "(?:calling|ringing) about is",
  "numbers for",
  "hold of you about",
);

export const ABOUT_AFTER =
  /^\W*(?:(?:is|was|'s|one) )*(?:the (?:one|reason) )?(?:that )?(?:i'm|we're|i am) (?:calling|ringing|phoning|asking|on) about\b/;

export const NOT_ABOUT = leadingTo(
  "the|my|our|mine|that|this|about|one|at|on",
  SIGNS,
  "not (?:\\w+ )?(?:about|for|because of|calling about|ringing about)",
  "nothing (?:changes |to do )?(?:with|about|on|for)",
  "no changes? (?:to|on|with|for)",
  "(?:don't|do not|not) (?:touch|chang|mov|cancel|cancell)(?:e|ing)?",
  "leav(?:e|ing)(?= (?:the|that|my|our) (?:one )?)",
  "apart from",
  "aside from",
  "besides",
  "other than",
  "(?<!\\b(?:just|only) )not",
  "except",
  // "The same menu as for the birthday", not "the same day as".
  "(?:the )?same (?!(?:day|date|week|weekend|night|evening|morning|afternoon) as)(?:[\\w']+ ){0,4}?(?:as|like)(?: (?:with|for|last|we (?:had|did)|you did))*",
);

/** "The lunch is fine", "those are sorted": right after what is said to be so. */
export const LEFT_ALONE = behind(
  `(?:${SIGNS}*|\\W*(?=(?:that|it|those|they|mine|ours|hers|his|leave|keep|no)\\b))(?:[\\w']+ ){0,3}?`,
  "(?:is|are|'s|was|went|it's|that's|stays?|all) (?:\\w+ )?(?:fine|good|great|okay|ok|paid|sorted|settled|set(?! (?:menus?|prices?|meals?|lists?|up|of)\\b)|unchanged|the same|as is|where (?:it|they) (?:is|are)|as it was|as they were|all good|covered|done|not changed|still on|through fine|separate|different)\\b",
  "(?:one )?(?:'s|is|are) (?:all )?(?:perfect|lovely)\\b",
  "that's (?:hers|his|theirs)\\b",
  "(?:[\\w']+ ){0,4}?stays?\\b",
  "(?:(?:she|he|they|we|i) )?keeps?(?: (?:it|that))?\\b(?! (?:the|my|our|a)\\b)",
  "(?:(?:don't|doesn't|isn't|not) (?:change|changing|mov\\w+)|no change|leave (?:it|that))\\b",
  "same as (?:it|they) w",
  "as (?:it|they) w",
);

/** "The cruise, are dogs okay?", "ten minutes late tomorrow, is that okay?": of what is wished for. */
export const ASKS_OF_ELSE = anyOf(
  /^[^\w.?!]*(?:is|would) (?:that|this|it) (?:be )?(?:okay|ok|fine|good|alright|all right|possible)\b/,
  /^[^\w.?!]*(?:is|are) (?!(?:that|it|they|those|all|still|just|both|now|also|quite|pretty|really|already|perfectly|absolutely|totally|completely|not|fine|good|great|okay|ok|sorted|paid|set)\b)\w+ /,
);

/** "Friday is good". */
export const TAKEN =
  /^\W*(?:[\w']+ ){0,3}?(?:is|are|'s|was|it's|that's|would be) (?:(?!all|still)\w+ )?(?:fine|good|great|okay|ok|perfect|lovely)\b/;
/** "They land on Sunday, so Monday's perfect." */
export const CONCLUDES = /\bso (?:the |that )?$/;
export const SUITS = /^\W*(?:'s|is|would be) (?:\w+ )?perfect\b/;

/** "I've another bride in at ten": of somebody else's. "Another time" is offered. */
export const OF_ANOTHERS =
  /\banother (?!(?:time|day|date|slot|one|option|opening|appointment|night|evening|morning|afternoon|week|weekend|table|room|spot|place|hour|two|half)\b)[\w']+ [^.?!]{0,30}$/;

export const GOODBYE = phrases(
  "see (?:you|ya|y'all|youse)",
  "see (?:you )?then",
  "talk (?:to you )?(?:then|later)",
  "looking forward",
  "(?:we're|were|you're|i'm) (?:still |all )?(?:good|on|set) for",
  "before that",
  "any of that",
);

/** "And the other's still Saturday?": asked after something else has been settled. */
export const STILL_BEFORE = anyOf(
  /\b(?:and|oh|then|but)\b[^.?!]*(?<!\b(?:it's|it is|is it) )\bstill\b(?! need| want| have to| would like| haven't)[^.?!]*$/,
  /\b(?:you|we|i)(?:'ve|'re| have| are)? (?:also|still)\b(?! need| want| have to| would like| haven't)[^.?!]*$/,
  /\banyway\b[^.?!]*$/,
  /\b(?:the|your|my|our) other\b[^.?!]{0,25}$/,
);
export const STILL_AFTER = anyOf(
  /^(?: one| ones)?(?: (?:on|at|for|in) (?:the )?[\w']+)?(?:'s| is| are| was) still\b/,
  /^[^.?!]{0,30}\bstill\W*$/,
);
/** "It's eight people still": of what is being talked about. */
export const OF_THE_SAME = /\bit's\s*$/;

/** Said to stay as it is: "don't touch the lunch". */
export const KEPT_BEFORE = leadingTo(
  "the|my|our|mine|that|this|one|at|on|about",
  SIGNS,
  "(?:don't|do not|not|never) (?:touch|chang|mov|cancel)(?:e|ing)?",
  "(?:leave|leaving|keep|keeping)(?= (?:the|my|our|mine|that))",
  "no changes? (?:to|on|with|for)",
  "nothing changes (?:with|about|for|on)",
);

/** "The same place" is another thing than "the same, yeah". */
const SAME =
  "(?<!not )(?:the same|unchanged)\\b(?! (?!(?:yeah|yes|that|this|it|and|but|so|then|no|ok|okay|i|we|you|too|right|though|please|for)\\b)\\w)";
/** "The pool one stays." */
export const KEPT_AFTER = behind(
  "\\W*(?:one )?(?:(?!\\w+day\\b)[\\w']+ ){0,3}?",
  "stays?\\b(?! (?:at|with|in|on|for|over)\\b(?! (?:it|\\w+ (?:is|was))))",
  `(?:is|are|'s) (?:\\w+ )?(?:${SAME}|as is|as it (?:is|was)|not (?:chang|mov)\\w+|still on|no problem|no bother)\\b`,
  "(?:though|as usual|as normal|like (?:always|usual))\\b",
  "(?:doesn't|don't|won't|isn't) (?:change|changing|mov\\w+)\\b",
  "no change\\b",
  SAME,
);

/** Of what was just named: "that one stays", "leave that one". */
export const THAT_STAYS = anyOf(
  /\b(?:that|it|hers|his|theirs|that one) (?:\w+ )?stays?\b(?! (?:at|with|in|on|for|over)\b)/,
  /\b(?:that|it|hers|his|theirs|that one)(?:'s| is) (?:\w+ )?(?:(?:the same|unchanged)\b(?! (?:thing|place|day|time|as))|(?:still on|not (?:chang|mov)\w+|(?:a )?(?:different|separate))\b)/,
  /\b(?:leave|keep|don't touch|not touching) (?:that|hers|his|theirs|the other)(?: one)?\b(?! (?:in|at|for|with|to|on|under)\b)/,
);

/** "Leave the gate open", "leave the key with Bea": it is not left alone. */
export const LEAVES = /\bleav(?:e|ing) (?:the|my|our|that|your) (?:\w+ )?$/;
export const PUT_SOMEWHERE =
  /^(?: \w+)? (?:open|unlocked|ajar|outside|out|under|behind|beside|inside|by the|with (?:you|him|her|them|the|my|\w+$)|on the|in the|for (?:you|him|her|them)|running)\b/;
