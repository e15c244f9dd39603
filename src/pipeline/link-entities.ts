import { setImmediate } from "node:timers/promises";
import type { Sql } from "../database/sql.js";
import type { BusinessFacts, LinkJudgement, LinkStatus } from "../linking/facts.js";
import { linkCall } from "../linking/link-call.js";
import { respectNumberClass } from "../linking/number-class.js";
import { type ComingWords, callFacts, findLocked, lockAndReadFacts, type RecordingToLink } from "./link-facts.js";
import type { WordsWithLinks } from "./links-store.js";
import { keptCandidates, saveJudgements } from "./save-judgements.js";

/** What the program holds to be true of a recording's link. PENDING: wait for the transcript before saying anything. */
export type Judgement = Omit<LinkJudgement, "status"> & { readonly status: LinkStatus | "PENDING" };

export interface Judged {
  readonly recording: RecordingToLink;
  readonly judgement: Judgement;
}

/**
 * Stage LINK, for one recording or thousands: judges which customer and booking each is about, and writes decision, link
 * and linkage event where that differs from what is stored. Running it again changes nothing. Returns those that changed:
 * of these the `coming` words are stored, too; of the others they are not.
 */
export async function linkEntities(
  tx: Sql,
  recordingIds: readonly string[],
  business: BusinessFacts,
  coming?: WordsWithLinks,
): Promise<string[]> {
  const words = coming && new Map(coming.words.map((one) => [one.recordingId, one]));
  return saveJudgements(tx, await judge(tx, recordingIds, business, words), coming);
}

/**
 * The same, but for recordings that somebody else is writing at the moment, whose transcript is being stored perhaps: the
 * others need not wait for that. Returns those that were passed over.
 */
export async function linkUnlocked(
  tx: Sql,
  recordingIds: readonly string[],
  business: BusinessFacts,
): Promise<readonly string[]> {
  const locked = await findLocked(tx, recordingIds);
  const isLocked = new Set(locked);
  await linkEntities(
    tx,
    recordingIds.filter((id) => !isLocked.has(id)),
    business,
  );
  return locked;
}

/** The judgements alone; the recordings stay locked until the transaction ends. */
export async function judge(
  tx: Sql,
  recordingIds: readonly string[],
  business: BusinessFacts,
  coming?: ReadonlyMap<string, ComingWords>,
): Promise<Judged[]> {
  const facts = await lockAndReadFacts(tx, recordingIds, coming);
  const judged: Judged[] = [];
  let rested = performance.now();
  for (const recording of facts.recordings) {
    const customers = facts.customersOf(recording);
    const bookings = facts.bookingsOf(recording, customers);
    const told = linkCall({ call: callFacts(recording), customers, bookings, business });
    const judgement = respectNumberClass({ ...told, candidates: keptCandidates(told) }, facts.classOf(recording));
    judged.push({
      recording,
      judgement: recording.transcriptStatus === "PENDING" ? provisional(judgement) : judgement,
    });
    if (performance.now() - rested < LONGEST_STRETCH_MS) continue;
    await setImmediate();
    rested = performance.now();
  }
  return judged;
}

/** Two hundred long calls take half a second: requests, webhooks and subscribers of this process get their turn in between. */
const LONGEST_STRETCH_MS = 10;

/**
 * Before the transcript is there nobody is asked to review: what number and time make certain is said, the rest waits.
 * The transcript decides most of these by itself seconds or minutes later.
 */
function provisional(judgement: LinkJudgement): Judgement {
  if (judgement.reviewReason === null) return judgement;
  if (judgement.status === "UNMATCHED") return { ...judgement, reviewReason: null };
  const status = judgement.customerId !== null ? "CUSTOMER_ONLY" : "PENDING";
  return { ...judgement, status, reviewReason: null, bookingId: null };
}
