import { anyOf, phrases } from "./phrases.js";

/**
 * The words by which a turn does something to what was said before it: English of conversation, none of any one trade.
 * Matched in lower case.
 */

/** What people say while they think. */
const UMS = "(?:\\W|uh|umm?|oh|ah|well|hmm|erm?)*";
/** A turn that begins with any of some phrases. */
const opening = (...list: readonly string[]): RegExp => new RegExp(`^${UMS}(?:${list.join("|")})\\b`);

export const ACCEPTS = opening(
  "yes",
  "yeah",
  "yep",
  "yup",
  "sure",
  "correct",
  "that's (?:right|correct|fine|good|great|perfect|it)",
  "that is (?:right|correct|fine)",
  "right",
  "perfect",
  "sounds (?:good|great|perfect)",
  "that (?:works|sounds)",
  "ok",
  "okay",
  "great",
  "exactly",
  "please do",
  "absolutely",
  "of course",
  "definitely",
  "fine",
  "i like that",
  "works for me",
);

/** After "no", what corrects nothing. */
const UNCORRECTED = [
  "problem",
  "worries",
  "thanks",
  "thank",
  "preference",
  "nothing",
  // "No allergies"; "no, this", "no, Fridays", "no, yes".
  "(?!this\\b|that|it|\\w+days?\\b|yes\\b|was\\b|does\\b|has\\b|is\\b|\\w+ss\\b)[a-z]{3,}s\\b(?!')",
  "i'm (?:good|fine|all)",
  "i appreciate",
  "i don't think",
  "i think",
  "not (?:today|right now|at the moment)",
  "that(?:'s|'ll| is| will be| would be) (?:\\w+ )?(?:all|it|everything|be all)",
];
export const CORRECTS = anyOf(
  phrases(
    "actually",
    "instead",
    "i mean",
    "i meant",
    "correction",
    "make (?:it|that)",
    "change (?:it|that|the)",
    "on second thought",
    "scratch that",
    "rather",
    "wait",
    "let's do",
    "switch",
    "better make",
    "not quite",
    "wrong",
    "sorry,? (?:no|it's|i)",
    "my mistake",
  ),
  new RegExp(`^(?:\\W|uh|umm?|oh|well|hmm|i'm|sorry|i a m)*(?:no|nope|nah|not)\\b(?! (?:${UNCORRECTED.join("|")}))`),
);

export const REFUSES = phrases(
  "not available",
  "unavailable",
  "isn't available",
  "aren't available",
  "no availability",
  "unable",
  "couldn't",
  "could not",
  "cannot",
  "can't",
  "wasn't able",
  "not able",
  "fully booked",
  "booked up",
  "all booked(?! (?:in|for you))(?<!(?:you're|you are|it's|that's) all booked)",
  "booked solid",
  "sold out",
  "no (?:openings?|slots?|rooms?)",
  "unfortunately",
  "didn't work",
  "was not",
  "wasn't",
  "failed",
  "already taken",
  "(?:is|are|has|have|'s) (?:completely |all |already |just )?(?:gone|packed|rammed|chock\\w*)",
  "is taken",
  "is full",
  "not possible",
  "don't have (?:anything|any|that|a)",
  "bad news",
  "won't work",
  "doesn't work",
  "not free",
  "too (?:small|big|large) for",
  "unsuccessful",
  "not successful",
  "regret",
);

export const WANTS_OTHER = phrases(
  "(?:any|anything|something|bit|little) (?:earlier|later|sooner)",
  "(?:earlier|later) than (?:that|this)",
  "another",
  "different",
  "something else",
  "somewhere else",
  "any other",
  "anything else",
  "other (?:one|ones|options?|places?|choices?)",
  "else",
  "don't like",
  "not interested",
  "don't want",
  "not that one",
  "more options",
  "no thanks",
  "rather not",
  "not really",
);

