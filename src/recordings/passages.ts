import { LRUCache } from "lru-cache";
import type { Sql } from "../database/sql.js";
import type { RankedPassage } from "./choose-passages.js";
import { type PreparedTalk, type PreparedTurn, prepareTalk } from "./prepared-talk.js";
import { rankPassages } from "./rank-passages.js";
import type { StoredSegment } from "./store.js";
import { tokensOf } from "./token-budget.js";

export interface PassageRequest {
  readonly customerId: string;
  readonly question: string;
  /** null for now; otherwise calls as they had been linked and transcribed by then. */
  readonly asOf: Date | null;
  /** Of all passages as `passageText` writes them. */
  readonly maxTokens: number;
  /** What is asked beside the calls; none where absent. */
  readonly records?: readonly PreparedTalk[];
  /** Which calls may be told of. */
  mayUse(call: { customerConfidence: number | null; decidedBy: "auto" | "person" | null }): boolean;
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

/** The passages of one customer's calls and records that answer a question, best first. */
export async function findPassages(sql: Sql, request: PassageRequest): Promise<RankedPassage[]> {
  const calls = (await findCalls(sql, request)).filter((call) => request.mayUse(call));
  const talks = await talksOf(
    sql,
    calls.length <= CALLS_READ_ANYWAY ? calls : await bestCalls(sql, calls, request.question),
  );

  const prices = new Map<PreparedTurn, number>();
  const price = (turn: PreparedTurn): number => {
    const known = prices.get(turn) ?? tokensOf(`${turnText(turn)}\n`);
    prices.set(turn, known);
    return known;
  };
  return rankPassages([...talks, ...(request.records ?? [])], request.question, {
    tokens: request.maxTokens,
    tokensOf: price,
  });
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

/** Newest first. */
function findCalls(sql: Sql, { customerId, asOf }: PassageRequest): Promise<CallRef[]> {
  const linked =
    asOf === null
      ? `SELECT call.id, call.customer_confidence, call.linked_by AS decided_by FROM call_recordings AS call
          WHERE call.customer_id = $1 AND $2::timestamptz IS NULL
          ORDER BY call.call_started_at DESC, call.id DESC LIMIT ${CALLS_LOOKED_AT}`
      : `SELECT once.recording_id AS id, decision.customer_confidence, decision.decided_by
           FROM (SELECT DISTINCT recording_id FROM link_decisions WHERE customer_id = $1) AS once
          CROSS JOIN LATERAL (
            SELECT * FROM link_decisions AS decision
             WHERE decision.recording_id = once.recording_id AND decision.decided_at <= $2::timestamptz
             ORDER BY decision.decided_at DESC, decision.id DESC LIMIT 1) AS decision
          WHERE decision.customer_id = $1`;
  return sql.query<CallRef>(
    `SELECT call.id, call.call_started_at AS "startedAt", call.transcript_stored_at::text AS version,
            linked.customer_confidence AS "customerConfidence", linked.decided_by AS "decidedBy"
       FROM (${linked}) AS linked
       JOIN call_recordings AS call ON call.id = linked.id
      WHERE call.transcript_segments IS NOT NULL
        AND ($2::timestamptz IS NULL OR (call.transcript_stored_at <= $2 AND call.call_started_at <= $2))
      ORDER BY call.call_started_at DESC, call.id
      LIMIT ${CALLS_LOOKED_AT}`,
    [customerId, asOf],
  );
}

/**
 * Those that say the question's words, rare words among these calls counting more. OFFSET 0 keeps the words of a call
 * from being read from disk once for each of the question's.
 */
async function bestCalls(sql: Sql, calls: readonly CallRef[], question: string): Promise<CallRef[]> {
  const rows = await sql.query<{ id: string; length: number; hits: number[] | null }>(
    `WITH asked AS MATERIALIZED (
       SELECT quote_literal(lexeme)::tsquery AS query, lexeme
         FROM unnest(tsvector_to_array(to_tsvector('public.callthread', $2))) AS lexeme)
     SELECT call.recording_id AS id, call.length,
            (SELECT array_agg(ts_rank('{1,1,1,1}', said.words, asked.query) ORDER BY asked.lexeme) FROM asked) AS hits
       FROM call_search AS call
      CROSS JOIN LATERAL (SELECT setweight(call.words, 'D') AS words OFFSET 0) AS said
      WHERE call.recording_id = ANY ($1::uuid[])`,
    [calls.map((call) => call.id), question.replaceAll("\0", "").toWellFormed()],
  );
  const hits = new Map(rows.map((row) => [row.id, row.hits ?? []]));
  const terms = rows[0]?.hits?.length ?? 0;
  const rarities = Array.from({ length: terms }, (_, t) => {
    const saying = rows.filter((row) => (row.hits?.[t] ?? 0) > 0).length;
    return Math.log(1 + (rows.length - saying + 0.5) / (saying + 0.5));
  });
  const worth = (call: CallRef): number =>
    rarities.reduce((sum, rarity, t) => sum + rarity * (hits.get(call.id)?.[t] ?? 0), 0);
  const worths = new Map(calls.map((call) => [call, worth(call)]));
  const lengths = new Map(rows.map((row) => [row.id, row.length]));
  let characters = 0;
  return calls
    .toSorted((a, b) => (worths.get(b) ?? 0) - (worths.get(a) ?? 0))
    .filter((call, place) => {
      characters += lengths.get(call.id) ?? 0;
      return place < CALLS_READ_ANYWAY || characters <= CHARACTERS_READ;
    });
}

/** So that who is asked about again need not be read again. Of characters, of which each takes six bytes. */
const prepared = new LRUCache<string, PreparedTalk>({ maxSize: 3_000_000, sizeCalculation: lengthOf });

/** Never 0, which the cache refuses. */
function lengthOf({ turns }: PreparedTalk): number {
  return turns.reduce((sum, { segment }) => sum + segment.text.length, 1);
}

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
