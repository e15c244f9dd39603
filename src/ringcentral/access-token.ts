export interface IssuedToken {
  readonly value: string;
  readonly lifetimeMs: number;
}

/** A token is renewed this long before it ends, so that none dies on the way. */
const EARLY_MS = 60_000;

/**
 * The access token of this process. RingCentral allows about five sessions a user and five sign-ins a minute, so there
 * is one token, and whoever needs it while it is being issued waits for the same one.
 */
export class AccessToken {
  readonly #issue: () => Promise<IssuedToken>;
  readonly #now: () => Date;
  #current: { readonly value: string; readonly renewAtMs: number } | null = null;
  #issuing: Promise<string> | null = null;

  constructor(issue: () => Promise<IssuedToken>, now: () => Date) {
    this.#issue = issue;
    this.#now = now;
  }

  /** The token, issued first where there is none or its end is near. Throws what issuing throws, and tries anew then. */
  get(): Promise<string> {
    const current = this.#current;
    if (current !== null && this.#now().getTime() < current.renewAtMs) return Promise.resolve(current.value);
    this.#issuing ??= this.#renew().finally(() => {
      this.#issuing = null;
    });
    return this.#issuing;
  }

  /** Forgets a token that RingCentral no longer takes, unless it has been replaced meanwhile. */
  drop(value: string): void {
    if (this.#current?.value === value) this.#current = null;
  }

  /** Forgets the token, so that the next one has the permissions of now. */
  forget(): void {
    this.#current = null;
  }

  async #renew(): Promise<string> {
    const askedAtMs = this.#now().getTime();
    const { value, lifetimeMs } = await this.#issue();
    // A token that lives for less than two minutes is used for half its life.
    this.#current = { value, renewAtMs: askedAtMs + Math.max(lifetimeMs - EARLY_MS, lifetimeMs / 2) };
    return value;
  }
}
