import { badInput } from "../errors.js";
import { normalisePhone } from "../linking/phone.js";

/** A number that somebody could hold, as `customer_phones` has it. Throws BAD_INPUT (NOT_A_PHONE). */
export function requirePhone(rawPhone: string, region: string): string {
  const reading = normalisePhone(rawPhone, region);
  if (reading.kind === "e164") return reading.e164;
  if (reading.kind === "digits") return reading.digits;
  throw badInput("phone", '"phone" takes a telephone number of at least 7 digits, in any format.', "NOT_A_PHONE");
}
