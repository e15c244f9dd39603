import type { Logger } from "pino";
import type { Config } from "../config.js";
import type { Database } from "../database/open.js";
import type { AppError } from "../errors.js";
import { createRingCentralClient } from "../ringcentral/client.js";
import { claimOwnPhones, saveOwnPhones } from "../ringcentral/connection-state.js";
import { Deferred, RequestRefused, Unavailable } from "../ringcentral/failures.js";
import { keepSubscription } from "../ringcentral/subscription-upkeep.js";
import type { Queue } from "./queue.js";
import type { Telephony } from "./work-telephony.js";

export interface TelephonyParts {
  readonly config: Config;
  readonly database: Database;
  readonly queue: Queue;
  readonly log: Logger;
  readonly now: () => Date;
}

/** The RingCentral account of the configuration; null where none is. Asks nothing yet. */
export function connectTelephony({ config, database, queue, log, now }: TelephonyParts): Telephony | null {
  const { rcClientId, rcClientSecret, rcJwt, rcWebhookToken, publicUrl } = config;
  const given = { rcClientId, rcClientSecret, rcJwt, rcWebhookToken, publicUrl };
  if (!isComplete(given)) return null;
  const client = createRingCentralClient({
    serverUrl: config.rcServerUrl,
    credentials: { clientId: given.rcClientId, clientSecret: given.rcClientSecret, jwt: given.rcJwt },
    sql: database.sql,
  });

  const look = async (): Promise<boolean> => {
    const kept = await keepSubscription({
      ...{ client, sql: database.sql, publicUrl: given.publicUrl, webhookToken: given.rcWebhookToken, now: now() },
      transaction: (work) => database.transaction(work),
    });
    for (const { code, detail } of kept.problems) log.error({ code, detail }, "RingCentral does not send everything");
    if (kept.action === "repaired") {
      const reason = kept.blacklistReason ?? "no reason given";
      log.warn({ reason }, "RingCentral had given up our webhook: it was made anew, and what was missed is read");
    } else if (kept.action !== "kept" && kept.action !== "notLeader") {
      log.info({ action: kept.action }, "the RingCentral subscription was looked after");
    }
    // Webhooks may have been missed: the call log knows.
    if (kept.reconcileFrom !== null) await database.transaction((tx) => queue.enqueue(tx, "RECONCILE", {}));
    return kept.action !== "failed";
  };

  return {
    client,
    async keepUp() {
      try {
        return await look();
      } catch (error) {
        // RingCentral closed, down or refusing is no failure of ours: the reason is for the operator.
        if (!isOfRingCentral(error)) throw error;
        log.warn({ reason: error.message }, "RingCentral could not be asked for the subscription");
        return false;
      }
    },
    async learnOwnPhones() {
      if (await claimOwnPhones(database.sql)) await saveOwnPhones(database.sql, await client.listOwnNumbers());
    },
  };
}

/** Failures that RingCentral is the cause of, not this program. */
export const isOfRingCentral = (error: unknown): error is AppError =>
  error instanceof Deferred || error instanceof Unavailable || error instanceof RequestRefused;

type Given = Record<"rcClientId" | "rcClientSecret" | "rcJwt" | "rcWebhookToken" | "publicUrl", string | undefined>;

/** The configuration has all of them or none. */
const isComplete = (given: Given): given is Record<keyof Given, string> =>
  Object.values(given).every((value) => value !== undefined);
