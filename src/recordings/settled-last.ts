import { MONTH_NAMES, WEEKDAY_NAMES } from "../linking/calendar.js";
import { cardinalOf } from "./cardinal-words.js";
import { isPromise } from "./promises.js";
import { hideSecretsAcross, hideSecretsOfTurn } from "./spoken-secrets.js";

const AGENT = "Agent: ";
const FEWEST_WORDS = 4;
const LONGEST_SETTLED = 200;

/**
 * What the business said last that settles something: "okay, so the paella goes to Saturday the seventh". `ending` is the
 * end of a transcript, whose first line may be cut. null where nothing in it does.
 */
export function settledLast(ending: string): string | null {
  const lines = ending.split("\n").slice(1);
  const at = lines.findLastIndex(
    (line, i) => line.startsWith(AGENT) && maySettle(line) && !DENIES.test(lines[i + 1] ?? "") && settles(toldOf(line)),
  );
  const line = lines[at];
  if (line === undefined) return null;
  // A number may be given in pieces, with "okay" in between: of a turn that has a part of one nothing is told.
  const hasSecret = hideSecretsAcross(lines)[at] !== line || hideSecretsOfTurn(line) !== line;
  return hasSecret ? null : toldOf(line);
}

/** "So I see, hold on, …": read out and not yet agreed. */
const LOOKING = /\b(?:hold on|hang on|let me (?:see|check|look)|let's see|one (?:moment|second|sec))\b/i;

/** Questions and promises, which are told elsewhere, settle nothing. */
const toldOf = (line: string): string =>
  line
    .slice(AGENT.length)
    .split(SENTENCE_END)
    .filter((sentence) => !sentence.endsWith("?") && !isPromise(sentence))
    .join(" ");

/** "No no, that's for my nephew." */
const DENIES =
  /^Customer: \W*(?:oh\W+|um\W+|uh\W+|well\W+)*(?:no|nope|wait|actually|not)\b(?! (?:problem|worries|thanks|thank|that's (?:it|all|fine|great|perfect)|i'm (?:good|fine))\b)/i;

const SENTENCE_END = /(?<=[.?!])\s+/;

/** Looked for first, since most lines have none. */
const maySettle = (line: string): boolean => SETTLING.test(line) && TELLING.test(line);

const settles = (told: string): boolean =>
  told.length <= LONGEST_SETTLED && !LOOKING.test(told) && told.split(" ").length >= FEWEST_WORDS && maySettle(told);

const CALLED_OFF = "cancel(?:l?ed|l?ing)\\b|(?:taken|took) (?:it|that|you|them) off\\b";

const SETTLING = new RegExp(
  [
    // "So that's two dozen each", "Okay, you're at noon"
    "(?:^|[.:?!] )(?:(?:okay|ok|alright|all right|right|great|perfect|lovely|good|yes|yeah|yep|sure|got it|well|then|and|no problem)[ ,.!]+)*(?:so\\b(?! (?:if|what|do|is|are|you'd|i'd)\\b)|done\\b|that(?:'s| is| makes)\\b|you(?:'re| are)\\b|it(?:'s| is)\\b|i(?:'ve| have) (?:got|put|moved|changed|taken|switched|added|booked)\\b|we(?:'ll| will) (?:see|do|say)\\b)",
    `\\b(?:(?:moved|moving|changed|changing|switched|switching) (?:it|you|that|them)|goes to|go(?:es)? over to|down (?:for|as)|all set|booked (?:for|in)|put you (?:in|down)|see you|updated|${CALLED_OFF})\\b`,
  ].join("|"),
  "i",
);

/** A day, time or number, or that it is called off; "one" says little. */
const TELLING = new RegExp(
  `\\d|\\b(?:${[...WEEKDAY_NAMES, ...MONTH_NAMES, ...numbers()].join("|")}|noon|midnight|dozen|thousand|half|quarter|tomorrow|tonight|[a-z]+(?:fth|rst|cond|ird|nth|xth|ieth|ghth)|${CALLED_OFF})\\b`,
  "i",
);

function numbers(): string[] {
  return Array.from({ length: 99 }, (_, i) => i + 2)
    .filter((value) => value < 20 || value % 10 === 0)
    .map((value) => (value === 100 ? "hundred" : cardinalOf(value)));
}
