import type { Database } from "../database/open.js";
import { erasedAmong } from "../recordings/erased-calls.js";
import { lockCalls } from "../recordings/lock-calls.js";
import { giveUpSessions } from "../recordings/store.js";
import type { RingCentralClient } from "../ringcentral/client.js";
import { forgetSyncToken, getConnectionState, saveSync } from "../ringcentral/connection-state.js";
import { noteUnrecorded } from "../ringcentral/unrecorded-sessions.js";
import { type ReceiveStage, sendToLinking, storeCalls } from "./receive.js";
import { isOfRingCentral } from "./telephony.js";

export interface ReconcileStage extends ReceiveStage {
  readonly client: Pick<RingCentralClient, "syncCalls">;
  readonly database: Database;
}

/** RingCentral's call log may be asked this far back at once; older calls are imported instead. */
const FURTHEST_BACK_MS = 30 * 86_400_000;
/** Beyond what is known to be stored: clocks differ, and records appear up to minutes late. */
const OVERLAP_MS = 10 * 60_000;
const FIRST_LOOK_BACK_MS = 24 * 3_600_000;

/**
 * Reads what the call log says has changed since the last time: start, duration and numbers of calls that webhooks told
 * of, and calls that no webhook ever came for. Each page is stored with the token of the next in one transaction, so that
 * it goes on where it was stopped. Returns whether something is amiss: calls that no webhook told of, or a RingCentral that
 * is closed, overloaded or down; what was left is read the next time.
 */
export async function reconcile(stage: ReconcileStage): Promise<{ isAmiss: boolean }> {
  let untold = 0;
  try {
    for (;;) {
      const state = await getConnectionState(stage.database.sql);
      const page = await stage.client.syncCalls(
        state.syncToken === null ? { from: firstFrom(state, stage.now()) } : { syncToken: state.syncToken },
      );
      if (page.kind === "tokenExpired") {
        await forgetSyncToken(stage.database.sql);
        continue;
      }
      await stage.database.transaction(async (tx) => {
        const told = page.calls.map(({ rcRecordingId }) => rcRecordingId);
        const erased = await erasedAmong(tx, "ringcentral", told);
        const calls = page.calls.filter(({ rcRecordingId }) => !erased.has(rcRecordingId));
        await lockCalls(tx, told, page.unrecordedSessionIds);
        const { touched, created } = await storeCalls(stage, tx, calls);
        untold += created;
        // Either a webhook was lost, or RingCentral no longer sends any.
        if (created > 0) await stage.queue.enqueue(tx, "KEEP_SUBSCRIPTION", {});
        // Too short to be kept: what a webhook promised, or will promise once it is here, will never come.
        await noteUnrecorded(tx, page.unrecordedSessionIds);
        await sendToLinking(stage, tx, [...touched, ...(await giveUpSessions(tx, page.unrecordedSessionIds))]);
        // By RingCentral's clock: one of ours that is ahead would have calls passed over once the token is forgotten.
        await saveSync(tx, { syncToken: page.syncToken, syncedAt: page.more ? null : page.syncedAt });
      });
      if (page.unreadableRecords > 0) {
        stage.log.warn(
          { records: page.unreadableRecords },
          "records of the call log could not be read; they are passed over",
        );
      }
      if (!page.more) return { isAmiss: untold > 0 };
    }
  } catch (error) {
    if (!isOfRingCentral(error)) throw error;
    stage.log.warn({ reason: error.message }, "the call log could not be read; the next round goes on from here");
    return { isAmiss: true };
  }
}

function firstFrom(state: { syncedAt: Date | null; reconcileFrom: Date | null }, now: Date): Date {
  const known = [state.syncedAt, state.reconcileFrom].filter((instant) => instant !== null);
  const from =
    known.length === 0
      ? now.getTime() - FIRST_LOOK_BACK_MS
      : Math.min(...known.map((instant) => instant.getTime())) - OVERLAP_MS;
  return new Date(Math.max(from, now.getTime() - FURTHEST_BACK_MS));
}
