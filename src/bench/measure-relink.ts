import type { Database } from "../database/open.js";
import { linkCall } from "../linking/link-call.js";
import { callFacts, lockAndReadFacts } from "../pipeline/link-facts.js";
import { type LinkWrite, writeLinks } from "../pipeline/links-store.js";
import { workOffQueue } from "../pipeline/relink.js";
import { queueRelink } from "../pipeline/relink-store.js";
import { type Distribution, distributionOf, round } from "./distribution.js";
import { OWN_PHONE } from "./fictional-phones.js";
import { countDecisions, emptyQueue, sampleRecordings } from "./relink-sample.js";

export interface Relink {
  /** Judged before the time was over. */
  readonly calls: number;
  readonly seconds: number;
  readonly msPerCall: number;
  /** Links, decisions and events written. */
  readonly changed: number;
  /** Of all cores, by this process; a database on the same machine takes its own. */
  readonly ownCpuMsPerCall: number;
}

const BUSINESS = { timezone: "America/Los_Angeles", region: "US", ownPhones: [OWN_PHONE] };
const SAMPLE = 2_000;
/** As many as the pipeline takes at once. */
const BATCH = 200;

/** Everything that `callthread relink` and changed facts do, in this process, for as many of these calls as the time allows. */
export async function measureRelink(database: Database, ids: readonly string[], seconds: number): Promise<Relink> {
  const before = await countDecisions(database.sql);
  await database.transaction((tx) => queueRelink(tx, ids));
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const timeIsUp = setTimeout(() => void emptyQueue(database.sql), seconds * 1_000);
  const calls = await workOffQueue(database, () => BUSINESS);
  const tookMs = performance.now() - began;
  clearTimeout(timeIsUp);
  const { user, system } = process.cpuUsage(cpu);
  return {
    calls,
    seconds: round(tookMs / 1_000, 1),
    msPerCall: round(tookMs / calls, 3),
    changed: (await countDecisions(database.sql)) - before,
    ownCpuMsPerCall: round((user + system) / 1_000 / calls, 3),
  };
}

/** What the pure core takes for one call, its facts at hand. Milliseconds. */
export async function measureJudging(database: Database): Promise<Distribution> {
  const took: number[] = [];
  const ids = await sampleRecordings(database.sql, SAMPLE);
  for (let from = 0; from < ids.length; from += BATCH) {
    const facts = await database.transaction((tx) => lockAndReadFacts(tx, ids.slice(from, from + BATCH)));
    for (const recording of facts.recordings) {
      const customers = facts.customersOf(recording);
      const bookings = facts.bookingsOf(recording, customers);
      const began = performance.now();
      linkCall({ call: callFacts(recording), customers, bookings, business: BUSINESS });
      took.push(performance.now() - began);
    }
  }
  return distributionOf(took);
}

/** Milliseconds a call to read all facts and to write a link, a decision and an event as they are: relinking without judging. */
export async function measureRewriteLimit(database: Database): Promise<number> {
  const ids = await sampleRecordings(database.sql, SAMPLE);
  const began = performance.now();
  for (let from = 0; from < ids.length; from += BATCH) {
    await database.transaction(async (tx) => {
      const { recordings } = await lockAndReadFacts(tx, ids.slice(from, from + BATCH));
      await writeLinks(
        tx,
        recordings.map(
          (recording): LinkWrite => ({
            ...{ recordingId: recording.id, status: recording.status, reviewReason: recording.reviewReason },
            ...{ customerId: recording.customerId, bookingId: recording.bookingId },
            customerConfidence: recording.customerConfidence ?? 0,
            bookingConfidence: recording.bookingConfidence ?? 0,
            ...{ evidence: recording.evidence, candidates: null, topics: null, intent: null, explanation: "" },
            ...{
              decidedBy: "auto",
              decidedByName: null,
              action: "JUDGED",
              note: null,
              eventType: "RELINKED",
              previous: null,
            },
          }),
        ),
      );
    });
  }
  return round((performance.now() - began) / ids.length, 3);
}
