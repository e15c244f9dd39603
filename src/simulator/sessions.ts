import { randomUUID } from "node:crypto";
import type { AppScope } from "./account.js";
import { tokenInvalid } from "./api-error.js";
import type { Clock } from "./clock.js";

/** RingCentral keeps about five sessions of a user; which one a sixth evicts is not stated, the oldest is assumed. */
const MOST_SESSIONS = 5;

export interface Session {
  readonly accessToken: string;
  readonly sessionId: string;
  readonly expiresAtMs: number;
  /** Fixed when the token was issued: a scope that the application gains later needs a new token. */
  readonly scopes: ReadonlySet<AppScope>;
}

/** The signed-in sessions of the one user. */
export class Sessions {
  readonly #clock: Clock;
  #sessions: Session[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  open(ttlSeconds: number, scopes: ReadonlySet<AppScope>): Session {
    const now = this.#clock.now();
    const session: Session = {
      accessToken: `SIM-${randomUUID()}`,
      sessionId: randomUUID(),
      expiresAtMs: now + ttlSeconds * 1000,
      scopes: new Set(scopes),
    };
    this.#sessions = [...this.#sessions.filter(({ expiresAtMs }) => expiresAtMs > now), session].slice(-MOST_SESSIONS);
    return session;
  }

  /** @throws ApiError 401 where the token is unknown, evicted, revoked or expired; the answer does not tell which. */
  get(accessToken: string | undefined): Session {
    const session = this.#sessions.find((candidate) => candidate.accessToken === accessToken);
    if (session === undefined || session.expiresAtMs <= this.#clock.now()) throw tokenInvalid();
    return session;
  }

  revoke(accessToken: string): void {
    this.#sessions = this.#sessions.filter((session) => session.accessToken !== accessToken);
  }

  revokeAll(): void {
    this.#sessions = [];
  }

  /** How many are alive. */
  count(): number {
    return this.#sessions.filter(({ expiresAtMs }) => expiresAtMs > this.#clock.now()).length;
  }
}
