import { isValidPhoneNumber } from "libphonenumber-js/max";

/** The business's own line. */
export const OWN_PHONE = "+12135550199";

/** 555-0100 to 555-0199 of an American area code, as long as the code exists. */
const american = (area: number): string[] =>
  isValidPhoneNumber(`+1${area}5550123`)
    ? Array.from({ length: 100 }, (_one, line) => `+1${area}55501${two(line)}`)
    : [];

/** 5550 0000 to 5550 9999 and 7010 0000 to 7010 9999 in each Australian region, which are reserved for fiction as well. */
const australian = (region: number, exchange: number): string[] =>
  Array.from({ length: 10_000 }, (_one, line) => `+61${region}${exchange}${String(line).padStart(4, "0")}`);

const two = (line: number): string => String(line).padStart(2, "0");

/** More than 100,000 different numbers that nobody has, E.164, the business's own left out. Always in the same order. */
export const fictionalPhones = (): string[] => [
  ...Array.from({ length: 800 }, (_one, index) => american(200 + index))
    .flat()
    .filter((phone) => phone !== OWN_PHONE),
  ...[2, 3, 7, 8].flatMap((region) => [...australian(region, 5550), ...australian(region, 7010)]),
];
