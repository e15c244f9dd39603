import type { BusinessFacts, CallFacts } from "./facts.js";
import type { E164, PhoneReading } from "./phone.js";
import { normalisePhone } from "./phone.js";

/** Who was on the other end of the line, seen from the business. Only `number` and `digits` can be looked up. */
export type OutsideParty =
  | { readonly kind: "number"; readonly e164: E164; readonly side: "from" | "to" }
  | { readonly kind: "digits"; readonly digits: string; readonly side: "from" | "to" }
  | { readonly kind: "internal" | "withheld" | "masked" | "conference" | "none" };

type Ends = Pick<CallFacts, "direction" | "fromPhone" | "toPhone">;
type Own = Pick<BusinessFacts, "region" | "ownPhones">;

/**
 * The outside party's number: who called on an inbound call, who was called on an outbound one. Where that end turns out
 * to be the business itself (a number of its own, an extension), the other end is looked at, since systems do report
 * forwarded calls the wrong way round; both ends being the business is an internal call.
 */
export function outsideParty(call: Ends, business: Own): OutsideParty {
  if (call.direction === "INTERNAL") return { kind: "internal" };
  const from = { side: "from", reading: normalisePhone(call.fromPhone, business.region) } as const;
  const to = { side: "to", reading: normalisePhone(call.toPhone, business.region) } as const;
  const [first, second] = call.direction === "OUTBOUND" ? [to, from] : [from, to];
  if (!isInside(first.reading, business)) return partyOf(first.reading, first.side);
  if (isInside(second.reading, business)) return { kind: "internal" };
  return partyOf(second.reading, second.side);
}

/** True where the number is one of the business's own, in whatever format either is written. */
export function isOwnPhone(reading: PhoneReading, business: Own): boolean {
  return business.ownPhones.some((own) => samePhone(normalisePhone(own, business.region), reading));
}

/** Extensions, masked and withheld numbers are the same as nothing, not even themselves. */
export function samePhone(a: PhoneReading, b: PhoneReading): boolean {
  if (a.kind === "e164") return b.kind === "e164" && a.e164 === b.e164;
  return a.kind === "digits" && b.kind === "digits" && a.digits === b.digits;
}

const isInside = (reading: PhoneReading, business: Own): boolean =>
  reading.kind === "extension" || isOwnPhone(reading, business);

function partyOf(reading: PhoneReading, side: "from" | "to"): OutsideParty {
  if (reading.kind === "e164") return { kind: "number", e164: reading.e164, side };
  if (reading.kind === "digits") return { kind: "digits", digits: reading.digits, side };
  return reading.kind === "extension" ? { kind: "internal" } : { kind: reading.kind };
}
