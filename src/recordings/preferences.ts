import { placeOfNeed } from "./needs.js";

/**
 * Where a sentence tells what somebody needs, likes or never does beyond the moment in which it was said; null where it
 * tells nothing of the kind. The database notes more turns than that (`statement_kind`): "call me back" and "he's like that"
 * are noted there and told nowhere.
 */
export function placeOfPreference(sentence: string): number | null {
  const plain = sentence.replace(/[‘’]/g, "'");
  // Blanks of the same length keep the places.
  const lasting = LASTING.exec(plain.replace(IN_PASSING, (said) => " ".repeat(said.length)));
  return placeOfNeed(plain) ?? lasting?.index ?? null;
}

const PERSON = "(?:i|we|he|she|they|everyone|everybody|the kids)";
const SOMEBODY = `(?:${PERSON}|(?:my|our|the) \\w+(?: \\w+)?)`;
/** What one does with what is served, sat in or booked; "I never paid for that" tells of no habit. */
const HABITS =
  "prefer|want|sit|have|get|go|order|ask|book|use|take|bring|come|do|eat|drink|need|like|love|start|stay|tip|pay|call|text|enjoy";

/** A number to call back is no preference. */
const NUMBER =
  "(?:(?:this|that|the same) (?:number|one)\\b|\\W*\\d{3}|\\w+ (?:oh|zero|one|two|three|four|five|six|seven|eight|nine)\\b)";
/** What a day or time begins with. */
const WHEN =
  "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber|\\d+(?:st|nd|rd|th)?|noon|(?:twent|thirt|elev|twel|fif|six|seven|eigh|nin|four)\\w*|one|two|three|five|ten|earlier|later)";

const LASTING = new RegExp(
  [
    "\\bprefer(?:s|red|ably|ence|ences)?\\b",
    "\\bfavou?rites?\\b",
    "\\b(?:my|our) budget(?:'s\\b| (?:is|was|would be|of|for|won't|can't|doesn't)\\b)|\\b(?:in|within|on|over|under|below|beyond) (?:my|our) budget\\b",
    "\\bhigh ?chairs?\\b",
    "\\bnot (?:a|big) (?:\\w+ )?fans?\\b",
    "(?:'d| would) rather\\b",
    `\\b${SOMEBODY} (?:always|usually|normally|never) (?:${HABITS})s?\\b`,
    `\\b${SOMEBODY} (?:really |absolutely |just )?(?:hates?|dislikes?|can't stand|cannot stand) (?!(?:to|that|this|those|it|when|at|up|in|on|for|\\w+ing)\\b)`,
    // "The week after, like the thirtieth" is no liking: of others than persons only "likes" and "liked" are.
    `\\b(?:${PERSON} (?:really |always |all |just |do |did |absolutely )*(?:loved?|likes?|liked|enjoy(?:ed)?)|${SOMEBODY} (?:really |always |all |just |absolutely )*(?:loves|loved|likes|liked|enjoys|enjoyed)) (?:the|your|that|it when|when)\\b`,
    `\\b(?:best|easier|better|always|only|please|instead|rather|don't|never|you can|just) (?:to )?(?:call|text|e-?mail|reach) me (?:at(?! ${NUMBER})|on(?! ${NUMBER})|by|after|before|in|instead|only|not)\\b`,
  ].join("|"),
  "i",
);

/** Wishes of the moment, manners of speaking, and answers to what was just offered. */
const IN_PASSING = new RegExp(
  [
    "(?:'s|'re|'m|is|are|was|were|be|been|look(?:s|ed)?|sound(?:s|ed)?|feels?|something|anything|things|stuff|just|animals) like (?:that|the|your|when)\\b",
    "(?:'d|would|might|will|'ll|won't) (?:really |all |absolutely )?(?:love|like|enjoy) (?:that|the|it|your|to)\\b",
    "\\b(?:likes?|liked|loves?|loved) (?:the (?:sound|look) of|that(?=[.,!?]|$| (?:one|idea|price|okay|thank|i(?:'?m|'ll| am| will))\\b))",
    "\\b(?:can|could|shall|should|may|might) (?:i|we|he|she|they) (?:just |maybe )*do like\\b",
    "\\bprefer not(?: to)?\\b(?=[.,!?]| no\\b|$)|'d rather you (?:didn't|did)\\b",
    "\\b(?:do not|don't|no) (?:really )?(?:have )?(?:an? |any )?(?:\\w+ )?preferences?\\b|\\bnot a preference\\b",
    "\\b(?:i|we|he|she|they) never (?:paid|got|received|heard|said|wrote|called|came|showed|asked|ordered|booked|get (?:to|you|him|her|them|through)|meant|knew|had a chance)\\b",
    "(?:'d|would) rather (?:not (?:miss|be the one|say)|push|move|miss|start|tell|talk|speak|say|ask|hear|know|see|check|type|wait)\\b",
    `(?:'d|would) prefer (?:an? |the |that |this )?${WHEN}\\b`,
    "(?:'d|would) (?:prefer|rather have) (?:an? |the |that |this )(?:\\w+ )?(?:one|option)\\b|(?:'d|would) rather die\\b",
    "\\balways (?:get|gets|do|does) (?:it|them|that|(?:the|my|your|his|her|their) \\w+) (?:wrong|backwards|mixed up)\\b",
  ].join("|"),
  "gi",
);
