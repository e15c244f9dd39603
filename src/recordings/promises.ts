import { LONGEST_STATEMENT, tellingPart } from "./context-statements.js";
import { tellingStems } from "./question.js";

/**
 * The sentence of a turn that promises something; with the one before it where it does not say what ("Four with noodles,
 * then. I'll add that."). null where none does.
 */
export function promisedIn(turn: string): string | null {
  const promise = tellingPart(turn, placeOfPromise);
  if (promise === null || !SAYS_NOT_WHAT.test(promise)) return promise;
  const before = turn
    .slice(0, turn.indexOf(promise))
    .trim()
    .split(/(?<=[.?!])\s+/)
    .at(-1);
  const isTelling = before !== undefined && before.split(" ").length >= FEWEST_WORDS;
  return isTelling && before.length + promise.length < LONGEST_STATEMENT ? `${before} ${promise}` : promise;
}

/** Whether a next step of the same call tells all that is promised: next steps sum up such promises. */
export function isAmongSteps(promise: string, steps: readonly string[]): boolean {
  const promised = [...tellingStems(promise)].filter((stem) => !OF_ANY_PROMISE.has(stem));
  if (promised.length === 0) return false;
  return steps.some((step) => {
    const told = tellingStems(step);
    return promised.every((stem) => told.has(stem));
  });
}

/** "Hang on, I'll check" is done before the call is over. */
const DONE_AT_ONCE =
  /\b(?:hang on|hold on|bear with me|one (?:moment|second|sec)|just a (?:moment|second|sec))\b|\bi(?:['’]ll| will) (?:just |quickly )?(?:check|ask) (?:if|whether) (?:it|that|they|he|she|we)(?:['’]s|['’]re| is| are| has| have) (?:free|open|available|in|still)\b/i;

/** Said by a machine to everybody who calls. */
const GREETING_OF_MAILBOX = /\bleave (?:(?:me|us) )?(?:an?|your|the) (?:\w+ )?(?:message|name|number|voice ?mail)\b/i;

/** As the database knows promises (`statement_kind`), but for "I'll hold you to it". */
const PROMISE =
  /\b(?:i|we)(?:['’]ll| will|['’]m going to| am going to| are going to)(?: \w+)? (?:send|call|e-?mail|text|check|follow|get back|look into|arrange|make sure|let you know|put|add|note|hold(?! you to\b)|reserve|update|confirm|ask|forward|prepare|set up|waive|refund)\b/i;

const placeOfPromise = (sentence: string): number | null =>
  DONE_AT_ONCE.test(sentence) || GREETING_OF_MAILBOX.test(sentence) ? null : (PROMISE.exec(sentence)?.index ?? null);

const FEWEST_WORDS = 3;
const ENDING = "(?:in|over|down|up|off|out|on|back|now|again|right|today|tonight|tomorrow|this|then)\\b";
const SAYS_NOT_WHAT = new RegExp(
  `${PROMISE.source}(?: (?:you|him|her|them|me|us)(?= ${ENDING}|[^\\w’']*$))?(?: (?:it|that|this|them|those|these|both|all(?: of)? (?:it|that|this))(?= ${ENDING}|[^\\w’' ])| ${ENDING}|[^\\w’']*$)`,
  "i",
);

const OF_ANY_PROMISE = tellingStems(
  `send call email text check follow get back look arrange make sure let know put add note hold reserve update confirm ask
   forward prepare set up waive refund new updated revised corrected again now right then soon later today tonight tomorrow
   morning afternoon evening week day link`,
);
