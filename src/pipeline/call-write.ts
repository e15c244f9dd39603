import type { BusinessFacts, Direction } from "../linking/facts.js";
import { outsideParty } from "../linking/outside-party.js";
import { toE164 } from "../linking/phone.js";
import type { CallWrite } from "../recordings/save-calls.js";

type Ends = Pick<CallWrite, "fromPhone" | "toPhone" | "direction">;

/** The numbers of a call in the forms that customers are looked up by. */
export function readNumbers(
  call: { direction: Direction; fromPhone: string | null; toPhone: string | null },
  business: BusinessFacts,
): Ends & Pick<CallWrite, "fromE164" | "toE164" | "outsidePhone"> {
  const outside = outsideParty(call, business);
  return {
    direction: outside.kind === "internal" ? "INTERNAL" : call.direction,
    fromPhone: call.fromPhone,
    toPhone: call.toPhone,
    fromE164: toE164(call.fromPhone, business.region),
    toE164: toE164(call.toPhone, business.region),
    outsidePhone: outside.kind === "number" ? outside.e164 : outside.kind === "digits" ? outside.digits : null,
  };
}
