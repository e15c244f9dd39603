import { AppError, type ErrorCode } from "../errors.js";

/**
 * How asking RingCentral can fail. None of the messages holds a secret, a token or personal data.
 *
 * - `Deferred` and its kinds: not now. Ask again at `retryAt`; it says nothing of the thing asked for and counts as no
 *   attempt.
 * - `Unavailable`: RingCentral or the way to it is down, after the tries made here.
 * - `RequestRefused`: RingCentral understood and said no; asking again the same way will not help.
 */
export abstract class Deferred extends AppError {
  readonly retryAt: Date;

  constructor(code: ErrorCode, message: string, reason: string, retryAt: Date) {
    super(code, message, { reason });
    this.retryAt = retryAt;
  }
}

/** The shared budget of a rate group is used up, or RingCentral has blocked it. */
export class RateLimited extends Deferred {
  readonly group: string;

  constructor(group: string, retryAt: Date) {
    super(
      "LIMIT_EXCEEDED",
      `RingCentral takes no more ${group} requests until ${retryAt.toISOString()}.`,
      "RINGCENTRAL_RATE_LIMITED",
      retryAt,
    );
    this.group = group;
  }
}

/** What the circuits tell apart: a closed door in one area does not keep the others from working. */
export const AREAS = ["sign-in", "insights", "call-log", "phone-numbers", "subscriptions"] as const;
export type Area = (typeof AREAS)[number];

/** A permission is missing, of the application or of its user: an operator must act. The area's circuit is open now. */
export class NotPermitted extends Deferred {
  readonly area: Area;
  /** `CMN-401` the application's, `CMN-408` the user's, `RAH-3005` of the insights. */
  readonly errorCode: string | null;
  readonly permissionName: string | null;

  constructor(area: Area, errorCode: string | null, permissionName: string | null, retryAt: Date) {
    super("CONFIGURATION", notPermitted(area, errorCode, permissionName), "RINGCENTRAL_NOT_PERMITTED", retryAt);
    this.area = area;
    this.errorCode = errorCode;
    this.permissionName = permissionName;
  }
}

function notPermitted(area: Area, errorCode: string | null, permissionName: string | null): string {
  const what = permissionName === null ? "a permission" : `the permission ${permissionName}`;
  const code = errorCode === null ? "" : ` (${errorCode})`;
  return `RingCentral refuses ${area}: ${what} is missing${code}. Grant it to the app and to its user's role.`;
}

/** RingCentral refuses the credentials themselves. */
export class SignInRefused extends Deferred {
  readonly errorCode: string | null;

  constructor(errorCode: string | null, retryAt: Date) {
    const code = errorCode === null ? "" : ` (${errorCode})`;
    super(
      "CONFIGURATION",
      `RingCentral refuses to sign in${code}: check RC_CLIENT_ID, RC_CLIENT_SECRET and RC_JWT.`,
      "RINGCENTRAL_SIGN_IN_REFUSED",
      retryAt,
    );
    this.errorCode = errorCode;
  }
}

/** An earlier refusal stands, for all processes; the next probe is made at `retryAt`. Nothing was asked. */
export class CircuitOpen extends Deferred {
  readonly area: Area;

  constructor(area: Area, reason: string, retryAt: Date) {
    super("CONFIGURATION", reason, "RINGCENTRAL_CIRCUIT_OPEN", retryAt);
    this.area = area;
  }
}

export class Unavailable extends AppError {
  /** null where no answer came. */
  readonly status: number | null;
  /** When RingCentral asked to be asked again; null where it did not say. */
  readonly retryAt: Date | null;

  constructor(message: string, details: { status?: number; retryAt?: Date | null; cause?: unknown } = {}) {
    super("UNAVAILABLE", message, { reason: "RINGCENTRAL_UNAVAILABLE", cause: details.cause });
    this.status = details.status ?? null;
    this.retryAt = details.retryAt ?? null;
  }
}

export class RequestRefused extends AppError {
  readonly status: number;
  /** All codes of the answer, the most telling first; e.g. `CLG-101`, `SUB-521`. */
  readonly errorCodes: readonly string[];

  constructor(endpoint: string, status: number, errorCodes: readonly string[]) {
    super("BAD_INPUT", `RingCentral refused ${endpoint} with ${status} ${errorCodes.join(", ")}`.trim(), {
      reason: "RINGCENTRAL_REQUEST_REFUSED",
    });
    this.status = status;
    this.errorCodes = errorCodes;
  }
}
