import type { Sql } from "../database/sql.js";
import type { Candidate, Evidence, LinkJudgement } from "../linking/facts.js";
import type { Judged } from "./link-entities.js";
import { linkageEventType } from "./linkage-event-type.js";
import { type LinkWrite, type WordsWithLinks, writeLinks } from "./links-store.js";

/** Writes the judgements that differ from what is stored, and with them what comes of their words; returns whose did. */
export async function saveJudgements(tx: Sql, judged: readonly Judged[], coming?: WordsWithLinks): Promise<string[]> {
  const changed = judged.filter(differs);
  await writeLinks(tx, changed.map(linkOf), coming && { ...coming, words: storableWords(changed, coming.words) });
  return changed.map(({ recording }) => recording.id);
}

/** Writes judgements, whether or not they differ from what is stored. */
export const writeJudgements = (tx: Sql, judged: readonly Judged[]): Promise<void> =>
  writeLinks(tx, judged.map(linkOf));

/** Those of the recordings that are written; words whose time is over stay gone. */
function storableWords(changed: readonly Judged[], words: WordsWithLinks["words"]): WordsWithLinks["words"] {
  const kept = new Set(
    changed.flatMap(({ recording: { id, transcriptStatus } }) => (transcriptStatus === "EXPIRED" ? [] : [id])),
  );
  return words.filter(({ recordingId }) => kept.has(recordingId));
}

/** Of each kind, best first. A customer of many years has a hundred bookings, nearly all of them out of the question. */
const MOST_CANDIDATES = 10;
/** After the third only what is not out of the question: candidates with their evidence are most of what a link weighs. */
const ALWAYS_KEPT = 3;
const LEAST_PROBABILITY = 0.001;

/**
 * The candidates that are stored, with their evidence written: what a judgement was read from need not be kept for as
 * long as others are judged.
 */
export function keptCandidates({ candidates }: LinkJudgement): Candidate[] {
  const best = (kind: Candidate["kind"]) =>
    candidates
      .filter((candidate) => candidate.kind === kind)
      .slice(0, MOST_CANDIDATES)
      .filter(({ probability }, place) => place < ALWAYS_KEPT || probability >= LEAST_PROBABILITY)
      .map((candidate) => ({ ...candidate }));
  return [...best("customer"), ...best("booking")];
}

function linkOf({ recording, judgement }: Judged): LinkWrite {
  const { status, customerId, bookingId } = recording;
  return {
    ...judgement,
    recordingId: recording.id,
    ...{ decidedBy: "auto", decidedByName: null, action: "JUDGED", note: null },
    eventType: linkageEventType(recording, judgement),
    previous: status === "PENDING" ? null : { status, customerId, bookingId },
  };
}

/** Confidences are stored as 4-byte reals: a smaller difference is rounding. */
const SAME_CONFIDENCE = 1e-4;

function differs({ recording, judgement }: Judged): boolean {
  if (judgement.status === "PENDING" && recording.status === "PENDING") return false;
  return (
    recording.status !== judgement.status ||
    recording.reviewReason !== judgement.reviewReason ||
    recording.customerId !== judgement.customerId ||
    recording.bookingId !== judgement.bookingId ||
    isOther(recording.customerConfidence, judgement.customerConfidence) ||
    isOther(recording.bookingConfidence, judgement.bookingConfidence) ||
    evidenceKey(recording.evidence) !== evidenceKey(judgement.evidence) ||
    // Where people are asked, names and numbers stand in the words alone.
    recording.explanation !== judgement.explanation
  );
}

const isOther = (stored: number | null, judged: number): boolean => Math.abs((stored ?? 0) - judged) > SAME_CONFIDENCE;

/** jsonb keeps keys in an order of its own, so evidence is compared by what tells it apart. */
const evidenceKey = (evidence: readonly Evidence[]): string =>
  JSON.stringify(evidence.map((one) => [one.signal, one.weight.toFixed(3), one.detail]));
