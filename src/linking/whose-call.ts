import type { Ranked } from "./candidates.js";
import { groundsOf } from "./grounds.js";
import type { Decision } from "./link-call.js";
import { phraseOf } from "./mention.js";
import type { Option } from "./options.js";
import { list, possessive } from "./plain-english.js";

/** Of an office's number with many holders no more are named. */
const MOST_NAMED = 4;
const NAMED = /^name_(?:introduced|full)$/;
const OTHER_NAME = /^name_(?:of_stranger|other)$/;

/** Why it is not told whose call it was, and what would tell it; `nameOf` names an option's booking. */
export function whoseCall(
  { reviewReason }: Decision,
  ranked: readonly Ranked[],
  nameOf: (option: Option) => string,
): string {
  const holders = [...new Map(ranked.map(({ option }) => [option.customer.id, option])).values()];
  if (reviewReason !== "SHARED_NUMBER") return anotherName(holders[0]);
  const names = holders.map(({ customer }) => customer.name);
  const others = names.length - MOST_NAMED;
  const share = `${list(others > 1 ? [...names.slice(0, MOST_NAMED), `${others} others`] : names)} share this number`;
  const named = holders.filter(({ customerSignals }) => customerSignals.some(({ name }) => NAMED.test(name)));
  const [only] = named;
  const other = ranked.find(
    ({ option }) => option.reading !== null && option.customer.id !== only?.customer.id,
  )?.option;
  const said = other === undefined ? "" : list(groundsOf(other));
  if (named.length > 1)
    return `${share}, and ${list(named.map(({ customer }) => customer.name))} were named. Which of them called must be confirmed.`;
  const fits =
    other === undefined || said === "" ? null : `fits ${possessive(other.customer.name)} booking, ${nameOf(other)}`;
  if (only !== undefined)
    return fits === null
      ? `${share}. ${only.customer.name} was named, but may not be who the call was for.`
      : `${share}. ${only.customer.name} was named, but what was said (${said}) ${fits}. Whose call it was must be confirmed.`;
  return fits === null
    ? `${share} and nothing said tells which of them it was. A name, or a booking only one of them has, would settle it.`
    : `${share} and no name tells which of them it was. What was said (${said}) ${fits}, but not surely enough; a name would settle it.`;
}

function anotherName(holder: Option | undefined): string {
  const name = holder?.customer.name ?? "the customer";
  const mention = holder?.customerSignals.find((signal) => OTHER_NAME.test(signal.name))?.mention ?? null;
  const given = mention === null ? "another name" : `another name, "${phraseOf(mention)}"`;
  return `The number is ${possessive(name)}, but the caller gave ${given}. Whether ${name} or somebody else called must be confirmed.`;
}
