import { isLostRace } from "../database/outage.js";
import { rehearse } from "../database/rehearse.js";
import type { Sql } from "../database/sql.js";
import { pause } from "../pause.js";
import { callsThatSay } from "../recordings/erase-store.js";
import { AUDIT_WRITTEN_WITHIN_MS } from "./audit-log.js";
import { eraseFromAudit } from "./audit-store.js";
import { type Erasure, erasePerson, type Person } from "./erase-customer.js";
import { tracePatterns } from "./trace-pattern.js";
import { countUnsaidWords, findTraces, type Trace } from "./trace-store.js";

/** The part of a database or of a request's context that is needed. */
export interface Erasing {
  readonly sql: Sql;
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
}

/** What a search through everything stored found of the person afterwards. */
export interface Proof {
  /** False where a statement of a request may not run as long as the search takes; the command's may. */
  readonly isSearched: boolean;
  /** Where something is left that should not be; empty is the proof. */
  readonly traces: readonly Trace[];
  /** Other people's calls in which the name or a number is said: their words, for a person to decide upon. At most 100. */
  readonly saidInCalls: readonly string[];
}

const MOST_TRIES = 5;

/**
 * Erases a person in one transaction, again where it met another in a deadlock. Null where nothing is stored of them.
 * A rehearsal does the same and keeps nothing.
 */
export async function runErasure(
  erasing: Erasing,
  person: Person,
  { byName, isRehearsal }: { byName: string; isRehearsal: boolean },
): Promise<Erasure | null> {
  for (let attempt = 1; ; attempt += 1) {
    const erase = (tx: Sql): Promise<Erasure | null> => erasePerson(tx, person, byName);
    try {
      return await (isRehearsal ? rehearse(erasing, erase) : erasing.transaction(erase));
    } catch (error) {
      if (!isLostRace(error) || attempt === MOST_TRIES) throw error;
    }
  }
}

/** PostgreSQL's query_canceled. */
const STATEMENT_TOO_LONG = "57014";

/** Searches all that is stored for what is left of an erased person. */
export async function proveErasure(sql: Sql, { id, knownBy }: Erasure): Promise<Proof> {
  // Reads of the moments before the erasure are noted after it.
  await pause(AUDIT_WRITTEN_WITHIN_MS * 1.5);
  const { customerId, recordingIds } = knownBy;
  await eraseFromAudit(sql, { customerId, recordingIds, erasureId: id });
  const patterns = tracePatterns(knownBy);
  try {
    const found = await findTraces(sql, patterns);
    const unsaid = await countUnsaidWords(sql, knownBy.names);
    const words: Trace[] = unsaid === 0 ? [] : [{ place: "public.search_words", found: unsaid, isSaid: false }];
    return {
      isSearched: true,
      traces: [...found.filter(({ isSaid }) => !isSaid), ...words],
      saidInCalls: found.some(({ isSaid }) => isSaid) ? await callsThatSay(sql, patterns) : [],
    };
  } catch (cause) {
    if ((cause as { code?: string }).code === STATEMENT_TOO_LONG)
      return { isSearched: false, traces: [], saidInCalls: [] };
    throw cause;
  }
}
