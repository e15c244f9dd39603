import { z } from "zod";
import type { ItemProblem } from "../bad-items.js";
import { isOwnPhone } from "../linking/outside-party.js";
import { normalisePhone } from "../linking/phone.js";
import type { BusinessSettings } from "../request-context.js";
import type { CustomerInput } from "./customer-input.js";
import { externalId, givenId, line, printable, readItem } from "./item-fields.js";
import { heldPhone } from "./require-phone.js";

/** As it is in `bookings.customer_phones`. */
export interface StoredPhone {
  /** E.164, or the bare digits where no country's plan places them. */
  readonly phone: string;
  readonly rawPhone: string;
}

/** A customer that may be stored. */
export interface CheckedCustomer {
  readonly index: number;
  readonly id: string | null;
  readonly externalId: string | null;
  readonly name: string;
  /** At least one; each once. */
  readonly phones: readonly StoredPhone[];
  /** undefined leaves it as it is. */
  readonly email: string | null | undefined;
}

const MOST_PHONES = 20;
const LONGEST_RAW_PHONE = 100;

const Shape = z.object({
  id: givenId,
  externalId,
  name: line("a name", 200),
  phones: z.array(z.string("takes text")).max(MOST_PHONES, `takes at most ${MOST_PHONES} numbers`),
  email: z
    .email('takes an email address such as "name@example.com", or null')
    .max(320, "takes at most 320 characters")
    .nullish(),
});

/** Reads one customer, or tells everything that is wrong with it. */
export function readCustomerInput(
  input: CustomerInput,
  index: number,
  business: BusinessSettings,
): CheckedCustomer | readonly ItemProblem[] {
  const read = readItem(Shape, input, index);
  const problems = Array.isArray(read) ? read : [];
  const { phones, problems: phoneProblems } = readPhones(
    Array.isArray(input.phones) ? input.phones : [],
    index,
    business,
  );
  problems.push(...phoneProblems);
  if (Array.isArray(read) || problems.length > 0) return problems;
  const { id, externalId: external, name, email } = read;
  return { index, id: id ?? null, externalId: external ?? null, name, phones, email };
}

function readPhones(
  rawPhones: readonly string[],
  index: number,
  business: BusinessSettings,
): { phones: StoredPhone[]; problems: ItemProblem[] } {
  const phones = new Map<string, StoredPhone>();
  const problems: ItemProblem[] = [];
  for (const [position, rawPhone] of rawPhones.entries()) {
    const reading = normalisePhone(rawPhone, business.region);
    const phone = heldPhone(reading);
    const path = `phones[${position}]`;
    if (phone === null) {
      const message = "is not a telephone number that a customer can call from";
      problems.push({ index, path, message, reason: "NOT_A_PHONE" });
    } else if (isOwnPhone(reading, business)) {
      const message = "is one of the business's own numbers, which belong to no customer";
      problems.push({ index, path, message, reason: "OWN_PHONE" });
    } else if (!phones.has(phone)) {
      phones.set(phone, { phone, rawPhone: printable(rawPhone).slice(0, LONGEST_RAW_PHONE) });
    }
  }
  if (phones.size === 0) {
    const message = "needs at least one telephone number that a customer can call from";
    problems.unshift({ index, path: "phones", message, reason: "NO_USABLE_PHONE" });
  }
  return { phones: [...phones.values()], problems };
}
