import type { DemoCustomer } from "./business.js";
import type { Draw } from "./draw.js";
import { PARTIES, type Party } from "./people.js";
import { CITIES } from "./venues.js";

/** The people who book. Members of a household or an office share its number. */
export function buildCustomers(draw: Draw): DemoCustomer[] {
  const free = fictionalNumbers(draw);
  return PARTIES.flatMap((party) => members(party, free, draw));
}

function members(party: Party, free: () => string, draw: Draw): DemoCustomer[] {
  const sharedLine = party.kind === "person" ? null : free();
  return party.people.map(([first, last, ownNumbers = 0]) => {
    const own = Array.from({ length: ownNumbers }, free);
    const numbers = sharedLine === null ? own : [sharedLine, ...own];
    return {
      key: `customer-${plain(first)}-${plain(last)}`,
      name: `${first} ${last}`,
      phones: numbers.map((number) => typed(number, draw)),
      email: draw.chance(0.8) ? emailOf(first, last, party.company ?? null) : null,
      company: party.company ?? null,
    };
  });
}

/** 555-0110 to 555-0189 of the area's codes: kept for fiction, and clear of the business's and strangers' numbers. */
function fictionalNumbers(draw: Draw): () => string {
  const areas = [...new Set(CITIES.map(([, , area]) => area))];
  const numbers = draw.shuffle(areas.flatMap((area) => Array.from({ length: 80 }, (_, i) => `${area}55501${i + 10}`)));
  let used = 0;
  return () => numbers[used++] ?? "2135550189";
}

/** One of the ways in which people write a number down. `national` has ten digits. */
function typed(national: string, draw: Draw): string {
  const [area, exchange, line] = [national.slice(0, 3), national.slice(3, 6), national.slice(6)];
  return draw.pick([
    `(${area}) ${exchange}-${line}`,
    `${area}-${exchange}-${line}`,
    `+1 ${area} ${exchange} ${line}`,
    `1-${area}-${exchange}-${line}`,
    `${area}.${exchange}.${line}`,
    `1${national}`,
    `+1${national}`,
    `${area} ${exchange} ${line}`,
  ]);
}

/** E.164 of a number that `typed` wrote. */
export const e164Of = (raw: string): string => `+1${raw.replace(/\D/g, "").slice(-10)}`;

const plain = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();

const emailOf = (first: string, last: string, company: string | null): string =>
  company === null ? `${plain(first)}.${plain(last)}@example.com` : `${plain(first)}@${plain(company)}.example`;
