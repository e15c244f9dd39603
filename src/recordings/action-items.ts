import type { ContextStatement } from "./ai-context-details.js";
import { type CallFact, EVENT_HOURS, type StatementFact } from "./ai-context-facts.js";
import { LONGEST_STATEMENT, NO_MARKS, statementsOf, tellingPart, type Unwritten } from "./context-statements.js";
import { cutAtSentence, plainUntrusted } from "./untrusted-text.js";

const nextSteps = (call: CallFact): Unwritten[] =>
  (call.insights?.nextSteps ?? []).map((step) => () => ({
    text: cutAtSentence(plainUntrusted(step), LONGEST_STATEMENT),
    recordingId: call.id,
    startedAt: new Date(call.startedAt),
    offsetSeconds: null,
    ...NO_MARKS,
  }));

const promiseOf = (statement: StatementFact): Unwritten[] =>
  statementsOf(statement, tellingPart(statement.text, placeOfPromise));

const EVENT_MS = EVENT_HOURS * 3_600_000;

/**
 * What is to be done by calls and promises (newest first): what is open; then what is of an event that was called off, of
 * which a refund may be left; last what was to be done before an event that is over: only most of it is done with.
 */
export function actionItemsOf(told: readonly (CallFact | StatementFact)[], asOf: Date): Unwritten[] {
  const items = told.map((one) => ({
    one,
    marks: { isForPastEvent: isForPast(one, asOf), isForCancelledEvent: one.eventStatus === "CANCELLED" },
  }));
  return items
    .toSorted((a, b) => placeOf(a.marks) - placeOf(b.marks))
    .flatMap(({ one, marks }) =>
      ("callId" in one ? promiseOf(one) : nextSteps(one)).map((write) => () => ({ ...write(), ...marks })),
    );
}

const placeOf = ({ isForPastEvent, isForCancelledEvent }: Pick<ContextStatement, keyof typeof NO_MARKS>): number =>
  isForPastEvent ? 2 : isForCancelledEvent ? 1 : 0;

function isForPast({ eventAt, eventStatus, startedAt }: CallFact | StatementFact, asOf: Date): boolean {
  if (eventAt === null || new Date(startedAt) >= new Date(eventAt)) return false;
  const overAt = new Date(eventAt).getTime() + (eventStatus === "COMPLETED" ? 0 : EVENT_MS);
  return overAt < asOf.getTime();
}

/** "Hang on, I'll check" is done before the call is over. */
const DONE_AT_ONCE =
  /\b(?:hang on|hold on|bear with me|one (?:moment|second|sec)|just a (?:moment|second|sec))\b|\bi(?:['’]ll| will) (?:just |quickly )?(?:check|ask) (?:if|whether) (?:it|that|they|he|she|we)(?:['’]s|['’]re| is| are| has| have) (?:free|open|available|in|still)\b/i;

/** As the database knows promises (`statement_kind`), but for "I'll hold you to it". */
const PROMISE =
  /\b(?:i|we)(?:['’]ll| will|['’]m going to| am going to| are going to)(?: \w+)? (?:send|call|e-?mail|text|check|follow|get back|look into|arrange|make sure|let you know|put|add|note|hold(?! you to\b)|reserve|update|confirm|ask|forward|prepare|set up|waive|refund)\b/i;

const placeOfPromise = (sentence: string): number | null =>
  sentence.search(DONE_AT_ONCE) >= 0 ? null : (PROMISE.exec(sentence)?.index ?? null);
