import type { BookingStatus } from "../bookings/booking-status.js";
import { PREPARED, type Sql } from "../database/sql.js";
import { lastToldAs } from "../told-instant.js";
import { contextQuery, MOST_STATEMENTS } from "./ai-context-query.js";
import type { SpeakerRole, TranscriptStatus } from "./call-words.js";
import { hasNeedCue } from "./needs.js";
import type { StoredInsights } from "./store.js";

/** Everything known of a customer that a context is written from, as of one moment. */
export interface ContextFacts {
  /** The customer's, of the moment they were read at; null of an earlier moment. */
  readonly version: string | null;
  /** How long what is said of the bookings' time holds: an event of theirs begins, ends or counts as past after this. */
  readonly holdUntil: Date | null;
  readonly customerId: string;
  readonly name: string;
  readonly phones: readonly string[];
  /** Other customers who hold one of the phones. */
  readonly sharedWith: number;
  readonly calls: number;
  readonly firstCallAt: Date | null;
  readonly lastCallAt: Date | null;
  /** Newest first, at most ten. */
  readonly recent: readonly CallFact[];
  /** Newest first: the latest, and the latest of those with a word of a need. */
  readonly statements: readonly StatementFact[];
  /** Those under way and ahead first, nearest first; then those past, latest first. */
  readonly bookings: readonly BookingFact[];
  /** Of the bookings those whose notes or title have a word of a need; those ahead first, then by their distance from now. */
  readonly noted: readonly BookingNoteFact[];
}

export interface BookingNoteFact {
  readonly id: string;
  readonly eventAt: string;
  readonly title: string | null;
  readonly notes: string | null;
}

export interface CallFact {
  readonly id: string;
  readonly startedAt: string;
  readonly durationSeconds: number;
  readonly direction: "INBOUND" | "OUTBOUND" | "INTERNAL";
  readonly sentiment: string | null;
  /** What the call was for, as linking derived it from the transcript. */
  readonly intent: string | null;
  readonly bookingId: string | null;
  /** Of that booking, where it is this customer's. */
  readonly eventAt: string | null;
  readonly eventStatus: BookingStatus | null;
  readonly customerConfidence: number | null;
  readonly decidedBy: "auto" | "person" | null;
  readonly insights: Partial<StoredInsights> | null;
  /** Beginning of the transcript where no summary is known; longer than `LONGEST_BEGINNING` where it goes on. */
  readonly beginning: string | null;
  /** Of the latest calls the end of the same transcript, of which the first line may be cut. */
  readonly ending: string | null;
  readonly hasTranscript: boolean;
  readonly transcriptStatus: TranscriptStatus;
}

export interface StatementFact {
  readonly callId: string;
  readonly startedAt: string;
  readonly kind: "preference" | "promise";
  readonly offsetSeconds: number | null;
  readonly text: string;
  /** The agent's question for needs that `text` answers; null where it is no such answer. */
  readonly question: string | null;
  /** Of a short promise: the turn before it. */
  readonly before: { readonly speaker: SpeakerRole; readonly text: string } | null;
  /** Of a promise: when the event is that its call was about, where it is this customer's. */
  readonly eventAt: string | null;
  readonly eventStatus: BookingStatus | null;
  readonly customerConfidence: number | null;
  readonly decidedBy: "auto" | "person" | null;
}

export interface BookingFact {
  readonly id: string;
  readonly eventAt: string;
  readonly endsAt: string | null;
  readonly status: BookingStatus;
  readonly title: string | null;
  readonly guestCount: number | null;
  readonly venue: string | null;
  readonly notes: string | null;
}

export interface ContextKey {
  readonly customerId: string;
  /** null for now: what is linked now counts. Otherwise what had been decided, stored and entered by then. */
  readonly asOf: Date | null;
  /** Divides the bookings into ahead and past. */
  readonly now: Date;
}

/** One per key, in the keys' order; null for an unknown customer. One statement for all keys of the same moment. */
export async function contextFactsOf(sql: Sql, keys: readonly ContextKey[]): Promise<(ContextFacts | null)[]> {
  const moments = Map.groupBy(keys, (key) => key.asOf?.getTime() ?? null);
  const known = new Map<string, ContextFacts>();
  for (const [moment, group] of moments) {
    const asOf = moment === null ? null : new Date(moment);
    const ids = [...new Set(group.map((key) => key.customerId))];
    const rows = await sql.query<ContextFacts>(
      contextQuery(asOf === null ? "now" : "then", ids.length === 1),
      [ids.length === 1 ? ids[0] : ids, asOf === null ? group[0]?.now : lastToldAs(asOf)],
      PREPARED,
    );
    for (const row of rows)
      known.set(`${row.customerId}|${moment}`, {
        ...row,
        statements: latestOfEach(row.statements),
        noted: row.noted.filter(hasNeedNoted).slice(0, MOST_NOTED),
      });
  }
  return keys.map((key) => known.get(`${key.customerId}|${key.asOf?.getTime() ?? null}`) ?? null);
}

/** The latest with a word of a need, and the latest of the others; in their order. */
function latestOfEach(statements: readonly StatementFact[]): StatementFact[] {
  const left = { needs: MOST_STATEMENTS, others: MOST_STATEMENTS };
  return statements.filter(({ kind, question, text }) => {
    const isNeed = kind === "preference" && (question !== null || hasNeedCue(text));
    return left[isNeed ? "needs" : "others"]-- > 0;
  });
}

/** Of bookings with a need in their notes or title. */
const MOST_NOTED = 12;

const hasNeedNoted = ({ notes, title }: BookingNoteFact): boolean => hasNeedCue(`${notes ?? ""}\n${title ?? ""}`);
