import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { callsThatSay } from "../recordings/erase-store.js";
import { insertCall } from "../testing/stored-calls.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { type Traces, tracePatterns } from "./trace-pattern.js";

const NOTHING: Traces = { ids: [], addresses: [], names: [], titledNames: [], phones: [] };

describe("what tells of a person in a text", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.sql.query("TRUNCATE call_recordings CASCADE");
  });

  const found = async (known: Partial<Traces>, texts: readonly string[]) => {
    const said = new Map<string, string>();
    for (const text of texts) {
      const call = { phone: null, startedAt: "2026-03-04T20:00:00Z", transcript: `Customer: ${text}` };
      said.set(await insertCall(database.sql, call), text);
    }
    const calls = await callsThatSay(database.sql, tracePatterns({ ...NOTHING, ...known }));
    return texts.filter((text) => calls.some((id) => said.get(id) === text));
  };

  it.each<[string, Partial<Traces>, string[], string[]]>([
    [
      "a number of North America",
      { phones: ["+19165550171"] },
      ["It's (916) 555-0171.", "+1 916.555.0171", "19165550171", "9165550171, please", "\u{1F4DE}916 - 555 0171"],
      ["916 555 0172", "2916 555 0171", "916 555 01715", "555-0171"],
    ],
    [
      "a number of Britain",
      { phones: ["+441134960243"] },
      ["0113 496 0243", "(0113) 4960243", "+44 113 496 0243", "+44 (0)113 496 0243", "00441134960243"],
      ["0113 496 0244", "0113 496 02433", "496 0243"],
    ],
    [
      "a number of France",
      { phones: ["+33123456789"] },
      ["01 23 45 67 89", "01.23.45.67.89", "+33 1 23 45 67 89", "0033123456789"],
      ["02 23 45 67 89", "23 45 67 89"],
    ],
    [
      "a number of Denmark, unlike a time",
      { phones: ["+4525143321", "+4521877123", "+4587712300"] },
      ["25 14 33 21", "tel:+4525143321", "+45 21 87 71 23", "87 71 23 00"],
      ["2026-11-25 14:33:21+00", "2026-11-01 14:33:21.877123+00"],
    ],
    ["a number of no country", { phones: ["5550123"] }, ["555-0123", "5550123"], ["555-0124", "1 555 01234"]],
    [
      "a name that is a word as well",
      { titledNames: ["Best"] },
      ["Mrs. Best called.", "this is doctor best", "Mr  Best's party"],
      ["All the best!", "Mr Bester", "the best mr lee"],
    ],
    [
      "a name",
      { names: ["Zoë van Dijk", ""] },
      ["This is Zoë  van Dijk.", "zoe van dijk", "ZOË VAN DIJK's"],
      ["Zoë van Dijken", "Zoë", "van Dijk", "Anzoë van Dijk"],
    ],
    [
      "an address",
      { addresses: ["mina+x@zwarten.example", ""] },
      ["Write to Mina+X@zwarten.example."],
      ["amina+x@zwarten.example", "mina@zwarten.example", "mina+x@zwarten-example"],
    ],
  ])("is %s", async (_what, known, theirs, others) => {
    expect(await found(known, [...theirs, ...others])).toEqual(theirs);
  });
});
