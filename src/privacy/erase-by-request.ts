import type { ErasureReport } from "./erasure-report.js";
import { findPerson, type PersonNamed } from "./find-person.js";
import { type Erasing, proveErasure, runErasure } from "./run-erasure.js";

export interface ErasureOrder {
  readonly named: PersonNamed;
  /** Country of numbers written without one. */
  readonly region: string;
  /** Who asks for it, for the record. */
  readonly byName: string;
  readonly isRehearsal: boolean;
}

const NOTHING: ErasureReport = {
  ...{ id: null, isKnown: false, customers: 0, numbers: 0, bookings: 0, calls: 0, receipts: 0, jobs: 0, decisions: 0 },
  ...{ sharedNumbers: 0, isSearched: false, callsInDoubt: [], saidInCalls: [], traces: [] },
};

/** Erases whoever is named and searches for what is left. A second time finds nothing and changes nothing. */
export async function eraseByRequest(erasing: Erasing, order: ErasureOrder): Promise<ErasureReport> {
  const person = await findPerson(erasing.sql, order.named, order.region);
  const erasure = person === null ? null : await runErasure(erasing, person, order);
  if (erasure === null) return NOTHING;
  const { id, counts, callsInDoubt } = erasure;
  const report = { ...NOTHING, isKnown: true, ...counts, callsInDoubt };
  if (order.isRehearsal) return report;
  return { ...report, id, ...(await proveErasure(erasing.sql, erasure)) };
}
