import type { BusinessFacts, Direction } from "../linking/facts.js";
import { outsideParty } from "../linking/outside-party.js";
import { normalisePhone } from "../linking/phone.js";
import type { CallWrite } from "../recordings/save-calls.js";

type Ends = Pick<CallWrite, "fromPhone" | "toPhone" | "direction">;

/** The numbers of a call in the forms that customers are looked up by. */
export function readNumbers(
  call: { direction: Direction; fromPhone: string | null; toPhone: string | null },
  business: BusinessFacts,
): Ends & Pick<CallWrite, "fromE164" | "toE164" | "outsidePhone"> {
  const e164 = (rawPhone: string | null) => {
    const reading = normalisePhone(rawPhone, business.region);
    return reading.kind === "e164" ? reading.e164 : null;
  };
  const outside = outsideParty(call, business);
  return {
    direction: outside.kind === "internal" ? "INTERNAL" : call.direction,
    fromPhone: call.fromPhone,
    toPhone: call.toPhone,
    fromE164: e164(call.fromPhone),
    toE164: e164(call.toPhone),
    outsidePhone: outside.kind === "number" ? outside.e164 : outside.kind === "digits" ? outside.digits : null,
  };
}
