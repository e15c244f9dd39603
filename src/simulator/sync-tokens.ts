import { randomUUID } from "node:crypto";
import { syncTokenExpired } from "./api-error.js";
import type { Clock } from "./clock.js";

/** How far a client has read the changes of the call log. */
export interface SyncPosition {
  /** Instant of the last change that was handed out. */
  readonly changedAtMs: number;
  /** The records handed out that changed at that very millisecond: others may follow in the same one. */
  readonly recordIds: readonly string[];
  readonly recordCount: number;
}

/** RingCentral does not say when tokens expire; a month outlives every outage that a test plays. */
const SYNC_TOKEN_TTL_MS = 30 * 24 * 3_600_000;

export class SyncTokens {
  readonly #clock: Clock;
  readonly #positions = new Map<string, SyncPosition & { readonly issuedAtMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(position: SyncPosition): string {
    const token = randomUUID().replaceAll("-", "");
    this.#positions.set(token, { ...position, issuedAtMs: this.#clock.now() });
    return token;
  }

  /** @throws ApiError 400 CLG-101 where the token is unknown or expired */
  get(token: string): SyncPosition {
    const position = this.#positions.get(token);
    if (position === undefined || this.#clock.now() - position.issuedAtMs > SYNC_TOKEN_TTL_MS) throw syncTokenExpired();
    return position;
  }

  /** As when RingCentral resets the log: every client must begin with FSync again. */
  expireAll(): void {
    this.#positions.clear();
  }
}
