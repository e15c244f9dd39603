import { LONGEST_IN_MEMORY_MS } from "./longest-in-memory.js";

/**
 * What was worked out of people's words, kept because the same come again: bounded, and all of it forgotten in time, whether
 * or not anybody asks again. Reading costs what a Map's does, and there is one timer for all.
 */
export class ForgetfulMap<Value> {
  private readonly kept = new Map<string, Value>();

  constructor(private readonly most: number) {}

  get(key: string): Value | undefined {
    return this.kept.get(key);
  }

  /** Begins anew where it is full. */
  set(key: string, value: Value): void {
    if (this.kept.size === 0) setTimeout(() => this.kept.clear(), LONGEST_IN_MEMORY_MS / 2).unref();
    else if (this.kept.size >= this.most) this.kept.clear();
    this.kept.set(key, value);
  }
}
