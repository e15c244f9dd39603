import { expect, it } from "@jest/globals";
import { asLimitOfGraphql, findExceededLimit } from "./limits.js";

const MOST = { depth: 15, aliases: 50, fields: 2_000, cost: 25_000 };
const reasonOf = ({ cost, ...size }: typeof MOST) => findExceededLimit({ ...size, cost: () => cost }, {})?.reason;

it("takes an operation that is just within every limit", () => {
  expect(reasonOf(MOST)).toBeUndefined();
});

it.each([
  ["depth", "TOO_DEEP"],
  ["aliases", "TOO_MANY_ALIASES"],
  ["fields", "TOO_MANY_FIELDS"],
  ["cost", "TOO_COSTLY"],
] as const)("refuses one more of %s", (what, reason) => {
  expect(reasonOf({ ...MOST, [what]: MOST[what] + 1 })).toBe(reason);
});

it("takes no other error of graphql-js for a limit", () => {
  expect(asLimitOfGraphql('Cannot query field "Document contains more" on type "Query".')).toBeNull();
});
