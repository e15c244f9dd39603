import type { Credential } from "./request-context.js";

/** Whose data an operation read or changed, by id. Resolvers need not add anything: the schema does, see `note-subjects.ts`. */
export interface Subjects {
  readonly customers: Set<string>;
  readonly recordings: Set<string>;
}

/** Who did what to whose data; never what it said. */
export interface AuditEntry {
  readonly at: Date;
  readonly credential: Pick<Credential, "id" | "name">;
  readonly operation: "query" | "mutation" | "subscription" | "command";
  /** Root fields, and of what was read those with people's words. */
  readonly fields: readonly string[];
  /** Code of the first error; null where there was none. */
  readonly outcome: string | null;
  readonly subjects: Subjects;
}

export interface AuditTrail {
  /** Takes note at once and writes soon. Never throws. */
  note(entry: AuditEntry): void;
}
