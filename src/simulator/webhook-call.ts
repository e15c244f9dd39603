import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders, STATUS_CODES } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { messageOf } from "../errors.js";

/** RingCentral refuses an answer that is larger than this, headers included. */
const LARGEST_ANSWER_BYTES = 1024;

export type WebhookOutcome =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly statusText: string;
      readonly headers: IncomingHttpHeaders;
    }
  | { readonly kind: "too-large" | "timed-out" | "unreachable" | "bad-certificate"; readonly detail: string };

export interface WebhookCall {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for the handshake. */
  readonly body: string;
  /** Real milliseconds for the whole answer. RingCentral allows 3,000. */
  readonly timeoutMs: number;
}

/** Enough that a slow webhook delays nobody else, too few to exhaust a service's sockets when a thousand calls end at once. */
const MOST_CONNECTIONS = 256;

/** Calls webhooks as RingCentral does; connections are kept alive between calls. */
export class WebhookCaller {
  readonly #http = new HttpAgent({ keepAlive: true, maxSockets: MOST_CONNECTIONS });
  readonly #https = new HttpsAgent({ keepAlive: true, maxSockets: MOST_CONNECTIONS });

  post(call: WebhookCall, retried = false): Promise<WebhookOutcome> {
    const { promise, resolve } = Promise.withResolvers<WebhookOutcome>();
    const url = new URL(call.address);
    const body = Buffer.from(call.body);
    const options = {
      method: "POST",
      headers: {
        accept: "application/json",
        "accept-encoding": "UTF-8",
        "content-type": "application/json; charset=UTF-8",
        "user-agent": "RingCentral-Webhook/8.3",
        ...call.headers,
        "content-length": String(body.length),
      },
    };
    const request =
      url.protocol === "https:"
        ? httpsRequest(url, { ...options, agent: this.#https })
        : httpRequest(url, { ...options, agent: this.#http });
    const end = (outcome: WebhookOutcome): void => {
      clearTimeout(deadline);
      resolve(outcome);
      if (outcome.kind !== "answered") request.destroy();
    };
    let deadline: NodeJS.Timeout | undefined;
    const expire = (): void => end({ kind: "timed-out", detail: "I/O operation is failed. Details: [Read timed out]" });
    // Waiting for a free connection is the simulator's affair and does not count.
    request.on("socket", () => {
      deadline = setTimeout(expire, call.timeoutMs);
    });
    request.on("error", (error) => {
      // The service closed an idle connection just as it was used again: no failure of the webhook.
      if (!request.reusedSocket || retried) return end(failureOf(error));
      clearTimeout(deadline);
      resolve(this.post(call, true));
    });
    request.on("response", (response) => {
      let bytes = headBytes(response.statusCode ?? 0, response.rawHeaders);
      const measure = (): void => {
        if (bytes <= LARGEST_ANSWER_BYTES) return;
        const detail = `Webhook response exceeds max size. Read bytes count: [${LARGEST_ANSWER_BYTES}]`;
        end({ kind: "too-large", detail });
      };
      measure();
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        measure();
      });
      response.on("error", (error) => end(failureOf(error)));
      response.on("end", () => {
        const { statusCode = 0, statusMessage = "", headers } = response;
        end({ kind: "answered", status: statusCode, statusText: statusMessage, headers });
      });
    });
    request.end(body);
    return promise;
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}

/**
 * The headers of an event. Sources disagree on which header carries the client's secret, so both can be had; a webhook
 * without a secret gets neither.
 */
export const webhookHeaders = (
  secret: string | null,
  secretHeader: "Verification-Token" | "Validation-Token",
): Record<string, string> => (secret === null ? {} : { [secretHeader]: secret });

/** Status line and headers as they went over the wire. */
const headBytes = (status: number, rawHeaders: readonly string[]): number =>
  `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n\r\n`.length +
  rawHeaders.reduce((sum, text, index) => sum + Buffer.byteLength(text) + (index % 2 === 0 ? ": ".length : 2), 0);

/** Node names certificate problems by codes of OpenSSL and its own. */
const CERTIFICATE_CODE = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY/;

function failureOf(error: unknown): WebhookOutcome {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const detail = `I/O operation is failed. Details: [${code === "ECONNREFUSED" ? "Connection refused" : messageOf(error)}]`;
  return { kind: CERTIFICATE_CODE.test(code) ? "bad-certificate" : "unreachable", detail };
}
