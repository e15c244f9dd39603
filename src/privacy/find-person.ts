import { customersNamed } from "../customers/erase-store.js";
import { requirePhone } from "../customers/require-phone.js";
import type { Sql } from "../database/sql.js";
import { AppError, badInput } from "../errors.js";
import { requireUuid } from "../uuid.js";
import type { Person } from "./erase-customer.js";

/** How somebody names a person: exactly one of these. */
export interface PersonNamed {
  readonly id?: string | null | undefined;
  readonly externalId?: string | null | undefined;
  /** In any format. */
  readonly phone?: string | null | undefined;
}

/**
 * Who is meant; null for an external id that nobody has (any more). A number that no customer holds means whoever called
 * from it. Throws BAD_INPUT, and CONFLICT (SHARED_NUMBER) where several customers hold the number.
 */
export async function findPerson(sql: Sql, named: PersonNamed, region: string): Promise<Person | null> {
  const { id = null, externalId = null, phone = null } = named;
  if ([id, externalId, phone].filter((given) => given !== null).length !== 1) {
    throw badInput("id", "Give exactly one of the three: id, external id, phone.", "ONE_OF_THREE");
  }
  if (id !== null) return { customerId: requireUuid(id) };
  if (externalId !== null) {
    const [customerId] = await customersNamed(sql, { externalId });
    return customerId === undefined ? null : { customerId };
  }
  const number = requirePhone(phone ?? "", region);
  const holders = await customersNamed(sql, { phone: number });
  const [customerId] = holders;
  if (holders.length > 1) throw sharedNumber(holders);
  return customerId === undefined ? { phone: number } : { customerId };
}

/** A number that stands for none, such as that of a portal, may be everybody's. */
const MOST_NAMED = 20;

function sharedNumber(holders: readonly string[]): AppError {
  const further = holders.length - MOST_NAMED;
  const ids = `${holders.slice(0, MOST_NAMED).join(", ")}${further > 0 ? ` and ${further} more` : ""}`;
  return new AppError(
    "CONFLICT",
    `${holders.length} customers hold this number; give the id of the one who is meant: ${ids}.`,
    { field: "phone", reason: "SHARED_NUMBER" },
  );
}
