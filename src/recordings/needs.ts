import type { ContextNeed } from "./ai-context-details.js";
import type { BookingNoteFact, StatementFact } from "./ai-context-facts.js";
import { tellingStems } from "./question.js";
import { hideSecrets } from "./spoken-secrets.js";
import { cutAtSentence, plainUntrusted } from "./untrusted-text.js";

/** Where not heeding it may harm somebody. */
const GRAVE =
  "allerg\\w*|anaphyla\\w*|epi-?pens?|intoleran\\w*|c(?:o)?eliacs?|diabet\\w*|asthma\\w*|epilep\\w*|(?:nut|peanut|shellfish|sesame|egg)[- ]free|no (?:nuts|peanuts|shellfish|sesame|seafood|shrimp|eggs?|dairy)";
const CANNOT = "(?:can['’]?t|cannot|can not|must not|mustn['’]?t)";
/** "By noon", "at ten", "in there" */
export const NO_FOOD = "out|by|before|until|till|after|at|in|here|there|now|yet|inside|outside|that (?:early|late)";
const OF_NO_FOOD =
  "(?:(?:them|those|these) (?:at home|at work|in (?:the|my|our) \\w+)|that|this|it|you|another|us|me|him|her|people|kids|children|guests|(?:every|any|some)(?:one|body)|two|three|four|five|\\d+|forty|fifty)\\b";
/** "Does the blind still stick?" */
const NO_WINDOWS =
  "(?<!\\b(?:the|this|that|your) (?=blind(?: (?:still|is|was|won['’]?t|doesn['’]?t|has|keeps|on|over)\\b|[.,?!]|$)))";
/** Diets, and what a host must know of somebody's body. */
const OTHER = [
  "vegans?|vegetarians?|pescatarians?|gluten|dairy[- ]free|lactose|halal|kosher|dietary|no (?:pork|alcohol|meat|beef|fish|gluten)",
  // "She doesn't eat out", "we can't eat at ten" and "if they don't eat by noon" are of no food.
  `(?:${CANNOT}|(?:does|do|wo)n['’]?t) (?:eat(?! (?:${NO_FOOD})\\b)|have any|drink(?! like\\b))`,
  // "We can't have a party" is of no food either.
  `(?<=\\b(?:we|you) )${CANNOT} have (?!(?:an?|the|our|your|any)\\b)(?!${OF_NO_FOOD})`,
  `(?<!\\b(?:we|you) )${CANNOT} have (?!${OF_NO_FOOD})|${CANNOT} tolerate`,
  `never eats?|hard of hearing|deaf|${NO_WINDOWS}blind(?! (?:one|date|tasting|spot|corner|flight))|pregnant`,
  "wheel ?chairs?|in a chair (?:now|since)|accessib\\w*|step[- ]free|crutch(?:es)?|walking (?:frame|stick)s?|zimmer|(?:on|has|got|with|uses) (?:a|the|his|her) walker|mobility scooters?",
  "(?:bad|dodgy|gammy|weak) (?:knees?|hips?|back|legs?|foot|feet|ankles?|heart)",
  "(?:(?:ca|do|does|wo)n['’]?t|cannot|can not|not (?:great|good|able to)|struggles?|trouble) (?:do |manage |climb |use |take |on |with |at )?(?:the |any )?(?:stairs|steps|stools?)",
  `(?<!\\bso (?:\\w+ ){1,3}(?:that )?\\w+ )(?:can['’]?t|cannot|can not) (?:walk|stand) (?:far|long|for|up)`,
  "insulin|oxygen|pacemakers?|seizures?|heart condition|medicines?|medication|autis\\w+|dementia|alzheimer\\w*|parkinson\\w*|sign language|interpreters?|(?:guide|service|assistance) dogs?",
].join("|");

const GRAVE_CUE = new RegExp(`\\b(?:${GRAVE})\\b`, "i");
const ANY_CUE = new RegExp(`\\b(?:${GRAVE}|${OTHER})\\b`, "i");

/** Whether any word of a need is in it, be it denied. */
export const hasNeedCue = (text: string): boolean => ANY_CUE.test(text);

/**
 * Said of what is not there, only announced, or in fun ("allergic to paying for things"), and of babies, who eat nothing of
 * what is served: taken out before a cue is looked for.
 */
