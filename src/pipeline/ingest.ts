import { BadItems, type ItemProblem } from "../bad-items.js";
import { repeatedKeys } from "../customers/item-fields.js";
import { refuseTooMany } from "../customers/upsert-guard.js";
import type { Sql } from "../database/sql.js";
import type { BusinessFacts } from "../linking/facts.js";
import { erasedAmong } from "../recordings/erased-calls.js";
import { saveCalls } from "../recordings/save-calls.js";
import { giveUpFetching, saveTranscripts, type WordsOfRecording } from "../recordings/store.js";
import { readNumbers } from "./call-write.js";
import { type CheckedRecording, readRecordingInput } from "./read-recording-input.js";
import type { IngestResult, RecordingInput } from "./recording-input.js";
import { queueRelink } from "./relink-store.js";

/** Of one statement: the longest that are taken have some megabytes each. */
const TRANSCRIPTS_AT_ONCE = 25;

/**
 * Stores calls of any telephony system in `tx`, all or none, and has them linked. Throws BadItems (BAD_INPUT) with every
 * problem of every item.
 */
export async function ingestRecordings(
  tx: Sql,
  inputs: readonly RecordingInput[],
  business: BusinessFacts,
  now: Date,
): Promise<IngestResult> {
  refuseTooMany(inputs);
  const { recordings, problems } = checkRecordings(inputs);
  if (problems.length > 0) throw new BadItems("input", problems);
  const externalIds = recordings.map(({ externalId }) => externalId);
  const erased = await erasedAmong(tx, "external", externalIds);
  const ids = new Map<string, string>();
  // In one order whatever the input's is: two that store the same calls wait for each other instead of locking up.
  const inOrder = recordings
    .filter(({ externalId }) => !erased.has(externalId))
    .toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1));
  const written = await saveCalls(
    tx,
    inOrder.map((recording) => ({
      ...readNumbers(recording, business),
      rcRecordingId: null,
      externalId: recording.externalId,
      telephonySessionId: null,
      startedAt: recording.startedAt,
      durationSeconds: recording.durationSeconds,
      contentUri: null,
      factsSource: "ingest" as const,
    })),
  );
  // Nobody is going to fetch a transcript: what is known now is judged as it is, and again should one be given later.
  await giveUpFetching(
    tx,
    written.map(({ id }) => id),
  );
  const words: WordsOfRecording[] = [];
  for (const [index, { externalId, transcript }] of inOrder.entries()) {
    const saved = written[index];
    if (saved === undefined) continue;
    if (transcript !== null) words.push({ ...transcript, recordingId: saved.id });
    ids.set(externalId, saved.id);
  }
  const changed = new Set(written.filter(({ outcome }) => outcome !== "unchanged").map(({ id }) => id));
  for (let from = 0; from < words.length; from += TRANSCRIPTS_AT_ONCE) {
    for (const id of await saveTranscripts(tx, words.slice(from, from + TRANSCRIPTS_AT_ONCE), now)) changed.add(id);
  }
  await queueRelink(tx, [...changed]);
  const created = written.filter(({ outcome }) => outcome === "created").length;
  return {
    created,
    updated: changed.size - created,
    unchanged: written.length - changed.size,
    erased: erased.size,
    ids: externalIds.flatMap((externalId) => ids.get(externalId) ?? []),
    changedRecordings: [...changed],
  };
}

/** What can be said of recordings without storing them. */
function checkRecordings(inputs: readonly RecordingInput[]): {
  recordings: CheckedRecording[];
  problems: ItemProblem[];
} {
  const recordings: (CheckedRecording & { index: number })[] = [];
  const problems: ItemProblem[] = [];
  for (const [index, input] of inputs.entries()) {
    const read = readRecordingInput(input, index);
    if ("externalId" in read) recordings.push({ ...read, index });
    else problems.push(...read);
  }
  problems.push(...repeatedKeys(recordings, "externalId", (recording) => recording.externalId));
  return { recordings, problems };
}
