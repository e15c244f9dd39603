import { badInput } from "../errors.js";
import { normalisePhone } from "../linking/phone.js";

/** Of a number that no country's plan places: a country's code and a number, E.164's 15, with what is dialled before it. */
export const LONGEST_DIGITS = 17;

/** A number that somebody could hold, as `customer_phones` has it. Throws BAD_INPUT (NOT_A_PHONE). */
export function requirePhone(rawPhone: string, region: string): string {
  const reading = normalisePhone(rawPhone, region);
  if (reading.kind === "e164") return reading.e164;
  if (reading.kind === "digits" && reading.digits.length <= LONGEST_DIGITS) return reading.digits;
  throw badInput(
    "phone",
    `"phone" takes a telephone number of 7 to ${LONGEST_DIGITS} digits, in any format.`,
    "NOT_A_PHONE",
  );
}
