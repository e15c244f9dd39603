import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { hideSecrets, hideSecretsAcross } from "./spoken-secrets.js";

const CARD = "(card number hidden)";
const SSN = "(social security number hidden)";

describe("card and social-security numbers", () => {
  it.each([
    ["My card is 4111 1111 1111 1111, thanks.", `My card is ${CARD}, thanks.`],
    ["4111-1111-1111-1111", CARD],
    ["it's 378282246310005 amex", `it's ${CARD} amex`],
    ["four one one one one one one one one one one one one one one one please", `${CARD} please`],
    ["forty one eleven eleven eleven eleven eleven eleven eleven okay", `${CARD} okay`],
    ["four triple one, double one double one, one one one one and then one one one one", CARD],
    ["4111 uh 1111 um 1111 okay 1111 expires 12 27", `${CARD} expires 12 27`],
    ["the card 4242424242424242 12/27 cvv 123", `the card ${CARD} 12/27 cvv (code hidden)`],
    ["my social is 078-05-1120", `my social is ${SSN}`],
    ["078 05 1120", SSN],
    ["oh seven eight, oh five, eleven twenty", SSN],
    ["078051120", SSN],
    ["046 454 286", SSN],
    ["zero seven eight zero five one one two zero", SSN],
    ["social security number oh seven eight, oh five, eleven twenty.", `social security number ${SSN}.`],
    ["the last four of my social are 1120", `the last four of my social are ${SSN}`],
    ["security code is four five six", "security code is (code hidden)"],
  ])("hides %j", (said, shown) => {
    expect(hideSecrets(said)).toBe(shown);
  });

  it.each([
    "Call me at (916) 555-0123.",
    "+1 916 555 0123 or 916-555-0145",
    "thirty guests at seven thirty on the fifteenth of November two thousand twenty five",
    "order 4111 1111 1111 1112",
    "the zip is 95814-1234",
    "between 1,200 and 1,500 dollars, maybe $4111",
    "one two three, testing",
    "I have 2:30, 2:45 and 3:15",
    "we could do two thirty, two forty five, three fifteen",
    "814. Eight one four. 814",
    "6/12, 6/19 and 6/26",
    "rooms 101, 102, 103",
    "one thousand one hundred sixteen plus tax",
    "Say a thousand and fifty, eleven hundred, all in.",
    "two fifty, three fifty, four fifty",
    "10:10, 10:30, 11:00, 11:30 or 12:01",
  ])("leaves %j alone", (said) => {
    expect(hideSecrets(said)).toBe(said);
  });

  it("hides a card number given over several turns", () => {
    const turns = ["It is four one one one", "Okay.", "1111 1111", "Yes", "one one one one, thanks"];
    const hidden = hideSecretsAcross(turns);
    expect(hidden).toHaveLength(5);
    expect(hidden.join(" ")).not.toMatch(/1111|one/);
    expect(hidden.join(" ")).toContain(CARD);
  });

  it("hides every card number, however its digits are grouped and spelt", () => {
    const words = "zero one two three four five six seven eight nine".split(" ");
    const luhn = (digits: number[]): number => {
      const sum = digits.toReversed().reduce((total, digit, i) => {
        const value = i % 2 === 0 ? digit * 2 : digit;
        return total + (value > 9 ? value - 9 : value);
      }, 0);
      return (10 - (sum % 10)) % 10;
    };
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 15 }),
        fc.array(fc.constantFrom("", " ", "-", ", ", " uh "), { minLength: 16, maxLength: 16 }),
        fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
        (body, gaps, spelt) => {
          fc.pre(body[0] !== 0);
          const digits = [...body, luhn(body)];
          const said = digits.map((digit, i) => (spelt[i] ? ` ${words[digit]} ` : `${digit}${gaps[i]}`)).join("");
          expect(hideSecrets(`It is ${said} thank you`)).toBe(
            `It is ${/^\s/.test(said) ? " " : ""}${CARD}${/(?<gap>[\s,-]|uh)+$/.exec(said)?.[0] ?? ""} thank you`,
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});
