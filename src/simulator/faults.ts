import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import {
  ApiError,
  insightsForbidden,
  missingAppScope,
  missingUserPermission,
  rateExceeded,
  tokenInvalid,
} from "./api-error.js";
import type { Random } from "./random.js";

/**
 * A fault to inject into the API.
 * - `route`: method and path, `*` for any text: `GET /restapi/v1.0/account/*\/call-log*`, `* *` for everything.
 * - `times`: how often it strikes before it is spent; null until it is removed. Default 1.
 * - `rate`: chance that a matching request is struck, from 0 to 1. Default 1.
 * - `kind`: `token-invalid` 401; `missing-app-scope` 403 CMN-401; `missing-user-permission` 403 CMN-408;
 *   `insights-forbidden` 403 RAH-3005; `server-error` (`status`, default 500, with RingCentral's error body);
 *   `rate-limited` 429 with `retryAfterSeconds` (null: no header, as an account-wide limit); `slow`, answers properly
 *   after `delayMs` of real time; `truncated-json`, cuts a proper answer in half; `html`, a gateway's page with
 *   `status` (default 502); `disconnect`, drops the connection without an answer.
 */
export const FaultRequest = z.strictObject({
  route: z.string().min(1),
  kind: z.enum([
    "token-invalid",
    "missing-app-scope",
    "missing-user-permission",
    "insights-forbidden",
    "server-error",
    "rate-limited",
    "slow",
    "truncated-json",
    "html",
    "disconnect",
  ]),
  times: z.int().positive().nullable().default(1),
  rate: z.number().min(0).max(1).default(1),
  status: z.int().min(200).max(599).optional(),
  retryAfterSeconds: z.int().min(0).nullable().default(60),
  delayMs: z.int().min(0).default(5_000),
});
export type FaultRequest = z.input<typeof FaultRequest>;

export interface Fault extends z.output<typeof FaultRequest> {
  readonly id: number;
  /** How often it struck. */
  struck: number;
}

/** What a struck request's answer must go through. */
export type Distortion = "truncate" | "html" | "disconnect" | null;

export class Faults {
  readonly #random: Random;
  #faults: Fault[] = [];
  #lastId = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  inject(request: z.output<typeof FaultRequest>): Fault {
    this.#lastId += 1;
    const fault: Fault = { ...request, id: this.#lastId, struck: 0 };
    this.#faults.push(fault);
    return fault;
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
  }

  /** The fault that strikes this request, if any, counted as spent. The oldest matching one goes first. */
  strike(method: string, path: string): Fault | null {
    for (const fault of this.#faults) {
      if (!matches(fault.route, `${method} ${path}`) || !this.#random.chance(fault.rate)) continue;
      fault.struck += 1;
      if (fault.times !== null && fault.struck >= fault.times) {
        this.#faults = this.#faults.filter((other) => other !== fault);
      }
      return fault;
    }
    return null;
  }
}

/** Lets the fault happen before the route is served: throws its error, waits, or says how to spoil the answer. */
export async function apply(fault: Fault): Promise<Distortion> {
  switch (fault.kind) {
    case "token-invalid":
      throw tokenInvalid();
    case "missing-app-scope":
      throw missingAppScope("ReadCallRecording");
    case "missing-user-permission":
      throw missingUserPermission("FullCompanyCallLog");
    case "insights-forbidden":
      throw insightsForbidden();
    case "server-error": {
      const message = "Internal server error";
      throw new ApiError(fault.status ?? 500, {
        errorCode: "CMN-203",
        message,
        errors: [{ errorCode: "CMN-203", message }],
      });
    }
    case "rate-limited":
      throw fault.retryAfterSeconds === null
        ? new ApiError(429, rateExceeded(0).body)
        : rateExceeded(fault.retryAfterSeconds);
    case "slow":
      await wait(fault.delayMs, undefined, { ref: false });
      return null;
    case "truncated-json":
      return "truncate";
    case "html":
      return "html";
    case "disconnect":
      return "disconnect";
  }
}

/** A gateway in front of the platform answers in its own language. */
export const gatewayPage = (status: number): string =>
  `<html>\r\n<head><title>${status} Bad Gateway</title></head>\r\n<body><center><h1>${status} Bad Gateway</h1></center></body>\r\n</html>\r\n`;

function matches(pattern: string, text: string): boolean {
  const source = pattern
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${source}$`).test(text);
}
