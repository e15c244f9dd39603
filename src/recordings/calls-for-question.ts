import type { Sql } from "../database/sql.js";
import { storable } from "../storable.js";
import { lastToldAs } from "../told-instant.js";
import { tellingStems } from "./question.js";
import { questionParts } from "./question-parts.js";

export interface CallSelection {
  readonly customerId: string;
  readonly question: string;
  /** null for now; otherwise calls as they had been linked and transcribed by then. */
  readonly asOf: Date | null;
  /** Which calls may be told of. */
  mayUse(call: { customerConfidence: number | null; decidedBy: "auto" | "person" | null }): boolean;
}

/** A call whose words are to be read for a question. */
export interface CallRef {
  readonly id: string;
  readonly startedAt: Date;
  /** Changes when the transcript does. */
  readonly version: string;
}

interface FoundCall extends CallRef {
  readonly customerConfidence: number | null;
  readonly decidedBy: "auto" | "person" | null;
  /** In characters; null where its words are not indexed yet. */
  readonly length: number | null;
  /** How much it says of each of the question's words, part after part; null where few calls were found. */
  readonly hits: readonly number[] | null;
  /** Of the newest call alone: to which part of the question, from 1, each of these words belongs. */
  readonly partOf: number[] | null;
}

/** Of a customer with more calls those that fit the question best by their words are read, */
const CALLS_READ_ANYWAY = 24;
/**
 * up to so many characters of them: a thousand cost some hundredths of a millisecond, reading them not counted. What is
 * left out by its calls' words alone is mostly what is told in other words than it is asked for.
 */
const CHARACTERS_READ = 500_000;
/** Older calls than so many are not considered: each costs 15 µs. */
const CALLS_LOOKED_AT = 500;

/** The customer's calls that are worth reading for the question: all, newest first, or of many those that fit best, these first. */
export async function callsForQuestion(sql: Sql, selection: CallSelection): Promise<CallRef[]> {
  const found = await findCalls(sql, selection);
  const calls = found.filter((call) => selection.mayUse(call));
  if (calls.length <= CALLS_READ_ANYWAY) return calls;
  let characters = 0;
  return bestFirst(calls, found[0]?.partOf ?? []).filter((call, place) => {
    characters += call.length ?? 0;
    return place < CALLS_READ_ANYWAY || characters <= CHARACTERS_READ;
  });
}

/** By the question's words that they say, those rare among these calls counting more; the best of each part come first. */
function bestFirst(calls: readonly FoundCall[], partOf: readonly number[]): FoundCall[] {
  const rarities = partOf.map((_, word) => {
    const saying = calls.filter((call) => (call.hits?.[word] ?? 0) > 0).length;
    return Math.log(1 + (calls.length - saying + 0.5) / (saying + 0.5));
  });
  const places = new Map<FoundCall, number>();
  for (const part of new Set(partOf)) {
    const worth = (call: FoundCall): number =>
      rarities.reduce((sum, rarity, word) => sum + (partOf[word] === part ? rarity * (call.hits?.[word] ?? 0) : 0), 0);
    const worths = new Map(calls.map((call) => [call, worth(call)]));
    const ranked = calls.toSorted((a, b) => (worths.get(b) ?? 0) - (worths.get(a) ?? 0));
    for (const [place, call] of ranked.entries()) places.set(call, Math.min(places.get(call) ?? place, place));
  }
  return calls.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

/** Newest first. OFFSET 0 keeps the words of a call from being read from disk once for each of the question's. */
function findCalls(sql: Sql, { customerId, question, asOf }: CallSelection): Promise<FoundCall[]> {
  const [decided, calls] =
    asOf === null
      ? [
          "call.customer_confidence, call.linked_by AS decided_by",
          `(SELECT * FROM call_recordings WHERE customer_id = $1
             ORDER BY call_started_at DESC, id DESC LIMIT ${CALLS_LOOKED_AT}) AS call`,
        ]
      : [
          "decision.customer_confidence, decision.decided_by",
          `(SELECT DISTINCT recording_id FROM link_decisions WHERE customer_id = $1) AS once
            CROSS JOIN LATERAL (
              SELECT * FROM link_decisions AS decision
               WHERE decision.recording_id = once.recording_id AND decision.decided_at <= $2::timestamptz
               ORDER BY decision.decided_at DESC, decision.id DESC LIMIT 1) AS decision
             JOIN call_recordings AS call ON call.id = decision.recording_id AND decision.customer_id = $1`,
        ];
  const text = storable(question);
  const parts = questionParts(text).filter((part) => tellingStems(part).size > 0);
  return sql.query<FoundCall>(
    `WITH asked AS MATERIALIZED (
       SELECT parts.part, lexeme, quote_literal(lexeme)::tsquery AS query
         FROM unnest($3::text[]) WITH ORDINALITY AS parts (text, part)
        CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector('public.callthread', parts.text))) AS lexeme),
     known AS MATERIALIZED (
       SELECT call.id, call.call_started_at, call.transcript_stored_at, ${decided},
              count(*) OVER () > ${CALLS_READ_ANYWAY} AS is_one_of_many
         FROM ${calls}
        WHERE call.transcript_segments IS NOT NULL
          AND ($2::timestamptz IS NULL OR (call.transcript_stored_at <= $2 AND call.call_started_at <= $2))
        ORDER BY call.call_started_at DESC, call.id
        LIMIT ${CALLS_LOOKED_AT})
     SELECT known.id, known.call_started_at AS "startedAt", known.transcript_stored_at::text AS version,
            known.customer_confidence AS "customerConfidence", known.decided_by AS "decidedBy", search.length,
            CASE WHEN known.is_one_of_many THEN
              (SELECT array_agg(ts_rank('{1,1,1,1}', said.words, asked.query) ORDER BY asked.part, asked.lexeme) FROM asked)
            END AS hits,
            CASE WHEN row_number() OVER (ORDER BY known.call_started_at DESC, known.id) = 1 THEN
              (SELECT array_agg(asked.part::int ORDER BY asked.part, asked.lexeme) FROM asked)
            END AS "partOf"
       FROM known
       LEFT JOIN call_search AS search ON search.recording_id = known.id
       LEFT JOIN LATERAL (
         SELECT CASE WHEN known.is_one_of_many THEN setweight(search.words, 'D') END AS words OFFSET 0) AS said ON true
      ORDER BY known.call_started_at DESC, known.id`,
    [customerId, asOf && lastToldAs(asOf), parts.length > 0 ? parts : [text]],
  );
}
