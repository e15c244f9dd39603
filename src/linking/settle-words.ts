import { behind, leadingTo, phrases } from "./phrases.js";

/**
 * The words by which people deny, replace or move what was said: English of conversation, none of any one trade. Matched in
 * lower case, in what is said before or right after it.
 */

const SPACES = "\\s";

/** "Not on the Friday". */
export const NEGATED = leadingTo(
  "the|a|on|at|for|it|be|this|that|in|my|our|about|until|till|come|make",
  SPACES,
  "not",
  "no longer",
  "never",
  "instead of",
  "rather than",
  "other than",
  "except",
  "but not",
  "isn't",
  "wasn't",
  "don't want",
  "no good(?= (?:on|at|for)\\b)",
  "won't be",
);

/** "Two instead of ten." */
export const REPLACED = leadingTo(
  "the|a|on|at|for|it|be|this|that|in|my|our",
  SPACES,
  "instead of",
  "rather than",
  "no longer",
  "(?:now|and|just|only|so),? not",
);

/** "I can't do Friday." */
export const UNABLE = leadingTo(
  "the|a|on|at|for|it|this|that|in|till|come",
  SPACES,
  "(?:can't|cannot) (?:do|make|come)",
);

/** "Friday is fully booked", "eight is a bit late". */
export const DENIED_AFTER = behind(
  "\\s*(?:\\w+ ){0,2}?",
  "doesn't work",
  "does not work",
  "won't work",
  "is(?:n't| not) (?:available|possible|good|going)",
  "not available",
  "no good",
  "(?:is|are|'s) (?:fully |all |already )?(?:booked|full|taken|sold|gone)",
  "(?:is|are|'s|would be|might be) (?:an? )?(?:bit|little|touch|tad|way|far|kind of|just|probably)? ?(?:too )?(?:late|early|far|soon|much|tight|awkward)\\b",
  "(?:has|have|'s) (?:already |completely |just )?gone(?! (?:through|up|out|well))",
  "(?:is|are|'s) (?:\\w+ )?(?:packed|rammed|chock\\w*)",
  "(?:i'm|we're|he's|she's|they're) (?:\\w+ )?(?:slammed|swamped|booked|full|closed|off|away)\\b",
  "is out",
  "was not available",
  "wasn't available",
  "isn't",
  "is gone",
);

/** "Could we move it from Friday". */
export const MOVES =
  /\b(?:chang\w+|mov\w+|push\w*|switch\w*|bump\w*|reschedul\w+|went|go|going|up|down|increase\w*|updat\w+|drop\w*|cut|shift\w*|extend\w*)\b[^.?!]*\bfrom\s+(?:\S+\s+){0,4}$/;
/** "You moved it once already, from …": that is no longer where it is. */
export const MOVED_BEFORE = /\b(?:moved|changed|pushed|switched|bumped)\b[^.?!]*\b(?:already|once|last time)\b/;

/** "August is fine as is." */
export const STAYS =
  /^(?:'s)?\s*(?:[\w']+ ){0,3}?(?:(?:is|are|'s)\s+(?:\w+ )?(?:fine|good|okay|still on|unchanged|unaffected|the same|as is|all set)|stays?)\b/;

/** "I'll keep the check-up", "we'll still do December". */
export const KEPT =
  /(?<!\b(?:should|shall) (?:i|we) )\b(?:keep(?:ing)?|still (?:do(?:ing)?|want|come|coming))(?: (?:to|for|on|the|my|our|a|that))*\s*$/;

/** "Friday or, no, that's taken, Saturday." */
export const REFUSAL_BETWEEN = phrases(
  "not available",
  "unavailable",
  "isn't",
  "is not",
  "doesn't",
  "can't",
  "couldn't",
  "fully booked",
  "sold out",
  "is full",
  "taken",
  "but",
);

/** A turn that takes back what was said right before it. */
export const TAKES_BACK = /^(?:\W|oh|um|uh|sorry)*(?:no|nope|not quite|i mean|i meant|sorry|actually)\b/i;

/** What is brought in beside what was spoken of. */
export const ADDS = phrases(
  "and",
  "oh",
  "also",
  "anyway",
  "besides",
  "before that",
  "as well",
  "plus",
  "still",
  "too",
  "then",
);
