import { LRUCache } from "lru-cache";
import type { Sql } from "../database/sql.js";
import {
  type PreparedTalk,
  type PreparedTurn,
  prepareTalk,
  type RankedPassage,
  rankPassages,
} from "./rank-passages.js";
import type { StoredSegment } from "./store.js";
import { tokensOf } from "./token-budget.js";

export interface PassageRequest {
  readonly customerId: string;
  readonly question: string;
  /** null for now; otherwise calls as they had been linked and transcribed by then. */
  readonly asOf: Date | null;
  /** Of all passages as `passageText` writes them. */
  readonly maxTokens: number;
  /** Which calls may be told of. */
  mayUse(call: { customerConfidence: number | null; decidedBy: "auto" | "person" | null }): boolean;
}

/** Of a customer with more calls those that fit the question best by their words are read. */
const CALLS_READ = 64;
/** Older calls than so many are not considered: each costs 15 µs. */
const CALLS_LOOKED_AT = 1000;

/** The passages of one customer's calls that answer a question, best first. */
export async function findPassages(sql: Sql, request: PassageRequest): Promise<RankedPassage[]> {
  const calls = await findCalls(sql, request);
  const talks = await talksOf(sql, calls.filter((call) => request.mayUse(call)).slice(0, CALLS_READ));
  const prices = new Map<PreparedTurn, number>();
  const price = (turn: PreparedTurn): number => {
    const known = prices.get(turn) ?? tokensOf(`${turnText(turn)}\n`);
    prices.set(turn, known);
    return known;
  };
  return rankPassages(talks, request.question, { tokens: request.maxTokens, tokensOf: price });
}

/** One turn as it is shown. */
export const turnText = (turn: PreparedTurn): string =>
  `${turn.segment.name ?? turn.segment.speaker}: ${turn.segment.text}`;

export const passageText = ({ talk, turns }: Pick<RankedPassage, "talk" | "turns">): string =>
  turns
    .flatMap((index) => talk.turns[index] ?? [])
    .map(turnText)
    .join("\n");

interface CallRef {
  readonly id: string;
  readonly startedAt: Date;
  /** Changes when the transcript does. */
  readonly version: string;
  readonly customerConfidence: number | null;
  readonly decidedBy: "auto" | "person" | null;
}

/** Best first where there are more than can be read: by the question's words, then by time. */
function findCalls(sql: Sql, { customerId, question, asOf }: PassageRequest): Promise<CallRef[]> {
  const linked =
    asOf === null
      ? `SELECT call.id, call.customer_confidence, call.linked_by AS decided_by FROM call_recordings AS call
          WHERE call.customer_id = $1 AND $3::timestamptz IS NULL
          ORDER BY call.call_started_at DESC, call.id DESC LIMIT ${CALLS_LOOKED_AT}`
      : `SELECT once.recording_id AS id, decision.customer_confidence, decision.decided_by
           FROM (SELECT DISTINCT recording_id FROM link_decisions WHERE customer_id = $1) AS once
          CROSS JOIN LATERAL (
            SELECT * FROM link_decisions AS decision
             WHERE decision.recording_id = once.recording_id AND decision.decided_at <= $3::timestamptz
             ORDER BY decision.decided_at DESC, decision.id DESC LIMIT 1) AS decision
          WHERE decision.customer_id = $1`;
  return sql.query<CallRef>(
    `WITH words AS MATERIALIZED (
       SELECT nullif(string_agg(quote_literal(lexeme), ' | '), '')::tsquery AS query
         FROM unnest(tsvector_to_array(to_tsvector('public.callthread', $2))) AS lexeme),
     linked AS MATERIALIZED (${linked})
     SELECT call.id, call.call_started_at AS "startedAt", call.transcript_stored_at::text AS version,
            linked.customer_confidence AS "customerConfidence", linked.decided_by AS "decidedBy"
       FROM linked
       JOIN call_recordings AS call ON call.id = linked.id
       JOIN call_search AS said ON said.recording_id = call.id
      CROSS JOIN words
      WHERE ($3::timestamptz IS NULL OR (call.transcript_stored_at <= $3 AND call.call_started_at <= $3))
      ORDER BY CASE WHEN (SELECT count(*) FROM linked) <= ${CALLS_READ} THEN 0 ELSE ts_rank('{1,1,1,1}', said.words, words.query, 1) END DESC NULLS LAST,
               call.call_started_at DESC, call.id
      LIMIT ${2 * CALLS_READ}`,
    [customerId, question.replaceAll("\0", "").toWellFormed(), asOf],
  );
}

/** Reading and stemming a call costs a hundred times what asking it does. About 50 KB each. */
const prepared = new LRUCache<string, PreparedTalk>({ max: 512 });

async function talksOf(sql: Sql, calls: readonly CallRef[]): Promise<PreparedTalk[]> {
  const keyOf = (call: CallRef): string => `${call.id} ${call.version}`;
  const missing = calls.filter((call) => !prepared.has(keyOf(call)));
  const rows =
    missing.length === 0
      ? []
      : await sql.query<{ id: string; segments: StoredSegment[] | null }>(
          "SELECT id, transcript_segments AS segments FROM call_recordings WHERE id = ANY ($1::uuid[])",
          [missing.map((call) => call.id)],
        );
  const segments = new Map(rows.map((row) => [row.id, row.segments ?? []]));
  return calls.flatMap((call) => {
    const known = prepared.get(keyOf(call));
    if (known !== undefined) return [known];
    const read = segments.get(call.id);
    if (read === undefined) return [];
    const talk = prepareTalk(call.id, call.startedAt, read);
    prepared.set(keyOf(call), talk);
    return [talk];
  });
}
