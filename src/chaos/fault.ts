import { pause } from "../pause.js";
import type { Installation } from "./installation.js";

/** Something that goes wrong while calls come in. */
export interface Fault {
  readonly name: string;
  /** What is done, for the table. */
  readonly what: string;
  /** How long it takes where that is not for the run to say. */
  readonly lastsMs?: number;
  /** Does it for about `durationMs` and resolves when it is over; `skipped` where this machine does not let it be done. */
  readonly strike: (installation: Installation, durationMs: number) => Promise<unknown>;
}

/** Does something again and again at seeded random moments, `leastMs` to `mostMs` apart, until the time is over; once at least. */
export async function repeatedly(
  { random }: Installation,
  durationMs: number,
  [leastMs, mostMs]: readonly [number, number],
  act: () => Promise<unknown> | unknown,
): Promise<void> {
  const until = Date.now() + durationMs;
  for (let isFirst = true; ; isFirst = false) {
    const drawn = random.between(leastMs, mostMs);
    const next = isFirst ? Math.min(drawn, durationMs / 2) : drawn;
    if (Date.now() + next > until) return pause(Math.max(0, until - Date.now()));
    await pause(next);
    await act();
  }
}

/** One of them, by seeded chance. */
export function pick<T>({ random }: Installation, from: readonly T[]): T {
  const item = from[random.between(0, from.length - 1)];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
}
