import type { BatchRead } from "./request-context.js";

/** A read whose value tells the version of what it read, as it was when an answer was made. */
export interface VersionedLookUp {
  readonly read: BatchRead<unknown, unknown>;
  readonly key: unknown;
  readonly version: string;
}

/** What the answer to an operation rests on: with the same versions, read anew, it is the same answer until a moment. */
export interface AnswerBasis {
  /** null where it rests on something that has no version. */
  lookUps(): readonly VersionedLookUp[] | null;
  /** The last moment for which it holds; null for any. */
  until(): Date | null;
  /** The time, for whoever says with `holdUntil` what it decides: `now()` of the context opens the basis. */
  clock(): Date;
  holdUntil(moment: Date): void;
  /** It rests on something else, too. */
  open(): void;
}

type AnyRead = BatchRead<never, unknown>;
const versions = new WeakMap<AnyRead, (value: never) => string>();
const ruled = new WeakSet<AnyRead>();

/** Marks a read whose value has a version that differs whenever anything has changed that is kept by it. */
export function versionedRead<Read extends AnyRead>(
  read: Read,
  versionOf: (value: Awaited<ReturnType<Read>>[number]) => string,
): Read {
  versions.set(read, versionOf as (value: never) => string);
  return read;
}

/** Marks a read of what a version speaks of that the operation has looked up; whoever finds that it does not calls `open`. */
export function ruledRead<Read extends AnyRead>(read: Read): Read {
  ruled.add(read);
  return read;
}

/** The version of a value of `read`; undefined where it has none. */
export const versionOf = (read: AnyRead, value: unknown): string | undefined => versions.get(read)?.(value as never);

export interface WatchedBasis extends AnswerBasis {
  /** Takes note of a read of the operation. */
  noteRead<Value>(read: AnyRead, key: unknown, value: Promise<Value>): Promise<Value>;
}

export function createBasis(clock: () => Date): WatchedBasis {
  const lookUps: VersionedLookUp[] = [];
  let isOpen = false;
  let until: Date | null = null;
  return {
    clock,
    lookUps: () => (isOpen ? null : lookUps),
    until: () => until,
    holdUntil(moment) {
      if (until === null || moment < until) until = moment;
    },
    open() {
      isOpen = true;
    },
    noteRead(read, key, value) {
      if (ruled.has(read) || isOpen) return value;
      if (!versions.has(read)) {
        isOpen = true;
        return value;
      }
      return value.then((found) => {
        const version = versionOf(read, found) ?? "";
        if (!lookUps.some((known) => known.read === read && known.key === key && known.version === version))
          lookUps.push({ read: read as BatchRead<unknown, unknown>, key, version });
        return found;
      });
    },
  };
}
