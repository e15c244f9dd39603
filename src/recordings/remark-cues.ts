import type { BookingRemarks, Phase } from "./booking-remarks.js";
import { withoutAnswer, withoutHarmless } from "./harmless-remarks.js";
import { NO_FOOD, withoutDenied } from "./needs.js";

export type RemarkKind = keyof BookingRemarks;

const any = (...alternatives: string[]): RegExp => new RegExp(`\\b(?:${alternatives.join("|")})\\b`, "i");

/** What people must not or do not eat: a request whatever the sentence around it. */
const DIET = any(
  "allerg(?:y|ies|ic)",
  "anaphyla\\w+",
  "epi-?pen",
  "vegetarians?",
  "vegans?",
  "pescatarians?",
  "gluten(?:[- ]free)?",
  "c(?:o)?eliac",
  "dairy[- ]free",
  "lactose",
  "nut[- ]free",
  "kosher",
  "halal",
  `(?:doesn'?t|don'?t|can'?t|cannot|won'?t) eat(?! (?:${NO_FOOD})\\b)`,
);

const NEEDS = any(
  "wheelchairs?",
  "high ?chairs?",
  "booster seats?",
  "kids'? menu",
  "children'?s menu",
  "extra",
  "instead of",
  "if possible",
  "make sure",
  "don'?t forget",
);

const WISH = any(
  "(?:can|could|would|will) (?:you|we|i|they|he|she|the (?:chef|cook|team))",
  "(?:is it|would it be) (?:possible|okay|ok|all right|alright)",
  "what if (?:we|i|you)",
  "(?:i|we)(?:'d| would) (?:like|love|prefer|rather|appreciate)",
  "(?<!do )(?:i|we|they) (?:need|want|wanted|prefer)",
  "(?:please|do you mind|would you mind)",
  "(?:customer|caller|client|she|he) (?:asks?|asked|requests?|requested|wants?|wanted|needs?|needed|prefers?|preferred|would like)",
  "requested",
);

/** Things that a wish about an event is about; others are about the talk itself ("could you repeat that") or the bill. */
const DOING = any(
  "add(?:ed|ing)?",
  "bring(?:ing)?",
  "includ(?:e|ing)",
  "provide",
  "set ?up",
  "arrange",
  "chang(?:e|ing)",
  "mov(?:e|ing)",
  "switch(?:ing)?",
  "swap(?:ping)?",
  "push",
  "start(?:ing)?",
  "arriv(?:e|ing)",
  "come (?:earlier|later|early|at)",
  "upgrad(?:e|ing)",
  "accommodate",
  "serve",
  "cook(?:ed)?",
  "leave out",
  "without",
  "no (?:onions?|mushrooms?|garlic|pork|beef|seafood|shellfish|shrimp|msg|spice|alcohol|nuts?|sesame)",
  "spicy",
  "(?:another|more|longer|bigger|separate) tables?",
  "tables",
  "chairs?",
  "surprise",
  "cake",
  "candles?",
  "(?:live|loud|louder|background|no) music",
  "decorat\\w+",
  "sake",
  "drinks?",
  "dessert",
  "portions?",
  "sauces?",
  "guests?",
  "(?:out|in)doors?",
  "patio|shade",
  "tent",
);

/** The booking itself, or the talk itself: not a request about the event. */
const TALK = any(
  "(?:like|need|want|wanted|calling|love|trying) to (?:tell|say|thank|(?:start|begin) by|book|reserve|schedule|make an? (?:reservation|booking)|ask|know|check|confirm|speak|talk|see (?:if|whether)|find out|inquire|enquire)",
  "(?:book|reserve|schedule|organi[sz]e|organi[sz]ing|plan|planning|throw|find|set up) (?:me |us )?(?:an?|the|that|it|some|my|our)",
  "tables? for",
  "(?:tell|remind|give|call|text|email) me",
  "let me know",
  "repeat",
  "hold on",
  "hear",
  "spell",
  "speak (?:to|with)",
  "talk to",
  "call (?:you )?back",
);

