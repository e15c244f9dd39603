/** What is offered or asked for as a time: "ten thirty", "8:15", "Friday". */
const OFFERED =
  "(?:\\d{1,2}(?::\\d\\d)?(?: ?[ap]\\.?m\\.?)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|fifteen|thirty|forty[ -]five|\\w+day)";

const PROPOSED =
  "c[ao]me|put|do|did|moved?|made|make|split|switch(?:ed)?|swap(?:ped)?|changed?|push(?:ed)?|go|went|add(?:ed)?|used?|take|took|keep|kept|skip(?:ped)?|start(?:ed)?|bring|brought|book(?:ed)?";
/** What people wait for. */
const AWAITED =
  "answers?|repl(?:y|ies)|response|confirmations?|e-?mails?|messages?|texts?|calls?|letters?|quotes?|invoices?|receipts?|bills?|contracts?|refunds?|deposits?|links?|money|cop(?:y|ies)|tickets?|details";

/** Words that sound like trouble and are none. */
const HARMLESS = new RegExp(
  [
    // What is turned down is no worry; another time is found.
    `\\b${OFFERED}(?:'s| is| was| would be|'d be) (?:way |much |a (?:bit|little) |just |probably )*too (?:late|early)\\b`,
    "\\b(?:call|text|ring|tell|e-?mail|let) (?:me|us)(?: know)? if (?:that|this|it|there)(?:'s| is) (?:an?|any) (?:problem|issue)s?\\b",
    "\\bwhat time is too (?:late|early)\\b|\\bbeing funny\\b",
    "\\b(?:i|we)(?: must have|'d|'ve)? (?:almost |nearly |totally )?forgot(?:ten)?\\b",
    // What somebody proposes, not what may go wrong.
    `\\bwhat if (?:i|we|you) (?:just |all |only |maybe )*(?:${PROPOSED})\\b`,
    // "I haven't got a wife" tells of no answer that did not come.
    `\\b(?:haven'?t|hasn'?t|have not) got (?:an?|any|my|our|the)\\b(?! (?:\\w+ )?(?:${AWAITED})\\b)`,
    "\\bnever been (?!(?:told|called|contacted|confirmed|paid|sent|given|asked|charged|refunded)\\b)",
    "\\bgood problem\\b|\\bwhat kind of (?:problem|issue|trouble)\\b|\\bget (?:\\w+ ){1,4}in(?:to)? trouble\\b|\\blet \\w+ complain\\b",
    "\\b(?:haven'?t|hasn'?t|have not) (?:got|gotten|been|called) (?:that far|(?:a)?round to|there yet)\\b",
    "\\b(?:no|not an?|never an?|never any|not in|isn'?t an?|wasn'?t an?) (?:problem|issue|trouble|worry|worries|concerns?|complaint)s?(?: at all)?\\b",
    "\\bis (?:that|this|it) (?:a problem|an issue|too late|too early)\\b|\\bnot (?:my|our|your) problem\\b|\\b(?:don'?t|do not|no need to) refund\\b",
    "\\b(?:don'?t(?: you| even)?|not to|no need to|never|nothing to|(?:don'?t|doesn'?t|won'?t|not|never) (?:need|have|want) to) worry\\b",
    "\\bnot (?:really |that |too |so |at all )?(?:worried|concerned|nervous|anxious|upset|annoyed|complaining)\\b",
    "(?:\\bnot|n't|\\bnever) (?:\\w+ )?to complain\\b|(?:\\bnot|n't) (?:\\w+ ){0,3}an? complaint\\b",
    "\\bwas worried\\b|\\bwhat (?:i|we) (?:was|were) afraid of\\b",
    "\\bthought (?:i|we|it) (?:was|were|might be|would be) too late\\b",
    "\\bnot too \\w+",
    "\\bthank you so much for (?:calling|your (?:help|time))\\b",
  ].join("|"),
  "gi",
);

const THIRD = "(?:they|he|she|people|every(?:one|body)|some(?:one|body)|(?:my|our|his|her|their)(?: [\\w-]+){1,2}?)";

/** How somebody is, told in passing: a complaint or worry of a third person that names nothing of the event. */
const THEIR_WAY = new RegExp(
  [
    `\\b${THIRD}(?:'ll|'d| will| would| might| may| can| always| usually| often| just| only| probably| do| does)* complains?\\b(?! (?:about|of|that|if|when|to)\\b)`,
    `\\b${THIRD}(?:'s|'re| is| are) always (?:so )?(?:worried|worrying|nervous|anxious|upset|annoyed|unhappy|complaining)\\b(?! (?:about|of|that|if|when)\\b)`,
    "\\b(?:complain(?:s|ing)?|worr(?:y|ies|ied|ying)) about (?:everything|anything|nothing|something|every little thing)\\b(?=\\s*(?:[.,;!?]|$|and\\b|but\\b|so\\b))",
    "\\b(?:can'?t|cannot|couldn'?t|can not|(?:nobody|no one|none of \\w+)(?:'s|'ve)?)(?: (?:ever|really|has|had))* complain(?:s|ed|t)?\\b",
    "\\b(?:no|without(?: any)?|not (?:a single|any|one)|never any) complaints?\\b",
  ].join("|"),
  "gi",
);

/** What is left to look for cues in. */
export const withoutHarmless = (text: string): string => text.replace(HARMLESS, " ").replace(THEIR_WAY, " ");

/** "Good, okay": an answer, no opinion. */
const ACKNOWLEDGED =
  /^\W*(?:oh |okay |ok |yeah )*(?:good|great|perfect|awesome|excellent|wonderful|amazing|fantastic|brilliant|superb)(?:[.!]+| (?=okay|ok|thanks?|so|then|well|alright)\b)/i;

export const withoutAnswer = (sentence: string): string => sentence.replace(ACKNOWLEDGED, "");
