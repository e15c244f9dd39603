import type { ContextStatement } from "./ai-context-details.js";
import type { CallFact, StatementFact } from "./ai-context-facts.js";
import { EVENT_HOURS } from "./ai-context-query.js";
import { LONGEST_STATEMENT, NO_MARKS, statementsOf, type Unwritten } from "./context-statements.js";
import { isAmongSteps, promisedIn } from "./promises.js";
import { cutAtSentence, plainUntrusted } from "./untrusted-text.js";

const nextSteps = (call: CallFact): Unwritten[] =>
  (call.insights?.nextSteps ?? []).map((step) => () => ({
    text: cutAtSentence(plainUntrusted(step), LONGEST_STATEMENT),
    recordingId: call.id,
    startedAt: new Date(call.startedAt),
    offsetSeconds: null,
    ...NO_MARKS,
  }));

function promiseOf(statement: StatementFact, steps: readonly string[] = []): Unwritten[] {
  const { text, before } = statement;
  const promise = promisedIn(text, before?.speaker === "customer" ? before.text : null);
  const isStep = steps.length > 0 && isAmongSteps(promisedIn(text) ?? "", steps);
  return promise === null || isStep ? [] : statementsOf(statement, promise);
}

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
  const steps = new Map(told.flatMap((one) => ("callId" in one ? [] : [[one.id, one.insights?.nextSteps]])));
  return items
    .toSorted((a, b) => placeOf(a.marks) - placeOf(b.marks))
    .flatMap(({ one, marks }) =>
      ("callId" in one ? promiseOf(one, steps.get(one.callId)) : nextSteps(one)).map((write) => () => ({
        ...write(),
        ...marks,
      })),
    );
}

const placeOf = ({ isForPastEvent, isForCancelledEvent }: Pick<ContextStatement, keyof typeof NO_MARKS>): number =>
  isForPastEvent ? 2 : isForCancelledEvent ? 1 : 0;

function isForPast({ eventAt, eventStatus, startedAt }: CallFact | StatementFact, asOf: Date): boolean {
  if (eventAt === null || new Date(startedAt) >= new Date(eventAt)) return false;
  const overAt = new Date(eventAt).getTime() + (eventStatus === "COMPLETED" ? 0 : EVENT_MS);
  return overAt < asOf.getTime();
}
