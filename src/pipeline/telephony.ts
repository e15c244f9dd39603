import type { Logger } from "pino";
import type { Config } from "../config.js";
import type { Database } from "../database/open.js";
import { createRingCentralClient } from "../ringcentral/client.js";
import { noteGap } from "../ringcentral/connection-state.js";
import { Deferred, Unavailable } from "../ringcentral/failures.js";
import { keepSubscription } from "../ringcentral/subscription-upkeep.js";
import type { Telephony } from "./run-pipeline.js";

export interface ConnectedTelephony extends Telephony {
  /** The account's own numbers, as far as they are known by now. */
  readonly ownPhones: () => readonly string[];
}

export interface TelephonyParts {
  readonly config: Config;
  readonly database: Database;
  readonly log: Logger;
  readonly now: () => Date;
}

/** The RingCentral account of the configuration; null where none is. Asks nothing yet. */
export function connectTelephony({ config, database, log, now }: TelephonyParts): ConnectedTelephony | null {
  const { rcClientId, rcClientSecret, rcJwt, rcWebhookToken, publicUrl } = config;
  const given = { rcClientId, rcClientSecret, rcJwt, rcWebhookToken, publicUrl };
  if (!isComplete(given)) return null;
  const client = createRingCentralClient({
    serverUrl: config.rcServerUrl,
    credentials: { clientId: given.rcClientId, clientSecret: given.rcClientSecret, jwt: given.rcJwt },
    sql: database.sql,
  });
  let ownPhones: readonly string[] = [];

  return {
    client,
    ownPhones: () => ownPhones,
    async keepUp() {
      try {
        ownPhones = await client.listOwnNumbers();
        const kept = await keepSubscription({
          ...{ client, sql: database.sql, publicUrl: given.publicUrl, webhookToken: given.rcWebhookToken, now: now() },
          transaction: (work) => database.transaction(work),
        });
        for (const { code, detail } of kept.problems)
          log.error({ code, detail }, "RingCentral does not send everything");
        if (kept.reconcileFrom !== null) await noteGap(database.sql, kept.reconcileFrom);
        log.debug({ action: kept.action }, "the RingCentral subscription was looked after");
      } catch (error) {
        // Closed or down: the next round tries again, and the reason is the operator's to see.
        if (!(error instanceof Deferred || error instanceof Unavailable)) throw error;
        log.warn({ reason: error.message }, "RingCentral could not be asked for the subscription");
      }
    },
  };
}

type Given = Record<"rcClientId" | "rcClientSecret" | "rcJwt" | "rcWebhookToken" | "publicUrl", string | undefined>;

/** The configuration has all of them or none. */
const isComplete = (given: Given): given is Record<keyof Given, string> =>
  Object.values(given).every((value) => value !== undefined);
