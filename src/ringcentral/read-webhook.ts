import type { z } from "zod";
import { insightsPayload } from "./insights-payload.js";
import { readInsights } from "./read-insights.js";
import { readTelephonyEvent } from "./read-telephony-event.js";
import type { RecordedCall } from "./recorded-call.js";
import type { RecordingInsights } from "./recording-insights.js";
import { envelopePayload, renewalReminderPayload, telephonySessionPayload } from "./webhook-payloads.js";
import { wholeSeconds } from "./wire-values.js";

/** What a webhook says. `reason` names no person, number or spoken word. */
export type WebhookReading = WebhookEnvelope &
  (
    | { readonly kind: "calls"; readonly calls: readonly RecordedCall[] }
    | { readonly kind: "insights"; readonly insights: RecordingInsights }
    | { readonly kind: "renewal-reminder"; readonly expiresInSeconds: number | null }
    /** Well-formed, and nothing of ours: an event of another kind or domain, or a call without a recording. */
    | { readonly kind: "ignored"; readonly reason: string }
    /** Not an event that can be read at all; the receipt is kept as it came. */
    | { readonly kind: "unparsable"; readonly reason: string }
  );

/** null where the body does not say. */
export interface WebhookEnvelope {
  /** RingCentral's id of this delivery's event; the same event may come again under it, or under another. */
  readonly uuid: string | null;
  /** The event filter's concrete address. */
  readonly event: string | null;
  readonly subscriptionId: string | null;
}

/** The domain of telephone calls; video meetings and contact centres have others, and no recordings that we know. */
export const INSIGHTS_DOMAIN = "pbx";

const TELEPHONY = /^\/restapi\/v1\.0\/account\/([^/]+)(?:\/extension\/[^/]+)?\/telephony\/sessions$/;
const INSIGHTS = /^\/ai\/ringsense\/v1\/public\/accounts\/([^/]+)\/domains\/([^/]+)\/insights$/;
const REMINDER = /^\/restapi\/v1\.0\/subscription\/[^/]+$/;

const NOTHING_KNOWN: WebhookEnvelope = { uuid: null, event: null, subscriptionId: null };

/** Only what stands around an event, for a receipt; nulls where the body cannot be read. Never throws. */
export function readEnvelope(body: Buffer | string): WebhookEnvelope {
  const { uuid, event, subscriptionId } = openEnvelope(body) ?? NOTHING_KNOWN;
  return { uuid, event, subscriptionId };
}

/** Reads a webhook's body, whatever it is. Never throws. */
export function readWebhook(body: Buffer | string): WebhookReading {
  const opened = openEnvelope(body);
  if (opened === null) return { ...NOTHING_KNOWN, kind: "unparsable", reason: "the body is not a JSON object" };
  const { uuid, event, subscriptionId, timestamp, body: content } = opened;
  const envelope: WebhookEnvelope = { uuid, event, subscriptionId };
  if (event === null) return { ...envelope, kind: "unparsable", reason: "there is no event" };

  const path = event.split("?")[0] ?? "";
  const telephony = TELEPHONY.exec(path);
  if (telephony !== null) return { ...envelope, ...readCalls(content, idOrNull(telephony[1]), timestamp) };
  const insights = INSIGHTS.exec(path);
  if (insights !== null) {
    if (insights[2] !== INSIGHTS_DOMAIN) return { ...envelope, kind: "ignored", reason: "insights of another domain" };
    return { ...envelope, ...readAnalysis(content, idOrNull(insights[1]), timestamp) };
  }
  if (REMINDER.test(path)) return { ...envelope, ...readReminder(content) };
  return { ...envelope, kind: "ignored", reason: "an event of another kind" };
}

function openEnvelope(body: Buffer | string): z.output<typeof envelopePayload> | null {
  try {
    const json: unknown = JSON.parse(body.toString("utf8").replace(/^\uFEFF/, ""));
    return envelopePayload.safeParse(json).data ?? null;
  } catch {
    return null;
  }
}

type Reading = WebhookReading extends infer Whole
  ? Whole extends WebhookReading
    ? Omit<Whole, keyof WebhookEnvelope>
    : never
  : never;

/** An address may also stand as it was subscribed to, with `~` for the account. */
const idOrNull = (id: string | undefined): string | null => (id === undefined || id === "~" ? null : id);

function readCalls(content: unknown, accountId: string | null, timestamp: Date | null): Reading {
  const read = telephonySessionPayload.safeParse(content);
  if (!read.success) return { kind: "unparsable", reason: describe("telephony session", read.error) };
  if (read.data.eventTime === null && timestamp === null) {
    return { kind: "unparsable", reason: "the telephony session event has no time" };
  }
  const calls = readTelephonyEvent(read.data, accountId, timestamp);
  if (calls.length === 0) return { kind: "ignored", reason: "no recording of a party of our account" };
  return { kind: "calls", calls };
}

function readAnalysis(content: unknown, accountId: string | null, timestamp: Date | null): Reading {
  const read = insightsPayload.safeParse(content);
  if (!read.success) return { kind: "unparsable", reason: describe("insights", read.error) };
  const insights = readInsights(read.data, accountId, timestamp);
  if (insights === null) return { kind: "unparsable", reason: "the insights have no time" };
  return { kind: "insights", insights };
}

function readReminder(content: unknown): Reading {
  const read = renewalReminderPayload.safeParse(content);
  const expiresIn = read.success ? read.data.expiresIn : null;
  return { kind: "renewal-reminder", expiresInSeconds: expiresIn === null ? null : wholeSeconds(expiresIn) };
}

/** The fields that are wrong, without what stood in them. */
const describe = (kind: string, error: z.ZodError): string =>
  `the ${kind} event cannot be read: ${error.issues.map(({ path }) => path.join(".") || "body").join(", ")}`;
