import type {
  AiContextDetails,
  ContextInteraction,
  ContextNeed,
  ContextPassage,
  ContextRecordPassage,
  ContextStatement,
} from "./ai-context-details.js";
import {
  type CallFact,
  type ContextFacts,
  EVENT_HOURS,
  LONGEST_BEGINNING,
  type StatementFact,
} from "./ai-context-facts.js";
import type { Sentiment } from "./call-words.js";
import { describeBooking } from "./describe-booking.js";
import { deniesNeeds, needsOf } from "./needs.js";
import { placeOfPreference } from "./preferences.js";
import { hideSecretsOfTurn } from "./spoken-secrets.js";
import { spokenWords } from "./spoken-words.js";
import { cutAtSentence, lastSentenceEnd, plainUntrusted } from "./untrusted-text.js";

export interface Moment {
  readonly asOf: Date;
  readonly now: Date;
  /** IANA name. */
  readonly timezone: string;
}

/** Below this a link is unsure: what was said may be somebody else's. Nearer to certainty where the number is shared. */
const SURE = 0.9;
const SURE_OF_SHARED = 0.97;

const RECENT_INTERACTIONS = 5;
const LONGEST_SUMMARY = 600;
const LONGEST_STATEMENT = 220;
/** Of action items, and of preferences. */
const MOST_STATEMENTS = 12;

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
  const needs = needsOf(
    facts.noted,
    statements.filter((statement) => !isPromise(statement)),
  );
  const preferences = distinct(statements.filter((statement) => !isPromise(statement)).flatMap(preferenceOf));
  return {
    customerName: plainUntrusted(facts.name).slice(0, 100),
    asOf: moment.asOf,
    timezone: moment.timezone,
    callCount: facts.calls,
    firstCallAt: facts.firstCallAt,
    lastCallAt: facts.lastCallAt,
    notices: noticesOf(facts, moment),
    needs,
    recentInteractions: facts.recent.slice(0, RECENT_INTERACTIONS).map((call) => interactionOf(call, isShared)),
    actionItems: distinct(openFirst([...told, ...statements.filter(isPromise)], moment)),
    preferences: preferences.filter((preference) => !needs.some((need) => isSame(need, preference))),
    bookings: facts.bookings.map((booking) => describeBooking(booking, moment.asOf, isShared)),
    passages: answers?.passages ?? [],
    recordPassages: answers?.recordPassages ?? [],
    isUnanswered: answers !== null && answers.passages.length === 0 && answers.recordPassages.length === 0,
  };
}

const isSame = (need: ContextNeed, { recordingId, offsetSeconds, text }: ContextStatement): boolean =>
  need.recordingId === recordingId && need.offsetSeconds === offsetSeconds && text.includes(need.text);

const isPromise = (statement: StatementFact): boolean => statement.kind === "promise";

function noticesOf(facts: ContextFacts, moment: Moment): string[] {
  const notices: string[] = [];
  if (facts.sharedWith > 0) {
    notices.push(
      `A telephone number of this customer also belongs to ${facts.sharedWith === 1 ? "another customer" : `${facts.sharedWith} other customers`}: confirm who is speaking before telling anything below. Calls that may be somebody else's, venues and notes other than of allergies and needs are withheld.`,
    );
  }
  const unsure = facts.recent
    .slice(0, RECENT_INTERACTIONS)
    .filter((call) => !maySpeakOf(call, facts.sharedWith > 0)).length;
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
  const said = call.insights?.summary ?? firstWords(call.beginning);
  return {
    recordingId: call.id,
    startedAt: new Date(call.startedAt),
    direction: call.direction,
    durationSeconds: call.durationSeconds,
    sentiment: isTold ? (call.sentiment as Sentiment | null) : null,
    intent: isTold ? call.intent : null,
    bookingId: isTold ? call.bookingId : null,
    customerConfidence: call.customerConfidence,
    summary: isTold && said !== null ? cutAtSentence(plainUntrusted(said), LONGEST_SUMMARY) : null,
    isWithheld: !isTold,
    isExpired: call.isExpired,
  };
}

/** What the customer said first, where nobody summed the call up: greetings of the business say nothing. */
function firstWords(beginning: string | null): string | null {
  if (beginning === null) return null;
  const lines = wholeSentences(beginning).split("\n");
  const customers = lines
    .filter((line) => line.startsWith("Customer: "))
    .map((line) => line.slice("Customer: ".length));
  return customers.length > 0 ? customers.join(" ") : lines.join(" ");
}

