import type { IssuedToken } from "./sign-in.js";
import type { TokenVault, UsableToken } from "./token-vault.js";

/** A token is renewed this long before it ends, so that none dies on the way. */
const EARLY_MS = 60_000;

/**
 * The access token. RingCentral allows about five sessions a user and five sign-ins a minute, so all processes share
 * one through the vault, and within a process whoever needs it while it is being issued waits for the same one.
 */
export class AccessToken {
  readonly #issue: () => Promise<IssuedToken>;
  readonly #vault: TokenVault;
  readonly #now: () => Date;
  #current: UsableToken | null = null;
  #pending: Promise<string> | null = null;
  /** What RingCentral no longer takes, whatever the vault says. */
  #dropped: string | null = null;

  constructor(issue: () => Promise<IssuedToken>, vault: TokenVault, now: () => Date) {
    this.#issue = issue;
    this.#vault = vault;
    this.#now = now;
  }

  /** The token, issued first where nobody has one. Throws what issuing throws, and tries anew when asked again. */
  get(): Promise<string> {
    if (this.#isUsable(this.#current)) return Promise.resolve(this.#current.value);
    this.#pending ??= this.#obtain().finally(() => {
      this.#pending = null;
    });
    return this.#pending;
  }

  /** Gives up a token that RingCentral no longer takes, or whose permissions have grown old. */
  drop(value: string): void {
    this.#dropped = value;
    if (this.#current?.value === value) this.#current = null;
  }

  async #obtain(): Promise<string> {
    const shared = await this.#vault.find();
    this.#current = this.#isUsable(shared) ? shared : await this.#issueAndShare();
    return this.#current.value;
  }

  async #issueAndShare(): Promise<UsableToken> {
    const askedAtMs = this.#now().getTime();
    const { value, lifetimeMs } = await this.#issue();
    // A token that lives for less than two minutes is used for half its life.
    const usableMs = Math.max(lifetimeMs - EARLY_MS, lifetimeMs / 2);
    const token: UsableToken = { value, renewAt: new Date(askedAtMs + usableMs) };
    await this.#vault.save(token);
    return token;
  }

  #isUsable(token: UsableToken | null): token is UsableToken {
    return token !== null && token.value !== this.#dropped && this.#now() < token.renewAt;
  }
}
