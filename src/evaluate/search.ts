import type { Database } from "../database/open.js";
import { getOne, type Sql } from "../database/sql.js";
import { learnWords } from "../recordings/learn-words.js";
import { findPassages, passageText } from "../recordings/passages.js";
import { saveCall } from "../recordings/save-calls.js";
import { type StoredSegment, saveTranscript } from "../recordings/store.js";
import type { SearchCase, SearchConversation, SearchQuestion } from "./search-cases.js";

export interface SearchPrediction {
  readonly questionId: string;
  /** Best first. */
  readonly passages: readonly {
    readonly conversationId: string;
    readonly turnIds: readonly string[];
    readonly text: string;
  }[];
}

/** Shares of the turns that hold the answers, 0 to 1, mean over questions that have an answer. */
export interface Recall {
  readonly questions: number;
  readonly recallAt5Passages: number;
  readonly recallWithinBudget: number;
}

export interface SearchReport extends Recall {
  readonly people: number;
  readonly conversations: number;
  readonly turns: number;
  /** Questions without an answer: asked, not scored. */
  readonly unanswerable: number;
  readonly maxTokens: number;
  /** Of one question, milliseconds. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly max: number };
  readonly byCategory: Readonly<Record<string, Recall>>;
}

export interface SearchEvaluation {
  readonly report: SearchReport;
  /** In the order of the questions. */
  readonly predictions: readonly SearchPrediction[];
}

const PASSAGES_COUNTED = 5;

/**
 * Stores every person as a customer and every conversation as a recording of theirs, then asks each question as
 * `aiContext(question: …)` does. `database` must be migrated and of this run's own: nothing is cleaned up.
 */
export async function evaluateSearch(
  database: Database,
  cases: readonly SearchCase[],
  options: { readonly maxTokens: number },
): Promise<SearchEvaluation> {
  const predictions: SearchPrediction[] = [];
  const asked: { question: SearchQuestion; prediction: SearchPrediction }[] = [];
  const latencies: number[] = [];
  for (const each of cases) {
    const { customerId, conversations } = await database.transaction((tx) => storePerson(tx, each));
    await learnWords(database);
    for (const question of each.questions) {
      const started = performance.now();
      const passages = await findPassages(database.read, {
        customerId,
        question: question.question,
        asOf: null,
        maxTokens: options.maxTokens,
        mayUse: () => true,
      });
      latencies.push(performance.now() - started);
      const prediction = {
        questionId: question.id,
        passages: passages.map((passage) => {
          const conversation = conversations.get(passage.talk.recordingId);
          const turnIds = passage.turns.flatMap((index) => conversation?.turns[index]?.id ?? []);
          return { conversationId: conversation?.id ?? "", turnIds, text: passageText(passage) };
        }),
      };
      predictions.push(prediction);
      asked.push({ question, prediction });
    }
  }
  const answerable = asked.filter(({ question }) => question.evidenceTurnIds.length > 0);
  return {
    predictions,
    report: {
      ...recallOf(answerable),
      people: cases.length,
      conversations: cases.reduce((sum, each) => sum + each.conversations.length, 0),
      turns: cases
        .flatMap((each) => each.conversations)
        .reduce((sum, conversation) => sum + conversation.turns.length, 0),
      unanswerable: asked.length - answerable.length,
      maxTokens: options.maxTokens,
      latencyMs: { p50: quantile(latencies, 0.5), p95: quantile(latencies, 0.95), max: quantile(latencies, 1) },
      byCategory: Object.fromEntries(
        [...Map.groupBy(answerable, ({ question }) => question.category ?? "none")]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([category, group]) => [category, recallOf(group)]),
      ),
    },
  };
}

async function storePerson(tx: Sql, { person, conversations }: SearchCase) {
  const { id: customerId } = await getOne<{ id: string }>(
    tx,
    "INSERT INTO bookings.customers (name) VALUES ($1) RETURNING id",
    [person.trim() === "" ? "Unnamed" : person],
  );
  const stored = new Map<string, SearchConversation>();
  for (const conversation of conversations) {
    const { id } = await saveCall(tx, {
      rcRecordingId: null,
      externalId: `${customerId} ${conversation.id}`,
      telephonySessionId: null,
      direction: "INBOUND",
      fromPhone: null,
      toPhone: null,
      fromE164: null,
      toE164: null,
      outsidePhone: null,
      startedAt: conversation.startedAt,
      durationSeconds: null,
      contentUri: null,
      factsSource: "ingest",
    });
    const segments = conversation.turns.map((turn, i) => segmentOf(turn, i, person));
    await saveTranscript(
      tx,
      id,
      { segments, insights: null, sentiment: null, modifiedAt: null },
      conversation.startedAt,
    );
    await tx.query(
      `UPDATE call_recordings
          SET customer_id = $2, link_status = 'CUSTOMER_ONLY', customer_confidence = 1, decided_at = now(), linked_by = 'person'
        WHERE id = $1`,
      [id, customerId],
    );
    stored.set(id, conversation);
  }
  return { customerId, conversations: stored };
}

/** Chats have no times: a turn is given ten seconds. */
function segmentOf(turn: SearchConversation["turns"][number], index: number, person: string): StoredSegment {
  const name = turn.speaker;
  return { speaker: roleOf(name, person), name, text: turn.text, start: index * 10, end: index * 10 + 10 };
}

function roleOf(name: string | null, person: string): StoredSegment["speaker"] {
  const lower = name?.toLowerCase() ?? "";
  if (lower === person.toLowerCase() || /^(?:user|customer|caller)$/.test(lower)) return "customer";
  return /^(?:assistant|agent|bot)$/.test(lower) ? "agent" : "unknown";
}

function recallOf(asked: readonly { question: SearchQuestion; prediction: SearchPrediction }[]): Recall {
  const mean = (most: number): number =>
    round(
      asked.reduce((sum, { question, prediction }) => {
        const found = new Set(prediction.passages.slice(0, most).flatMap((passage) => passage.turnIds));
        return sum + question.evidenceTurnIds.filter((id) => found.has(id)).length / question.evidenceTurnIds.length;
      }, 0) / Math.max(asked.length, 1),
    );
  return {
    questions: asked.length,
    recallAt5Passages: mean(PASSAGES_COUNTED),
    recallWithinBudget: mean(Number.POSITIVE_INFINITY),
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return round(sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0);
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
