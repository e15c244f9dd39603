import type { AuditEntry, AuditTrail } from "../audit-trail.js";
import type { Sql } from "../database/sql.js";
import { startLoop } from "../loop.js";
import { type AuditWrite, writeAudit } from "./audit-store.js";

/** The trail with its writer, which somebody must stop. */
export interface AuditLog extends AuditTrail {
  /** How many entries are noted and not written yet. */
  pending(): number;
  /** Writes what is noted. */
  stop(): Promise<void>;
}

export interface AuditLogOptions {
  readonly sql: Sql;
  readonly onError: (error: unknown) => void;
}

/** What a SIGKILL costs at most. */
export const AUDIT_WRITTEN_WITHIN_MS = 1_000;
const WRITTEN_AT_ONCE = 500;
/** About 20 MB of histories. Beyond it, as when the database is away for long, operations are counted by who asked. */
const MOST_PENDING = 10_000;

/**
 * Notes in memory and writes in batches, so that a read costs no statement of its own: equal entries of a second are one
 * that says how many. Nothing is dropped: what is too much is kept as who and how often.
 */
export function openAuditLog({ sql, onError }: AuditLogOptions): AuditLog {
  let pending = new Map<string, Noted>();

  const write = async () => {
    if (pending.size === 0) return;
    const taken = pending;
    pending = new Map();
    const entries = [...taken];
    let written = 0;
    try {
      for (; written < entries.length; written += WRITTEN_AT_ONCE) {
        await writeAudit(
          sql,
          entries.slice(written, written + WRITTEN_AT_ONCE).map(([, noted]) => rowOf(noted)),
        );
      }
    } catch (error) {
      // With what was noted meanwhile, in one map again: the next round tries.
      for (const [key, noted] of entries.slice(written)) add(key, noted.entry, noted.times);
      throw error;
    }
  };
  const loop = startLoop({ run: write, everyMs: AUDIT_WRITTEN_WITHIN_MS, onError });

  function add(key: string, entry: AuditEntry, times: number): void {
    const same = pending.get(key);
    if (same !== undefined) same.times += times;
    else if (pending.size < MOST_PENDING) pending.set(key, { entry, times });
    else if (entry.subjects !== NOBODY) {
      const counted = { ...entry, fields: [], subjects: NOBODY };
      add(keyOf(counted), counted, times);
    } else pending.set(key, { entry, times });
  }

  return {
    note(entry) {
      add(keyOf(entry), entry, 1);
    },
    pending: () => pending.size,
    async stop() {
      await loop.stop();
      await write();
    },
  };
}

interface Noted {
  readonly entry: AuditEntry;
  times: number;
}

const NOBODY = { customers: new Set<string>(), recordings: new Set<string>() };

const keyOf = ({ credential, operation, fields, outcome, subjects }: AuditEntry): string =>
  `${credential.id}\n${operation}\n${fields}\n${outcome}\n${[...subjects.customers]}\n${[...subjects.recordings]}`;

const rowOf = ({ entry, times }: Noted): AuditWrite => ({
  at: entry.at.toISOString(),
  byId: entry.credential.id,
  byName: entry.credential.name,
  operation: entry.operation,
  fields: entry.fields,
  outcome: entry.outcome,
  customerIds: [...entry.subjects.customers],
  recordingIds: [...entry.subjects.recordings],
  times,
});
