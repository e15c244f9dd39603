import type { CustomerFacts, LinkInput } from "./facts.js";
import type { OutsideParty } from "./outside-party.js";
import { outsideParty } from "./outside-party.js";
import type { PhoneReading } from "./phone.js";
import { normalisePhone } from "./phone.js";

/** Who was outside, and which of the known customers hold that number. */
export interface CustomerMatch {
  readonly party: OutsideParty;
  readonly holders: readonly CustomerFacts[];
}

/** A number matches whole and normalised, never by its last digits: a neighbour's number differs in one. */
export function matchCustomers(input: LinkInput): CustomerMatch {
  const party = outsideParty(input.call, input.business);
  if (party.kind !== "number" && party.kind !== "digits") return { party, holders: [] };
  const holds = (reading: PhoneReading): boolean =>
    party.kind === "number"
      ? reading.kind === "e164" && reading.e164 === party.e164
      : reading.kind === "digits" && reading.digits === party.digits;
  const holders = input.customers.filter((customer) =>
    customer.phones.some((phone) => holds(normalisePhone(phone, input.business.region))),
  );
  return { party, holders };
}
