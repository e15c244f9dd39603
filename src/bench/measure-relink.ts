import type { Database } from "../database/open.js";
import { linkCall } from "../linking/link-call.js";
import { callFacts, lockAndReadFacts } from "../pipeline/link-facts.js";
import { type LinkWrite, writeLinks } from "../pipeline/links-store.js";
import { workOffQueue } from "../pipeline/relink.js";
import { queueRelink } from "../pipeline/relink-store.js";
import { type Distribution, distributionOf, round } from "./distribution.js";
import { OWN_PHONE } from "./fictional-phones.js";
import { countDecisions, sampleRecordings } from "./relink-sample.js";

export interface Relink {
  /** Judged before the time was over. */
  readonly calls: number;
  readonly seconds: number;
  readonly msPerCall: number;
  /** Links, decisions and events written. */
  readonly changed: number;
  /** Of one core, by this process; the rest of the time it waited for the database. */
  readonly ownCpuShare: number;
}

const BUSINESS = { timezone: "America/Los_Angeles", region: "US", ownPhones: [OWN_PHONE] };
const SAMPLE = 2_000;
/** As many as the pipeline takes at once. */
const BATCH = 200;
/** Queued at a time, so that the clock is looked at now and then. */
const SLICE = 20 * BATCH;

/** Everything that `callthread relink` and changed facts do, in this process, for as many of these calls as the time allows. */
export async function measureRelink(database: Database, ids: readonly string[], seconds: number): Promise<Relink> {
  const before = await countDecisions(database.sql);
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  let calls = 0;
  while (calls < ids.length && performance.now() - began < seconds * 1_000) {
    await database.transaction((tx) => queueRelink(tx, ids.slice(calls, calls + SLICE)));
    calls += await workOffQueue(database, () => BUSINESS);
  }
  const tookMs = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return {
    calls,
    seconds: round(tookMs / 1_000, 1),
    msPerCall: round(tookMs / calls, 3),
    changed: (await countDecisions(database.sql)) - before,
    ownCpuShare: round((user + system) / 1_000 / tookMs),
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
      const bookings = facts.bookingsOf(customers);
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
