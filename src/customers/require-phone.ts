import { badInput } from "../errors.js";
import { normalisePhone, type PhoneReading } from "../linking/phone.js";

/** Of a number that no country's plan places: a country's code and a number, E.164's 15, with what is dialled before it. */
const LONGEST_DIGITS = 17;

/** As `customer_phones` has it: E.164, or bare digits where no country's plan places them; null for what nobody can hold. */
export function heldPhone(reading: PhoneReading): string | null {
  if (reading.kind === "e164") return reading.e164;
  return reading.kind === "digits" && reading.digits.length <= LONGEST_DIGITS ? reading.digits : null;
}

/** A number that somebody could hold, as `customer_phones` has it. Throws BAD_INPUT (NOT_A_PHONE). */
export function requirePhone(rawPhone: string, region: string): string {
  const phone = heldPhone(normalisePhone(rawPhone, region));
  if (phone !== null) return phone;
  throw badInput(
    "phone",
    `"phone" takes a telephone number of 7 to ${LONGEST_DIGITS} digits, in any format.`,
    "NOT_A_PHONE",
  );
}
