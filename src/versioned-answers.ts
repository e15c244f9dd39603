import { LRUCache } from "lru-cache";
import { LONGEST_IN_MEMORY_MS } from "./longest-in-memory.js";

/**
 * What this process keeps of what it read, each with the version that its rows had in the very statement that read them.
 * Whoever asks gives the version that the rows have now, read with the request: a write by anybody, committed before, shows.
 */
export interface VersionedAnswers {
  /** Undefined where nothing is kept, or something of another version or another time. */
  find<Value>(key: string, version: string, now: Date): Value | undefined;
  /** What is kept is shared by requests: nobody may change it. */
  keep<Value>(key: string, answer: KeptAnswer<Value>): void;
}

export interface KeptAnswer<Value> {
  readonly version: string;
  readonly value: Value;
  /** The time for which it holds: from the moment it was made for, up to and with this one; null for any. */
  readonly from: Date;
  readonly until: Date | null;
  /** Of memory; reckoned from its JSON where absent. */
  readonly bytes?: number;
}

/** `mostBytes` bounds what is kept, as far as that can be told from its length as JSON; 0 keeps nothing. */
export function versionedAnswers(mostBytes: number): VersionedAnswers {
  if (mostBytes === 0) return { find: () => undefined, keep: () => undefined };
  // Also because a row's transaction number comes again, in the end.
  const ttl = LONGEST_IN_MEMORY_MS;
  const kept = new LRUCache<string, KeptAnswer<unknown>>({ maxSize: mostBytes, ttl, ttlAutopurge: true });
  return {
    find<Value>(key: string, version: string, now: Date): Value | undefined {
      const answer = kept.get(key);
      if (answer === undefined || answer.version !== version) return undefined;
      if (now < answer.from || (answer.until !== null && now > answer.until)) return undefined;
      return answer.value as Value;
    },
    keep(key, answer) {
      kept.set(key, answer, { size: answer.bytes ?? sizeOf(answer.value) });
    },
  };
}

/** Objects take about twice their JSON. */
const sizeOf = (value: unknown): number =>
  typeof value === "string" ? value.length + 200 : 2 * JSON.stringify(value).length + 200;