/** Half a sentence may say the opposite of the whole: of a text that goes on the last one begun is left out, or cut and marked. */
function wholeSentences(beginning: string): string {
  const characters = [...beginning];
  if (characters.length <= LONGEST_BEGINNING) return beginning;
  const lines = characters.slice(0, LONGEST_BEGINNING).join("").split("\n");
  const last = lines.pop() ?? "";
  const end = lastSentenceEnd(last);
  return [...lines, end < 0 ? last.replace(/\s+\S*$/, "…") : last.slice(0, end + 1)].join("\n");
}

/** Written when it is needed: most are not. */
type Unwritten = () => ContextStatement;

const nextSteps = (call: CallFact): Unwritten[] =>
  (call.insights?.nextSteps ?? []).map((step) => () => ({
    text: cutAtSentence(plainUntrusted(step), LONGEST_STATEMENT),
    recordingId: call.id,
    startedAt: new Date(call.startedAt),
    offsetSeconds: null,
    isForPastEvent: false,
  }));

const statementOf =
  (statement: StatementFact, part: string): Unwritten =>
  () => ({
    text: cutAtSentence(hideSecretsOfTurn(plainUntrusted(part)), LONGEST_STATEMENT),
    recordingId: statement.callId,
    startedAt: new Date(statement.startedAt),
    offsetSeconds: statement.offsetSeconds,
    isForPastEvent: false,
  });

/** An answer to the agent's question for needs tells of one whatever its words. */
function preferenceOf(statement: StatementFact): Unwritten[] {
  const part = tellingPart(statement.text, placeOfPreference) ?? (statement.question === null ? null : statement.text);
  return part === null ? [] : [statementOf(statement, part)];
}

function promiseOf(statement: StatementFact): Unwritten[] {
  const part = tellingPart(statement.text, placeOfPromise);
  return part === null ? [] : [statementOf(statement, part)];
}

const EVENT_MS = EVENT_HOURS * 3_600_000;

/** What was to be done before an event that is over comes last: only most of it is done with. */
function openFirst(told: readonly (CallFact | StatementFact)[], { asOf }: Moment): Unwritten[] {
  const isForPast = ({ eventAt, startedAt }: CallFact | StatementFact): boolean =>
    eventAt !== null &&
    new Date(startedAt) < new Date(eventAt) &&
    new Date(eventAt).getTime() + EVENT_MS < asOf.getTime();
  const written = (one: CallFact | StatementFact): Unwritten[] => ("callId" in one ? promiseOf(one) : nextSteps(one));
  return [
    ...told.filter((one) => !isForPast(one)).flatMap(written),
    ...told
      .filter(isForPast)
      .flatMap((one) => written(one).map((write) => () => ({ ...write(), isForPastEvent: true }))),
  ];
}

/** As the database knows promises (`statement_kind`), but for "I'll hold you to it". */
const PROMISE =
  /\b(?:i|we)(?:['’]ll| will|['’]m going to| am going to| are going to)(?: \w+)? (?:send|call|e-?mail|text|check|follow|get back|look into|arrange|make sure|let you know|put|add|note|hold(?! you to\b)|reserve|update|confirm|ask|forward|prepare|set up|waive|refund)\b/i;

const placeOfPromise = (sentence: string): number | null => PROMISE.exec(sentence)?.index ?? null;

/** The sentence for which a turn was noted; of speech without full stops, the words around its cue. */
function tellingPart(text: string, placeOf: (sentence: string) => number | null): string | null {
  const sentences = text.split(/(?<=[.?!])\s+/);
  const sentence = sentences.find((each) => placeOf(each) !== null);
  if (sentence === undefined || sentence.length <= LONGEST_STATEMENT) return sentence ?? null;
  const at = placeOf(sentence) ?? 0;
  return sentence.slice(Math.max(sentence.lastIndexOf(" ", Math.max(at - 60, 0)), 0)).trim();
}

/** The latest twelve, of those that say the same in nearly the same words the latest. */
function distinct(all: readonly Unwritten[]): ContextStatement[] {
  const kept: { statement: ContextStatement; stems: Set<string> }[] = [];
  for (const write of all) {
    if (kept.length === MOST_STATEMENTS) break;
    const statement = write();
    const stems = new Set(spokenWords(statement.text).map((word) => word.stem));
    if (stems.size < 2) continue;
    const says = kept.some((other) => shared(stems, other.stems) >= 0.7 * Math.min(stems.size, other.stems.size));
    if (!says) kept.push({ statement, stems });
  }
  return kept.map(({ statement }) => statement);
}

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter((each) => b.has(each)).length;
