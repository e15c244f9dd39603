import { isLostRace, isOutage } from "../database/outage.js";
import type { Sql } from "../database/sql.js";
import { traceOf } from "../failure-trace.js";
import { traceEvents } from "../recordings/linkage-events.js";
import { NO_TRACING } from "../tracing.js";
import { tellInFlight } from "./calls-in-flight-store.js";
import { linkEntities } from "./link-entities.js";
import type { WordsWithLinks } from "./links-store.js";
import { type ReceiveStage, sendToLinking } from "./receive.js";

/**
 * Stage LINK in the transaction that stores the recordings: a job of its own would read again what is at hand and write
 * each row once more. `coming` are words of theirs, which are stored with the links: returned are the recordings whose words
 * then are. Where a judgement fails by itself, what is stored stays, and LINK is sent a job.
 */
export async function linkAtOnce(
  stage: ReceiveStage,
  tx: Sql,
  recordingIds: readonly string[],
  coming?: WordsWithLinks,
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(recordingIds)];
  if (ids.length === 0) return new Set();
  const spans = ids.map((id) =>
    (stage.tracing ?? NO_TRACING).start("LINK", stage.traces?.get(id), { "callthread.recording.id": id }),
  );
  const end = (outcome?: "failed"): void => {
    for (const span of spans) span.end(outcome);
  };
  await tellInFlight(tx);
  await tx.query("SAVEPOINT linking");
  try {
    const linked = await linkEntities(tx, ids, stage.business(), coming);
    await traceEvents(tx, new Map(ids.flatMap((id, at) => pairOf(id, spans[at]?.trace))));
    await tx.query("RELEASE SAVEPOINT linking");
    end();
    return new Set(linked);
  } catch (error) {
    end("failed");
    if (isOutage(error) || isLostRace(error)) throw error;
    stage.log.warn(traceOf(error), "calls could not be linked as they were stored; they are tried one by one");
    await tx.query("ROLLBACK TO SAVEPOINT linking");
    await sendToLinking(stage, tx, ids);
    return new Set();
  }
}

const pairOf = (id: string, trace: string | undefined): [string, string][] =>
  trace === undefined ? [] : [[id, trace]];
