import { actionItemsOf } from "./action-items.js";
import type {
  AiContextDetails,
  ContextInteraction,
  ContextNeed,
  ContextPassage,
  ContextRecordPassage,
  ContextStatement,
} from "./ai-context-details.js";
import type { CallFact, ContextFacts, StatementFact } from "./ai-context-facts.js";
import { MOST_TOLD } from "./ai-context-query.js";
import { beginningInWords } from "./call-beginning.js";
import type { Sentiment, TranscriptStatus } from "./call-words.js";
import { distinct, saysSame, statementsOf, tellingPart, type Unwritten } from "./context-statements.js";
import { describeBooking } from "./describe-booking.js";
import { secretsInWords } from "./kept-secret.js";
import { deniesNeeds, needsOf } from "./needs.js";
import { placeOfPreference } from "./preferences.js";
import { settledLast } from "./settled-last.js";
import { cutAtSentence, plainUntrusted } from "./untrusted-text.js";

export interface Moment {
  readonly asOf: Date;
  readonly now: Date;
  /** IANA name. */
  readonly timezone: string;
}

/** Below this a link is unsure: what was said may be somebody else's. Nearer to certainty where the number is shared. */
const SURE = 0.9;
const SURE_OF_SHARED = 0.97;

const LONGEST_SUMMARY = 600;

/** What was found for a question; null stands for no question. */
export interface Answers {
  readonly passages: ContextPassage[];
  readonly recordPassages: ContextRecordPassage[];
}

interface Linked {
  readonly customerConfidence: number | null;
  readonly decidedBy: "auto" | "person" | null;
}

/** Whether what was said in a call may be told to an agent who speaks with this customer. */
export function maySpeakOf(linked: Linked, isShared: boolean): boolean {
  if (linked.decidedBy === "person" || linked.customerConfidence === null) return true;
  return linked.customerConfidence >= (isShared ? SURE_OF_SHARED : SURE);
}

/** Masks and neutralises every text on its way in; nothing of a withheld call gets through. */
export function describeCustomer(
  facts: ContextFacts,
  moment: Moment,
  answers: Answers | null = null,
): AiContextDetails {
  const isShared = facts.sharedWith > 0;
  const told = facts.recent.filter((call) => maySpeakOf(call, isShared));
  const statements = facts.statements.filter((statement) => maySpeakOf(statement, isShared) && !deniesNeeds(statement));
  const wishes = statements.filter((statement) => !isPromise(statement));
  const needs = needsOf(facts.noted, wishes);
  const preferences = distinct(wishes.flatMap(preferenceOf));
  return {
    customerName: plainUntrusted(facts.name).slice(0, 100),
    asOf: moment.asOf,
    timezone: moment.timezone,
    callCount: facts.calls,
    firstCallAt: facts.firstCallAt,
    lastCallAt: facts.lastCallAt,
    notices: noticesOf(facts, moment, secretsInWords(facts, told, moment)),
    needs,
    recentInteractions: facts.recent.slice(0, MOST_TOLD).map((call) => interactionOf(call, isShared)),
    actionItems: distinct(actionItemsOf([...told, ...statements.filter(isPromise)], moment.asOf)),
    preferences: preferences.filter((preference) => !needs.some((need) => isSame(need, preference))),
    bookings: facts.bookings.map((booking) => describeBooking(booking, moment.asOf, isShared)),
    passages: answers?.passages ?? [],
    recordPassages: answers?.recordPassages ?? [],
    isUnanswered: answers !== null && answers.passages.length === 0 && answers.recordPassages.length === 0,
  };
}

const isSame = (need: ContextNeed, preference: ContextStatement): boolean =>
  need.recordingId === preference.recordingId &&
  need.offsetSeconds === preference.offsetSeconds &&
  saysSame(need.text, preference.text);

const isPromise = (statement: StatementFact): boolean => statement.kind === "promise";

function noticesOf(facts: ContextFacts, moment: Moment, secrets: string | null): string[] {
  const notices: string[] = secrets === null ? [] : [secrets];
  if (facts.sharedWith > 0) {
    notices.push(
      `A telephone number of this customer also belongs to ${facts.sharedWith === 1 ? "another customer" : `${facts.sharedWith} other customers`}: confirm who is speaking before telling anything below. Calls that may be somebody else's, venues and notes other than of allergies and needs are withheld.`,
    );
  }
  const unsure = facts.recent.slice(0, MOST_TOLD).filter((call) => !maySpeakOf(call, facts.sharedWith > 0)).length;
  if (unsure > 0) {
    notices.push(
      `${unsure === 1 ? "One recent call" : `${unsure} recent calls`} may not be this customer's; what was said there is withheld.`,
    );
  }
  if (facts.calls === 0) notices.push("No calls of this customer are known.");
  if (moment.asOf.getTime() !== moment.now.getTime()) {
    notices.push(
      "This tells what was known at an earlier moment. Names, numbers and the status of bookings are today's.",
    );
  }
  return notices;
}

function interactionOf(call: CallFact, isShared: boolean): ContextInteraction {
  const isTold = maySpeakOf(call, isShared);
  return {
    recordingId: call.id,
    startedAt: new Date(call.startedAt),
    direction: call.direction,
    durationSeconds: call.durationSeconds,
    sentiment: isTold ? (call.sentiment as Sentiment | null) : null,
    intent: isTold ? call.intent : null,
    bookingId: isTold ? call.bookingId : null,
    customerConfidence: call.customerConfidence,
    summary: isTold ? summaryOf(call) : null,
    isWithheld: !isTold,
    isExpired: call.transcriptStatus === "EXPIRED",
    transcriptStatus: transcriptStatusOf(call),
  };
}

/** Of a call that nobody summed up what was said first, and what the business settled in the end. */
function summaryOf({ insights, beginning, ending, direction }: CallFact): string | null {
  const said = insights?.summary ?? beginningInWords(beginning, direction);
  if (said === null) return null;
  const settled = ending === null ? null : settledLast(ending);
  if (settled === null || said.includes(settled)) return cutAtSentence(plainUntrusted(said), LONGEST_SUMMARY);
  const end = ` … Agent: ${plainUntrusted(settled)}`;
  return `${cutAtSentence(plainUntrusted(said), LONGEST_SUMMARY - end.length)}${end}`;
}

/** An answer to the agent's question for needs tells of one whatever its words. */
function preferenceOf(statement: StatementFact): Unwritten[] {
  const part = tellingPart(statement.text, placeOfPreference) ?? (statement.question === null ? null : statement.text);
  return statementsOf(statement, part);
}

/** A transcript that is there now may not have been at an earlier moment. */
const transcriptStatusOf = ({ hasTranscript, transcriptStatus }: CallFact): TranscriptStatus =>
  transcriptStatus === "READY" && !hasTranscript ? "PENDING" : transcriptStatus;
