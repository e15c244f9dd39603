import type { Traced } from "../tracing.js";

/**
 * The pipeline's story, in order. A recorded call passes through these stages; each commits its own write and the next
 * stage's job in one transaction, so a process may be killed anywhere and the call goes on from the last commit. What
 * RECEIVE and FETCH_TRANSCRIPT store is linked in their own transaction; only what fails there, or is found without a
 * webhook, is LINK's as a job.
 *
 *   webhook ─▶ RECEIVE ─▶ (30 s) FETCH_TRANSCRIPT ─▶ LINK ─▶ PUBLISH ─▶ subscribers
 *                 └───────────▶ LINK (provisional, by number and time)
 *
 * RECEIVE           receive-webhook.ts stores the raw webhook before it is answered; receive.ts turns it into recordings
 * FETCH_TRANSCRIPT  fetch-transcript.ts asks RingCentral until the insights are there, or the deadline has passed
 * LINK              link-entities.ts judges which customer and booking the call is about (link-at-once.ts: as it is stored)
 * PUBLISH           publish.ts gives each linkage event its position in the feed
 *
 * Beside them: reconcile.ts finds calls whose webhook never came, relink.ts judges again what changed facts touch.
 */
export const STAGES = ["RECEIVE", "FETCH_TRANSCRIPT", "LINK", "PUBLISH"] as const;
export type Stage = (typeof STAGES)[number];
/** Those that are worked as jobs; events are published by whoever looks. */
export const JOB_STAGES = ["RECEIVE", "FETCH_TRANSCRIPT", "LINK"] as const satisfies readonly Stage[];

/** What each job carries: ids only, never personal data, because jobs outlive their use in the queue's archive. */
export interface JobData {
  RECEIVE: { readonly receiptUuid: string } & Traced;
  /** `attempt` counts from 1. */
  FETCH_TRANSCRIPT: { readonly recordingId: string; readonly attempt: number } & Traced;
  LINK: { readonly recordingId: string } & Traced;
  /** Upkeep, one at a time in the whole installation. */
  RECONCILE: Record<string, never>;
  KEEP_SUBSCRIPTION: Record<string, never>;
}

export type JobName = keyof JobData;
