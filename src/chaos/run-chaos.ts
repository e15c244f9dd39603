import type { DemoBusiness } from "../demo/business.js";
import { pause } from "../pause.js";
import { type Fault, pick } from "./fault.js";
import { askUntilAnswered } from "./graphql-client.js";
import { bookingInput, type Installation, UPSERT_BOOKINGS } from "./installation.js";
import { untilSettled } from "./settle.js";
import { countToll, lookBefore, type Toll } from "./toll.js";

/** What became of one fault. */
export interface Outcome {
  readonly fault: Fault;
  readonly calls: number;
  readonly lastedMs: number;
  /** From the fault's end until all was settled; null where it never was. */
  readonly recoveredMs: number | null;
  readonly missing: string | null;
  readonly toll: Toll;
  /** Not done, for want of a right: nothing is shown by what came of it. */
  readonly isSkipped: boolean;
  /** How often processes were started meanwhile. */
  readonly restarts: number;
  /** Webhooks that never reached us, whoever was to blame. */
  readonly lostWebhooks: number;
}

export interface ChaosPlan {
  readonly calls: number;
  readonly durationMs: number;
  /** After a fault's end, everything must be settled within this time. */
  readonly recoverWithinMs: number;
}

/** Longer than this a fault's traces are not waited for; the run goes on and fails. */
const SETTLE_WITHIN_MS = 150_000;

/** One fault: calls come in from before it begins until it is over, then everything must find its way by itself. */
export async function strike(installation: Installation, fault: Fault, plan: ChaosPlan): Promise<Outcome> {
  const { traffic, simulator } = installation;
  const startsBefore = countStarts(installation);
  const lostBefore = countLost(simulator.counters());
  const callsBefore = traffic.callCount();
  const before = lookBefore(installation);
  const began = Date.now();
  const lastsMs = fault.lastsMs ?? plan.durationMs;
  const busy = makeBusy(installation, plan.calls, lastsMs);
  const end = await fault.strike(installation, plan.durationMs);
  const lastedMs = Date.now() - began;
  const { afterMs, missing } = await untilSettled(installation, [...traffic.recorded], SETTLE_WITHIN_MS);
  await busy;
  // The last calls came while or after it ended.
  await untilSettled(installation, traffic.recorded, SETTLE_WITHIN_MS);
  return {
    fault,
    calls: traffic.callCount() - callsBefore,
    lastedMs,
    recoveredMs: afterMs,
    missing,
    toll: await countToll(installation, before),
    isSkipped: end === "skipped",
    restarts: countStarts(installation) - startsBefore,
    lostWebhooks: countLost(simulator.counters()) - lostBefore,
  };
}

const countStarts = ({ apis, workers }: Installation): number =>
  [...apis, ...workers].reduce((sum, process) => sum + process.starts(), 0);

const countLost = (counters: Record<string, number>): number =>
  (counters["webhook dropped"] ?? 0) + (counters["webhook failed"] ?? 0);

/** In this time a call and what was said in it are stored. */
const STORED_WITHIN_MS = 3_000;

/**
 * Calls, evenly; beside them the desk changes bookings, mostly of whoever is on the phone, and one subscriber comes and
 * goes.
 */
async function makeBusy(installation: Installation, calls: number, durationMs: number): Promise<void> {
  const { random, traffic, business, subscribers } = installation;
  const changes: Promise<unknown>[] = [];
  const gapMs = durationMs / calls;
  const began = Date.now();
  for (let index = 0; index < calls; index += 1) {
    const customerKey = traffic.placeCall();
    const theirs = business.bookings.filter((booking) => booking.customerKey === customerKey);
    const bookings = theirs.length > 0 && random.chance(0.7) ? theirs : business.bookings;
    if (random.chance(0.3)) {
      const soon = pause(random.between(0, STORED_WITHIN_MS));
      changes.push(soon.then(() => changeBooking(installation, pick(installation, bookings))));
    }
    if (random.chance(0.1)) subscribers.at(-1)?.drop();
    await pause(Math.max(0, began + (index + 1) * gapMs - Date.now()));
  }
  await Promise.all(changes);
}

function changeBooking({ balancer, key, random }: Installation, booking: DemoBusiness["bookings"][number]) {
  const input = [{ ...bookingInput(booking), guestCount: random.between(8, 90) }];
  return askUntilAnswered({ url: balancer.url, key }, UPSERT_BOOKINGS, { input }, SETTLE_WITHIN_MS);
}

/** Judges everything again: where all is well that changes nothing. Returns the decisions it made, with what differs. */
export async function judgeAgain({ balancer, key, postgres }: Installation): Promise<string[]> {
  const number = async (sql: string) => Number((await postgres.observer.query<{ number: string }>(sql))[0]?.number);
  const before = await number("SELECT coalesce(max(id), 0) AS number FROM link_decisions");
  await askUntilAnswered({ url: balancer.url, key }, "mutation { relinkRecordings(filter: {}) { queued } }", {});
  const deadline = Date.now() + SETTLE_WITHIN_MS;
  while ((await number("SELECT count(*) AS number FROM relink_queue")) > 0 && Date.now() < deadline) await pause(200);
  const changed = await postgres.observer.query<{ offender: string }>(
    `SELECT concat_ws(' ', later.recording_id, earlier.status, '→', later.status, 'for',
              (SELECT string_agg(signal, ', ') FROM (
                 (SELECT part->>'signal' AS signal FROM jsonb_array_elements(later.evidence) AS part
                  EXCEPT SELECT part->>'signal' FROM jsonb_array_elements(earlier.evidence) AS part)
                 UNION ALL
                 (SELECT 'no more ' || (part->>'signal') FROM jsonb_array_elements(earlier.evidence) AS part
                  EXCEPT SELECT 'no more ' || (part->>'signal') FROM jsonb_array_elements(later.evidence) AS part)
               ) AS differences)) AS offender
       FROM link_decisions AS later
       JOIN LATERAL (SELECT * FROM link_decisions WHERE recording_id = later.recording_id AND id < later.id
                      ORDER BY id DESC LIMIT 1) AS earlier ON true
      WHERE later.id > $1`,
    [before],
  );
  return changed.map(({ offender }) => offender);
}

export const isRecovered = ({ recoveredMs }: Outcome, limitMs: number): boolean =>
  recoveredMs !== null && recoveredMs <= limitMs;

export const isHarmless = ({ toll }: Outcome): boolean => Object.values(toll).every((count) => count === 0);
