import { LRUCache } from "lru-cache";
import type { Sql } from "../database/sql.js";
import { LONGEST_IN_MEMORY_MS } from "../longest-in-memory.js";
import { type CallRef, type CallSelection, callsForQuestion } from "./calls-for-question.js";
import type { RankedPassage } from "./choose-passages.js";
import { type PreparedTalk, type PreparedTurn, prepareTalk } from "./prepared-talk.js";
import { rankPassages } from "./rank-passages.js";
import type { StoredSegment } from "./store.js";
import { tokensOf } from "./token-budget.js";

export interface PassageRequest extends CallSelection {
  /** Of all passages as `passageText` writes them. */
  readonly maxTokens: number;
  /** What is asked beside the calls, read meanwhile; none where absent. */
  readonly records?: Promise<readonly PreparedTalk[]>;
}

/** The passages of one customer's calls and records that answer a question, best first. */
export async function findPassages(sql: Sql, request: PassageRequest): Promise<RankedPassage[]> {
  const calls = callsForQuestion(sql, request).then((found) => talksOf(sql, found));
  const talks = (await Promise.all([calls, request.records ?? []])).flat();
  return rankPassages(talks, request.question, {
    tokens: request.maxTokens,
    tokensOf: (turn) => tokensOf(`${turnText(turn)}\n`),
  });
}

/** One turn as it is shown. */
const turnText = (turn: PreparedTurn): string => `${turn.segment.name ?? turn.segment.speaker}: ${turn.segment.text}`;

export const passageText = ({ talk, turns }: Pick<RankedPassage, "talk" | "turns">): string =>
  turns
    .flatMap((index) => talk.turns[index] ?? [])
    .map(turnText)
    .join("\n");

/**
 * So that who is asked about again need not be read again. Of characters, of which each takes six bytes. For half the time
 * that anything may be kept: a talk holds on to a vocabulary, which was begun up to the other half before it.
 */
const prepared = new LRUCache<string, PreparedTalk>({
  maxSize: 3_000_000,
  sizeCalculation: lengthOf,
  ttl: LONGEST_IN_MEMORY_MS / 2,
  ttlAutopurge: true,
});

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
