import type { Sql } from "../database/sql.js";
import type { ContextPassage } from "./ai-context-details.js";
import type { ContextFacts } from "./ai-context-facts.js";
import { maySpeakOf } from "./describe-customer.js";
import { findPassages } from "./passages.js";
import { hideSecretsAcross } from "./spoken-secrets.js";
import { plainUntrusted } from "./untrusted-text.js";

interface Asked {
  readonly question: string;
  /** null for now. */
  readonly asOf: Date | null;
  readonly maxTokens: number;
}

/** A third of the context's room is for passages. */
const SHARE = 3;

/** Passages of the customer's calls that answer the question, masked and neutralised. */
export async function contextPassages(sql: Sql, facts: ContextFacts, asked: Asked): Promise<ContextPassage[]> {
  const found = await findPassages(sql, {
    customerId: facts.customerId,
    question: asked.question,
    asOf: asked.asOf,
    maxTokens: Math.max(150, Math.floor(asked.maxTokens / SHARE)),
    mayUse: (call) => maySpeakOf(call, facts.sharedWith > 0),
  });
  return found.map(({ talk, turns, score }) => {
    // Over the whole call: a number may be given in pieces, of which only some are shown.
    const hidden = hideSecretsAcross(talk.turns.map((turn) => turn.segment.text));
    return {
      recordingId: talk.recordingId,
      startedAt: talk.startedAt,
      score: Math.round(score * 1000) / 1000,
      turns: turns.flatMap((index) => {
        const segment = talk.turns[index]?.segment;
        if (segment === undefined) return [];
        return {
          speaker: segment.speaker,
          name: segment.name === null ? null : plainUntrusted(segment.name).slice(0, 60),
          text: plainUntrusted(hidden[index] ?? ""),
          offsetSeconds: segment.start,
        };
      }),
    };
  });
}
