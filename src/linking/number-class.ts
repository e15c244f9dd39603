import type { LinkJudgement } from "./facts.js";

/** What a number tells of who calls from it, beyond who holds it. */
export type NumberClass = "PERSONAL" | "SHARED" | "COMPANY_MAIN_LINE";

/** Evidence that does not come from the number: the name given, or what was said of a booking. */
const SAID = /^(name_introduced|name_full|exact_date$|(day|clock|daypart|guests|title|place)_)/;

const WHOSE: Readonly<Record<Exclude<NumberClass, "PERSONAL">, string>> = {
  SHARED: "Several people call from this number",
  COMPANY_MAIN_LINE: "This number is a company's main line",
};

/** Half: of two people on a line either may be calling. */
const AT_MOST = 0.5;

/**
 * From a number that several people use the number alone names nobody, though one customer alone holds it: a link needs
 * a name or a booking that were spoken of. Who decides by hand says so once and for all calls of the number.
 */
export function respectNumberClass(judgement: LinkJudgement, numberClass: NumberClass): LinkJudgement {
  if (numberClass === "PERSONAL" || judgement.customerId === null) return judgement;
  if (judgement.evidence.some(({ signal, weight }) => weight > 0 && SAID.test(signal))) return judgement;
  return {
    ...judgement,
    status: "NEEDS_REVIEW",
    reviewReason: "SHARED_NUMBER",
    customerId: null,
    bookingId: null,
    customerConfidence: Math.min(judgement.customerConfidence, AT_MOST),
    bookingConfidence: Math.min(judgement.bookingConfidence, AT_MOST),
    explanation: `${WHOSE[numberClass]}, and nothing said tells who it was. A name, or a booking that is spoken of, would settle it.`,
  };
}
