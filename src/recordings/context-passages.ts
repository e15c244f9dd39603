import type { Sql } from "../database/sql.js";
import type { ContextPassage, ContextRecordPassage } from "./ai-context-details.js";
import type { ContextFacts } from "./ai-context-facts.js";
import { bookingRecords } from "./booking-records.js";
import type { RankedPassage } from "./choose-passages.js";
import { type Answers, maySpeakOf } from "./describe-customer.js";
import { findPassages } from "./passages.js";
import { hideSecretsAcross } from "./spoken-secrets.js";
import { cutAtSentence, plainUntrusted } from "./untrusted-text.js";

interface Asked {
  readonly question: string;
  /** null for now. */
  readonly asOf: Date | null;
  readonly maxTokens: number;
  /** IANA zone of the dates. */
  readonly timezone: string;
}

/** A third of the context's room is for passages. */
const SHARE = 3;
const LONGEST_TEXT = 300;

/** Passages of the customer's calls and bookings that answer the question, masked and neutralised. */
export async function contextPassages(sql: Sql, facts: ContextFacts, asked: Asked): Promise<Answers> {
  const isShared = facts.sharedWith > 0;
  const { asOf, timezone } = asked;
  const records = bookingRecords(sql, { customerId: facts.customerId, asOf, isShared, timezone });
  const found = await findPassages(sql, {
    customerId: facts.customerId,
    question: asked.question,
    asOf: asked.asOf,
    maxTokens: Math.max(150, Math.floor(asked.maxTokens / SHARE)),
    mayUse: (call) => maySpeakOf(call, isShared),
    records,
  });
  const prepared = await records;
  const ofRecord = ({ talk }: RankedPassage): boolean => prepared.includes(talk);
  return {
    passages: found.filter((passage) => !ofRecord(passage)).map(toldOfCall),
    recordPassages: found.filter(ofRecord).map(toldOfBooking),
  };
}

const rounded = (score: number): number => Math.round(score * 1000) / 1000;

function toldOfBooking({ talk, turns, score }: RankedPassage): ContextRecordPassage {
  const hidden = hideSecretsAcross(talk.turns.map((turn) => turn.segment.text));
  return {
    bookingId: talk.recordingId,
    eventDate: talk.startedAt,
    score: rounded(score),
    texts: turns.map((index) => cutAtSentence(plainUntrusted(hidden[index] ?? ""), LONGEST_TEXT)),
  };
}

function toldOfCall({ talk, turns, score }: RankedPassage): ContextPassage {
  // Over the whole call: a number may be given in pieces, of which only some are shown.
  const hidden = hideSecretsAcross(talk.turns.map((turn) => turn.segment.text));
  return {
    recordingId: talk.recordingId,
    startedAt: talk.startedAt,
    score: rounded(score),
    turns: turns.flatMap((index) => {
      const segment = talk.turns[index]?.segment;
      if (segment === undefined) return [];
      return {
        speaker: segment.speaker,
        name: segment.name === null ? null : speakersName(segment.name),
        text: plainUntrusted(hidden[index] ?? ""),
        offsetSeconds: segment.start,
      };
    }),
  };
}

const LONGEST_NAME = 60;
const MOST_WORDS_OF_NAME = 6;

/** null for what is no name but something said or written in its place, of which a part may be all that was kept. */
function speakersName(name: string): string | null {
  const plain = plainUntrusted(name);
  return plain.length > LONGEST_NAME || plain.split(" ").length > MOST_WORDS_OF_NAME ? null : plain;
}
