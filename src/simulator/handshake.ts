import { randomUUID } from "node:crypto";
import { webhookAnswerInvalid, webhookCertificateInvalid, webhookUnreachable } from "./api-error.js";
import type { DeliveryMode } from "./subscriptions.js";
import { type WebhookCaller, webhookHeaders } from "./webhook-call.js";

export interface HandshakeSetup {
  readonly caller: WebhookCaller;
  readonly webhookTimeoutMs: number;
  readonly secretHeader: "Verification-Token" | "Validation-Token";
}

/**
 * Asks a webhook to prove that it expects events: an empty POST whose `Validation-Token` must be echoed with status 200
 * and a JSON content type, in time and in at most 1,024 bytes.
 * @throws ApiError SUB-521 unreachable or too slow; SUB-524 certificate; SUB-525 answered wrongly or too much
 */
export async function shakeHands(deliveryMode: DeliveryMode, setup: HandshakeSetup): Promise<void> {
  const { caller, webhookTimeoutMs, secretHeader } = setup;
  const { address, verificationToken } = deliveryMode;
  const headers = { "Validation-Token": randomUUID(), ...webhookHeaders(verificationToken, secretHeader) };
  const outcome = await caller.post({ address, headers, body: "", timeoutMs: webhookTimeoutMs });
  if (outcome.kind === "bad-certificate") throw webhookCertificateInvalid();
  if (outcome.kind === "too-large") throw webhookAnswerInvalid();
  if (outcome.kind !== "answered") throw webhookUnreachable();
  const echoed = outcome.headers["validation-token"] === headers["Validation-Token"];
  const isJson = outcome.headers["content-type"]?.startsWith("application/json") === true;
  if (outcome.status !== 200 || !echoed || !isJson) throw webhookAnswerInvalid();
}
