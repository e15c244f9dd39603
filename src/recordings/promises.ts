import { LONGEST_STATEMENT, tellingPart } from "./context-statements.js";
import { tellingStems } from "./question.js";
import { hasPieceOfNumber } from "./spoken-secrets.js";

/**
 * The sentence of a turn that promises something. Where it does not say what ("I'll add that."), it comes with the one before
 * it, or, where that tells nothing either, with what the customer had `answered`, in brackets. null where none promises.
 */
export function promisedIn(turn: string, answered: string | null = null): string | null {
  const promise = tellingPart(turn, placeOfPromise);
  if (promise === null || !SAYS_NOT_WHAT.test(promise)) return promise;
  const before = turn
    .slice(0, turn.indexOf(promise))
    .trim()
    .split(/(?<=[.?!])\s+/)
    .at(-1);
  const both = before === undefined ? promise : `${before} ${promise}`;
  if (before !== undefined && isTelling(before) && both.length < LONGEST_STATEMENT) return both;
  const asked =
    answered === null || stemsOfItsOwn(promise).length > MOST_STEMS_OF_A_VAGUE_ONE
      ? null
      : endOf(answered, LONGEST_STATEMENT - promise.length - BRACKETS.length);
  if (asked !== null) return `${promise} ${BRACKETS.replace("…", asked)}`;
  return before !== undefined && before.split(" ").length >= FEWEST_WORDS && both.length < LONGEST_STATEMENT
    ? both
    : promise;
}

const BRACKETS = "(customer: …)";
const FEWEST_STEMS = 2;
const FEWEST_WORDS = 3;
const MOST_STEMS_OF_A_VAGUE_ONE = 3;
const stemsOfItsOwn = (promise: string): string[] =>
  [...tellingStems(promise)].filter((stem) => !OF_ANY_PROMISE.has(stem));
const isTelling = (text: string): boolean =>
  [...tellingStems(text)].filter((stem) => !OF_ANY_ANSWER.has(stem)).length >= FEWEST_STEMS;

const LONGEST_ANSWERED = 120;

/** The last sentences of what was said, of which the last is mostly what was asked for; null where they tell nothing. */
function endOf(said: string, room: number): string | null {
  const plain = said.replace(/\s+/g, " ").trim();
  const length = Math.min(room, LONGEST_ANSWERED);
  if (!isTelling(plain) || hasPieceOfNumber(plain) || length < LONGEST_ANSWERED / 2) return null;
  if (plain.length <= length) return plain;
  const end = plain.slice(1 - length);
  const sentence = /[.?!] (.+[a-z].*)$/s.exec(end)?.[1];
  return sentence !== undefined && isTelling(sentence) ? sentence : `…${end.slice(end.indexOf(" ") + 1)}`;
}

/** Whether a next step of the same call tells all that is promised: next steps sum up such promises. */
export function isAmongSteps(promise: string, steps: readonly string[]): boolean {
  const promised = stemsOfItsOwn(promise);
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

export const isPromise = (sentence: string): boolean => placeOfPromise(sentence) !== null;

const placeOfPromise = (sentence: string): number | null =>
  DONE_AT_ONCE.test(sentence) || GREETING_OF_MAILBOX.test(sentence) ? null : (PROMISE.exec(sentence)?.index ?? null);

const ENDING = "(?:in|over|down|up|off|out|on|back|now|again|right|today|tonight|tomorrow|this|then)\\b";
/** "I'll add it to the balance" */
const TO_WHERE = "(?:to|at|under|against|for|by|into|through|straight|as|anyway)\\b";
const SAYS_NOT_WHAT = new RegExp(
  `${PROMISE.source}(?: (?:you|him|her|them|me|us)(?= ${ENDING}|[^\\w’']*$))?(?: (?:it|that|this|them|those|these|both|all(?: of)? (?:it|that|this))(?= ${ENDING}| ${TO_WHERE}|[^\\w’' ])| ${ENDING}|[^\\w’']*$)`,
  "i",
);

const OF_ANY_PROMISE = tellingStems(
  `send call email text check follow get back look arrange make sure let know put add note hold reserve update confirm ask
   forward prepare set up waive refund new updated revised corrected again now right then soon later today tonight tomorrow
   morning afternoon evening week day link`,
);

const OF_ANY_ANSWER = tellingStems(
  "oh okay ok yes yeah yep sure right alright well good great perfect lovely fine cool thanks thank please course absolutely bye",
);
