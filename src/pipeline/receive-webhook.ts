import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { readEnvelope } from "../ringcentral/read-webhook.js";
import { inSpan, NO_TRACING, type Tracing } from "../tracing.js";
import type { StoreReceipt } from "./store-receipt.js";

export interface WebhookRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** At most 1,024 bytes with its headers, or RingCentral refuses it (SUB-525). */
export interface WebhookAnswer {
  readonly status: 200 | 401 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WebhookReceiver {
  readonly store: StoreReceipt;
  /** The secret that RingCentral was given; undefined where no account is connected. */
  readonly token: string | undefined;
  readonly tracing?: Tracing;
}

/**
 * The answer to a delivery that is not RingCentral's, by its headers; null for one whose body is to be read. The
 * handshake that precedes a subscription says nothing in its body and, for some accounts, has no secret.
 */
export function refuseWebhook(
  { token }: Pick<WebhookReceiver, "token">,
  headers: IncomingHttpHeaders,
): WebhookAnswer | null {
  const validation = header(headers, "validation-token");
  const mayBeHandshake = validation !== undefined && Number(headers["content-length"] ?? 0) <= NOTHING_SAID.length;
  return mayBeHandshake ? null : refuseStranger(token, headers);
}

function refuseStranger(token: string | undefined, headers: IncomingHttpHeaders): WebhookAnswer | null {
  if (token === undefined) return answer(404, {}, { code: "NOT_CONNECTED" });
  // RingCentral's documents disagree on the header that carries the secret; either will do.
  const secrets = [header(headers, "verification-token"), header(headers, "validation-token")];
  return secrets.some((secret) => isSecret(secret, token)) ? null : answer(401, {}, { code: "UNAUTHENTICATED" });
}

/** The body of a handshake, where it has one: tools in between do not all send none. */
const NOTHING_SAID = Buffer.from("{}");

/** What else stands where RingCentral puts its uuid is hashed: it goes into jobs and logs, where no text of anybody's may be. */
const UUID = /^[\w:.-]{1,64}$/;

/**
 * RingCentral's door. A well-authenticated body is stored as it came and its job enqueued in one transaction before the
 * answer; what it means is found out afterwards, so that nothing in it can make the answer late or wrong. Twice the same
 * uuid is stored once. Throws only when the database does, which RingCentral sees as a failure.
 */
export async function receiveWebhook(receiver: WebhookReceiver, request: WebhookRequest): Promise<WebhookAnswer> {
  const { headers, body } = request;
  const validation = header(headers, "validation-token");
  const echo = validation === undefined ? {} : { "validation-token": validation };
  if (validation !== undefined && (body.length === 0 || body.equals(NOTHING_SAID))) return answer(200, echo, {});
  const refusal = refuseStranger(receiver.token, headers);
  if (refusal !== null) return refusal;

  const envelope = readEnvelope(body);
  const { uuid: given } = envelope;
  const uuid =
    given !== null && UUID.test(given)
      ? given
      : `sha256:${createHash("sha256")
          .update(given ?? body)
          .digest("hex")}`;
  const span = (receiver.tracing ?? NO_TRACING).start("webhook", undefined, { "callthread.receipt.id": uuid });
  await inSpan(span, (trace) => receiver.store({ uuid, event: envelope.event, body, trace }));
  return answer(200, echo, {});
}

const answer = (status: WebhookAnswer["status"], headers: Record<string, string>, body: object): WebhookAnswer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  const single = Array.isArray(value) ? value[0] : value;
  return single === "" ? undefined : single;
}

/** Compares digests, which are of equal length, in constant time. */
function isSecret(given: string | undefined, expected: string | undefined): boolean {
  if (given === undefined || expected === undefined) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