const CONCERN = any(
  "worr(?:ied|ies|y|ying)",
  "concern(?:ed|s)?",
  "nervous",
  "anxious",
  "afraid (?:of|that|it|he|she|they|the|my|our)",
  "not (?:really )?sure (?:about|if|whether|that)",
  "problems?",
  "issues?",
  "trouble",
  "went wrong",
  "mistake",
  "upset",
  "disappoint(?:ed|ing)",
  "frustrat(?:ed|ing)",
  "unhappy",
  "annoyed",
  "complain(?:t|ts|ed|ing)?",
  "over ?charged",
  "charged (?:us |me )?twice",
  "double[- ]charged",
  "refund",
  "too (?:expensive|loud|small|far|hot|cold|much money)",
  "too late(?! to)",
  "(?:haven'?t|hasn'?t|have not|never|still no(?:t|body)?) (?:heard|received|gotten|got|called|call|been|confirmed)",
  "nobody(?:'s| has)? (?:called|rang|rung|answered|came|come|confirmed|replied)",
  "still waiting (?:for|on) (?:a|an|the|your|you|any(?:one|body)|some(?:one|body))",
  "what (?:if|happens if)",
  "(?:might|may|going to|supposed to|will) rain",
  "unacceptable",
  "ridiculous",
);

const OPINION = any(
  "lov(?:ed|es)",
  "enjoyed",
  "amazing|wonderful|fantastic|beautiful(?:ly)?|lovely|gorgeous|stunning",
  "great",
  "good",
  "funny",
  "cooked perfectly",
  "delicious",
  "excellent",
  "superb|brilliant|outstanding|fabulous|marvell?ous|spectacular",
  "perfect|awesome|incredible",
  "the best",
  "blast",
  "impressed",
  "friendly",
  "professional",
  "entertaining",
  "hilarious",
  "raving",
  "(?:highly )?recommend(?:ed|ing)?",
  "praised",
  "(?:very |really |so )?(?:happy|pleased|satisfied)(?: with)?",
  "thank(?:ed|s|ing)? (?:you )?(?:again )?for",
  "disappoint(?:ed|ing)",
  "(?:was|were|arrived|came|showed up) (?:\\w+ ){0,3}late",
  "(?:under|over)cooked",
  "burnt",
  "raw",
  "bland",
  "too (?:salty|dry|cold|slow|loud|spicy|short)",
  "cold",
  "rude",
  "slow",
  "terrible|awful|horrible",
  "the worst",
  "ran out",
  "not enough",
  "(?:was|were) missing",
  "forgot",
  "a mess",
  "messy",
  "dirty",
  "complain(?:ed|t)?",
  "unhappy",
  "refund",
  "never again",
);

/** An opinion of the event speaks of it, or of the past; "Perfect, thank you" does not. */
const OF_THE_EVENT = any(
  "was",
  "were",
  "wasn'?t",
  "weren'?t",
  "had",
  "went",
  "did",
  "got",
  "ran out",
  "forgot",
  "loved",
  "enjoyed",
  "praised",
  "chefs?",
  "boys|girls",
  "cook",
  "food",
  "guests",
  "everyone",
  "everybody",
  "party",
  "event",
  "service",
  "staff",
  "evening",
  "kids",
  "you guys",
);

export const FEWEST_WORDS = 3;

/** What a sentence is to the booking's business; null where it is nothing to it. */
export function remarkOf(sentence: string, phase: Phase): RemarkKind | null {
  const said = withoutAnswer(sentence.replace(/[\u2018\u2019]/g, "'"));
  if ((said.match(/[\p{L}\p{N}']+/gu) ?? []).length < FEWEST_WORDS) return null;
  // Most sentences have no such word, and what is harmless takes long to look for.
  const text = CONCERN.test(said) || (phase !== "before" && OPINION.test(said)) ? withoutHarmless(said) : "";
  if (phase !== "before" && OPINION.test(text) && OF_THE_EVENT.test(text) && !isWish(said)) return "feedback";
  if (DIET.test(withoutDenied(said))) return "requests";
  if (CONCERN.test(text)) return "concerns";
  return isWish(said) ? "requests" : null;
}

/** "Add the noodles": what customers tell others to do they ask for. */
const TOLD =
  /^\W*(?:(?:and|then|so|yes|yeah|okay|ok|oh|please|just|also|well|actually|for everyone)\W+)*(?:add|include|bring|leave out|skip|swap|switch|upgrade|put (?:me|us) down for)\b(?! (?:it|that|them) (?:up|together|over)\b)/i;

/** "I'd like to add something": what, is said later. */
const ANNOUNCED =
  /\b(?:add|change|order|book|ask(?: for| about)?|move|tell you|talk about) (?:something|some things|a few things|a couple (?:of )?things|one (?:more )?thing)\b/i;

const isWish = (text: string): boolean => !ANNOUNCED.test(text) && (TOLD.test(text) || isWishBy(text));

const isWishBy = (text: string): boolean =>
  NEEDS.test(text)
    ? WISH.test(text) || /^\W*(?:make sure|don'?t forget)\b/i.test(text)
    : WISH.test(text) && DOING.test(text) && !TALK.test(text);
