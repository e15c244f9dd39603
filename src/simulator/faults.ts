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

/** A fault to inject into the API. */
export const FaultRequest = z.strictObject({
  route: z.string().min(1).describe("Method and path, * for any text: `GET /restapi/v1.0/account/*/call-log*`."),
  kind: z
    .enum([
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
    ])
    .describe(
      "401 OAU-213; 403 CMN-401; 403 CMN-408; 403 RAH-3005; `status` (500) in RingCentral's form; 429; a proper answer " +
        "after `delayMs`; half of a proper answer; a gateway's page with `status` (502); a dropped connection.",
    ),
  times: z.int().positive().nullable().default(1).describe("How often it strikes; null until it is removed."),
  rate: z.number().min(0).max(1).default(1).describe("Chance that a matching request is struck."),
  status: z.int().min(200).max(599).optional().describe("Of `server-error` and `html`."),
  retryAfterSeconds: z
    .int()
    .min(0)
    .nullable()
    .default(60)
    .describe("Of `rate-limited`; null leaves the header out, as an account-wide limit does."),
  delayMs: z.int().min(0).default(5_000).describe("Real milliseconds of `slow`."),
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