const NONE =
  /\babout (?:(?:an?|the|some|any|our|your) )?(?:(?:food|new|possible) )?(?:allerg(?:y|ies)|intolerances?)\b(?! to\b)|\bdietary (?:things|stuff|info(?:rmation)?|details|lists?|sheets?|forms?|questions?)\b|\b(?:no|not any|without(?: any)?|(?:don'?t|doesn'?t|didn'?t) have(?: any)?|(?:nobody|no one|none)(?: (?!but|except|save)\w+){0,3}? (?:has|have|had|with)(?: any)?|zero) (?:(?:known|food|other|special|more|nut|such) )*(?:allerg(?:y|ies)|allergens|intoleran\w+|dietary \w+)\b|\b(?:allerg(?:y|ies)|intolerances?|dietary (?:needs|restrictions|requirements))\s*[:=-]?\s*(?:none|no|nil|n\/a|unknown)\b(?! [a-z])|\ballergic to (?!(?:eat|touch|drink|smell|inhal|breath)ing\b)\w+ing (?:for|to|up|early|late|at|on|the|my|our|his|her|their|any(?:thing|body|one)|things|people|money|work)\b|\b(?:bab(?:y|ies)|infants?|newborns?|toddlers?|little ones?) (?:does|do|wo)n'?t eat(?=\W*$|[.,;!?]| (?:yet|much|anything)\b)|\b(?:not|isn'?t|aren'?t|(?:nobody|no one)(?: \w+)? is) (?:allergic|vegans?|vegetarians?|diabetic|pregnant)\b(?: to (?:anything|any ?foods?))?/gi;

/** "None of them has a walker." Who "said she is vegan", or who of the vegans, is left alone. */
const NOBODYS = new RegExp(
  `\\b(?:(?:nobody|no one)(?: (?:here|there|else|coming|now|really|actually|at all))?|none(?: of (?:us|them|you|these|those))?) (?:(?:is|are|has|have|had|got|needs?|uses?|in|on|with|an?|any|the) ){0,3}(?:${OTHER})\\b`,
  "gi",
);

const LONGEST_NEED = 300;
const MOST_NEEDS = 12;

/** Where an already plain text tells of a need; null where it denies one, or tells of none. */
export const placeOfNeed = (plain: string): number | null => cueOf(plain)?.at ?? null;

/** Of denied and announced needs are left only blanks, so that places stay. */
export const withoutDenied = (text: string): string =>
  text.replace(/[‘’]/g, "'").replace(NONE, blanked).replace(NOBODYS, blanked);

const blanked = (said: string): string => " ".repeat(said.length);

/** The cue's place in an already plain text; null where it tells of no need. */
function cueOf(text: string): { readonly at: number; readonly isGrave: boolean } | null {
  const rest = withoutDenied(text);
  const grave = GRAVE_CUE.exec(rest);
  if (grave !== null) return { at: grave.index, isGrave: true };
  const other = ANY_CUE.exec(rest);
  return other === null ? null : { at: other.index, isGrave: false };
}

/**
 * What must not be overlooked when the customer is served: allergies and the like first, then diets and access; of each
 * those of the latest event or call first. From booking notes and titles, and from what the customer said.
 */
export function needsOf(notes: readonly BookingNoteFact[], statements: readonly StatementFact[]): ContextNeed[] {
  const found = [
    ...notes.flatMap((booking) =>
      needSentences([booking.notes, booking.title].filter((text) => text !== null).join("\n")).map((need) => ({
        ...need,
        recordingId: null,
        bookingId: booking.id,
        at: new Date(booking.eventAt),
        offsetSeconds: null,
      })),
    ),
    ...statements.flatMap((said) =>
      needsSaid(said).map((need) => ({
        ...need,
        recordingId: said.callId,
        bookingId: null,
        at: new Date(said.startedAt),
        offsetSeconds: said.offsetSeconds,
      })),
    ),
  ].toSorted((a, b) => Number(b.isGrave) - Number(a.isGrave) || b.at.getTime() - a.at.getTime());
  const kept: { need: ContextNeed; stems: Set<string> }[] = [];
  for (const { isGrave: _, ...need } of found) {
    const stems = tellingStems(need.text);
    // "Allergic to figs" and "allergic to kiwi" are nearly the same words: only what adds none is said already.
    if (!kept.some((other) => [...stems].every((stem) => other.stems.has(stem)))) kept.push({ need, stems });
  }
  return kept.slice(0, MOST_NEEDS).map(({ need }) => need);
}

const HESITATION =
  "(?:u[hm]+|e(?:r+|h)m?|hmm+|mm+|ah|oh|well|so|let(?:'s| me) (?:see|think)|i mean|you know|honestly|actually)";
/** "Send me the thing": of something else. */
const OTHER_BUSINESS =
  /^\W*(?:(?:just|please|and|so|oh|well)\W+)*(?:send|text|e-?mail|call|give|tell|show|let) (?:me|us)\b/i;
/** "Um, no. Not that anyone told me." The database knows it only where nobody hesitates. */
const NO_TO_NEEDS = new RegExp(
  `^\\W*(?:${HESITATION}\\W+)*(?:no|nope|nah|none|nothing|nobody|no one|not (?:really|any|that)|(?:i )?don't think so)\\b(?!.*\\b(?:but|except|apart|only|though|however|one of)\\b)`,
  "is",
);

/** Whether an answer to the agent's question for needs tells of none. */
export function deniesNeeds({ text, question }: StatementFact): boolean {
  const plain = text.replace(/[‘’]/g, "'");
  return (
    question !== null && (NO_TO_NEEDS.test(plain) || OTHER_BUSINESS.test(plain)) && needSentences(text).length === 0
  );
}

/** "Yes, sesame" tells of a need only together with what the agent had asked. */
function needsSaid({ text, question }: StatementFact): { text: string; isGrave: boolean }[] {
  const told = needsAmong(withFragmentsJoined(sentencesIn(text)));
  if (told.length > 0 || question === null) return told;
  const [answer, asked] = [text, question].map((part) => plainUntrusted(hideSecrets(part)));
  const answered = `${cutAtSentence(answer ?? "", LONGEST_NEED / 2)} (asked: ${cutAtSentence(asked ?? "", LONGEST_NEED / 2)})`;
  return [{ text: answered, isGrave: GRAVE_CUE.test(asked ?? "") }];
}

const sentencesIn = (text: string): string[] => joinLists(hideSecrets(text)).split(/\n+|(?<=[.?!;])\s+/);

/** The sentences, lines and lists of a text that tell of a need, masked and neutralised. */
export const needSentences = (text: string): { text: string; isGrave: boolean }[] => needsAmong(sentencesIn(text));

function needsAmong(sentences: readonly string[]): { text: string; isGrave: boolean }[] {
  return sentences.flatMap((sentence) => {
    const plain = plainUntrusted(sentence.replace(/^\s*[-•*–]\s*/, ""));
    const cue = cueOf(plain);
    if (cue === null) return [];
    return [{ text: plain.length <= LONGEST_NEED ? plain : aroundCue(plain, LONGEST_NEED), isGrave: cue.isGrave }];
  });
}

/** "Asthma.", "Oh, and one gluten free.": of whom or what, the sentence before says. "I'm vegan." says it. */
const FRAGMENT =
  /^(?:(?:oh|and|like|yes|yeah|well|so|um|uh|but|plus)\W+)*(?!(?:i|we|my|our)\b)[\w'’-]+(?:\W+[\w'’-]+){0,2}\W*$/i;

function withFragmentsJoined(sentences: readonly string[]): string[] {
  const joined: string[] = [];
  for (const sentence of sentences) {
    const before = joined.at(-1);
    if (before !== undefined && FRAGMENT.test(sentence) && hasNeedCue(sentence))
      joined[joined.length - 1] = `${before} ${sentence}`;
    else joined.push(sentence);
  }
  return joined;
}

/** "Allergies:" and the items below it are one sentence. */
const joinLists = (text: string): string =>
  text.replace(
    /:[ \t]*\r?\n(?:[ \t]*[-•*–][^\n]*(?:\r?\n|$))+/g,
    (list) =>
      `${list
        .trim()
        .replace(/\s*\n\s*[-•*–]\s*/g, ", ")
        .replace(/^:,/, ":")}\n`,
  );

/** At most `length` characters of it with the cue in them, cut between words. */
export function aroundCue(text: string, length: number): string {
  if (text.length <= length) return text;
  const at = cueOf(text)?.at ?? 0;
  // "Allergic to …" and "Allergy: …" are followed by what matters, "nut allergy" is preceded by it.
  const lead = /^[\w-]*\s*(?:to\b|:)/.test(text.slice(at)) && length < 100 ? 0 : Math.floor(length / 2);
  const from = Math.max(0, Math.min(at - lead, text.length - length));
  const start = from === 0 || from === at ? from : Math.min(text.indexOf(" ", from) + 1 || at, at);
  const part = cutAtSentence(text.slice(start), length);
  return start === 0 ? part : `…${part}`;
}