/** A booking is made, or changed: as it is done, or told at the end. */
export const CLOSES = anyOf(
  /\b(?!(?:what|how|that|where|when|as|if|and|because|so|but|which|who|than|like|whatever|whether|or) )[\w-]+ it is(?:$|[.,!;]| then\b)/,
  /\badded (?:it|that|this|you) to (?:your|the|our)\b/,
  /\bput (?:it|that|us|me) under \w+/,
  /^\W*(?:(?:ok|okay|great|perfect|right|alright|all right|sure|yes|yep|excellent|awesome|good)\W+)*(?:all )?(?:done|sorted|booked|confirmed|ordered|reserved|scheduled)\b/,
  /\b(?:paid|booked) and confirmed\b/,
  /^\W*(?:(?:ok|okay|great|perfect|alright|sure)\W+)*(?:setting|scheduling|adding) (?:the|your|an?|that|it)\b/,
  /\b(?:appointment|booking|reservation|order|purchase)s? (?:made|booked|confirmed|complete|placed)\b/,
  /\bit (?:all )?went through\b/,
  /\bi(?:'ll| will) go ahead and (?:make|book|reserve|schedule|put) /,
  /\bwent ahead and (?:booked|made|reserved|scheduled|placed|purchased|ordered)\b/,
  phrases(
    "(?:is|are|been|got|have|has|was|were|you're|it's|successfully|now) (?:now |all |just |successfully |already )?(?:booked|confirmed|reserved|scheduled|purchased|made|set up|successful|placed|bought|ordered|complete|a success)",
    "booked (?:it|you|that|your|the|a|an)",
    "all set",
    "successful(?:ly)?",
    "i(?:'ve| have) (?:booked|reserved|made|scheduled|purchased|updated|changed|moved)",
    "got you (?:down|in|booked)",
    "put (?:you|him|her|them) (?:down|in)(?= (?:for|with|at|on|under|as)|\\W*$)",
    "see you (?:on|at|then|there|next|this)",
    "reference number",
    "confirmation (?:number|code|email)",
    "see you (?:both|all|and \\w+|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    "that's (?:you |all )?(?:in\\b|booked|confirmed|done|down)",
    "(?:you're|you are) (?:in|down) (?:for|on|with)\\b",
    "on the (?:calendar|books|schedule|diary)",
    "in the (?:book|diary|calendar)\\b",
    "your (?:booking|reservation|appointment|order) (?:is|was|has)",
  ),
);

/** Said by the business; a customer has got it at home and puts it in the post. */
export const ENTERS = anyOf(
  /\bbooked\W*$(?<!(?:\b(?:fully|already|completely|is|are|was|were|been|be|got|gets?|have|has|had|all|that|they|we|i|you|he|she|who|not|never|what|how)|'(?:re|s|ve|d)) booked\W*)/,
  /\b(?:you're|you are) (?:all )?(?:in|down)\W*$/,
  /\bi'(?:ll|ve) (?:just |now )?(?:pencil|put|pop|pencilled|popped) (?:it|you|that|the)\b/,
  /\bput (?:it|that) in \w+/,
  /\b(?:you )?got (?:it|you)\b(?! (?:wrong|mixed))/,
);

/** "Shall I book it?": not yet. */
export const OFFERS = /\b(?:would|want|should|shall|could) (?:you like )?(?:me to )?(?:i )?(?:book|reserve)\b/;

export const CHECKS = anyOf(
  /^(?:\W|okay|ok|alright|right|great|perfect|sure|yes)*so\b/,
  phrases(
    "confirm",
    "confirming",
    "correct\\??",
    "is that (?:right|correct|ok|okay)",
    "just to (?:check|be sure)",
    "to verify",
    "you want",
    "you'd like",
    "you would like",
    "let me repeat",
    "so that's",
    "so that is",
    "shall i",
    "should i",
    "would you like me to",
    "do you want me to",
    "would that work",
    "does that work",
  ),
);

/** "That's not what I'm calling about": the call comes to its subject. */
export const TURNS_AWAY = anyOf(
  /\b(?:that|this|it)(?:'s| is)(?: not|n't) (?:what|why|the reason) (?:i'm|i am|we're|i was) (?:really |actually )?(?:calling|ringing|phoning)(?: about| for)?[.,;]? \w+/,
  /(?:'s|\b(?:is|are)) (?:all )?(?:good|fine|sorted|set|great|lovely)[^.?!]{0,12}\b(?:i'm|we're|i am) (?:just|only) (?:calling|ringing|phoning|asking)\b/,
  /\bbut (?:i'm|we're|this is|this one's) (?:\w+ )?(?:calling|ringing|phoning|asking|for|about)\b/,
);

/** "I'll see you Saturday for the cider". */
export const PARTS =
  /\b(?:(?:(?:i|we) will|[\w]+'ll) (?:see|talk to) (?:you|ya|y'all|youse)|see (?:you|ya|y'all|youse)|see (?:you )?then|looking forward)\b/;

const NOT_DENIED = [
  "problem",
  "worries",
  "thanks",
  "thank",
  "rush",
  "doubt",
  "idea",
  "i'm (?:good|fine|all)",
  "that's (?:all|it|fine|okay|great|perfect)",
];
export const DENIES = new RegExp(
  `${opening("no", "nope", "nah", "naw", "not").source}(?!,? (?:${NOT_DENIED.join("|")}))`,
);
/** "No, it's about …", "no, that's a separate one": whatever the length of the guess. */
export const DENIES_SUBJECT = new RegExp(
  `${opening("no", "nope", "nah", "naw").source}[^?]{0,60}?(?:\\b(?:it's|this is|this one's|i'm (?:calling|ringing)) (?:\\w+ )?(?:about|for)\\b|\\bthat's (?:[\\w']+,? ){0,4}?(?:separate|different|another)\\b)`,
);
