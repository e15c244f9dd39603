/** Forgets a scheduled action; harmless once it ran. */
export type Cancel = () => void;

type Action = () => void | Promise<void>;

interface Timer {
  readonly atMs: number;
  readonly action: Action;
}

/** setTimeout's own limit (2^31 - 1 ms); a later timer is looked at again when it has passed. */
const LONGEST_SLEEP_MS = 2_147_483_647;

/**
 * Simulated time, in milliseconds since 1970. It runs `speed` times as fast as real time and `advance` jumps it forward.
 * With speed 0 nothing happens unless somebody advances it, which is how tests go through an hour without waiting.
 */
export class Clock {
  readonly #timers: Timer[] = [];
  readonly #running = new Set<Promise<void>>();
  #baseMs: number;
  #realBaseMs = performance.now();
  #speed: number;
  #advancing: Promise<void> = Promise.resolve();
  #jumps = 0;
  #alarm: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(startAtMs: number, speed: number) {
    this.#baseMs = startAtMs;
    this.#speed = speed;
  }

  now(): number {
    if (this.#jumps > 0) return this.#baseMs;
    return Math.floor(this.#baseMs + (performance.now() - this.#realBaseMs) * this.#speed);
  }

  get speed(): number {
    return this.#speed;
  }

  setSpeed(speed: number): void {
    this.#rebase(this.now());
    this.#speed = speed;
    this.#arm();
  }

  /** Runs the action once time reaches `atMs`; an instant that has passed means as soon as time next moves. */
  at(atMs: number, action: Action): Cancel {
    const timer: Timer = { atMs, action };
    this.#timers.splice(this.#placeFor(atMs), 0, timer);
    this.#arm();
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  /**
   * Moves time forward and runs everything that falls due on the way, one after the other in order of time, each to its
   * end (a webhook's answer included). Calls that overlap are served in turn.
   */
  advance(ms: number): Promise<void> {
    const jump = this.#advancing.then(() => this.#jump(ms));
    this.#advancing = jump.catch(() => undefined);
    return jump;
  }

  async #jump(ms: number): Promise<void> {
    const target = this.now() + ms;
    this.#rebase(this.now());
    this.#jumps += 1;
    try {
      while (!this.#stopped) {
        const timer = this.#timers[0];
        if (timer === undefined || timer.atMs > target) break;
        this.#timers.shift();
        this.#baseMs = Math.max(this.#baseMs, timer.atMs);
        await timer.action();
      }
    } finally {
      this.#jumps -= 1;
      this.#rebase(Math.max(this.#baseMs, target));
      this.#arm();
    }
  }

  /** Ends the running of time and waits for the actions under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#alarm);
    this.#timers.length = 0;
    await this.#advancing;
    await Promise.allSettled(this.#running);
  }

  #rebase(nowMs: number): void {
    this.#baseMs = nowMs;
    this.#realBaseMs = performance.now();
  }

  /** After every timer of the same instant, so that equal instants keep the order in which they were scheduled. */
  #placeFor(atMs: number): number {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#timers[middle]?.atMs ?? 0) <= atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #arm(): void {
    clearTimeout(this.#alarm);
    const next = this.#timers[0];
    if (next === undefined || this.#speed <= 0 || this.#stopped || this.#jumps > 0) return;
    const realMs = Math.max(0, (next.atMs - this.now()) / this.#speed);
    this.#alarm = setTimeout(() => this.#runDue(), Math.min(Math.ceil(realMs), LONGEST_SLEEP_MS));
  }

  /** In running time actions start in order but do not wait for each other: a slow webhook delays only itself. */
  #runDue(): void {
    if (this.#jumps > 0) return;
    for (let next = this.#timers[0]; next !== undefined && next.atMs <= this.now(); next = this.#timers[0]) {
      this.#timers.shift();
      const run = Promise.resolve(next.action());
      this.#running.add(run);
      void run.finally(() => this.#running.delete(run));
    }
    this.#arm();
  }
}
