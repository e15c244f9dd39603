import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { BadItems } from "../bad-items.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { untilOneWaits } from "../testing/until-one-waits.js";
import type { CustomerInput } from "./customer-input.js";
import { upsertCustomers } from "./upsert-customers.js";

const BUSINESS = { timezone: "America/Los_Angeles", region: "US", ownPhones: ["(555) 555-0100"] };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const upsert = (inputs: CustomerInput[]) => database.transaction((tx) => upsertCustomers(tx, inputs, BUSINESS));
const phonesOf = (id: string | undefined) =>
  database.sql.query(
    `SELECT phone_e164 AS phone, raw_phone AS raw FROM bookings.customer_phones WHERE customer_id = $1 ORDER BY position`,
    [id],
  );
const factChanges = async () => (await database.sql.query("SELECT * FROM fact_changes")).length;

/** The problems that a refusal names, as `field reason`. */
async function problemsOf(inputs: unknown[]): Promise<string[]> {
  try {
    await upsert(inputs as CustomerInput[]);
  } catch (error) {
    if (error instanceof BadItems) {
      return error.problems.map(({ index, path, reason }) => `input[${index}].${path} ${reason}`);
    }
    throw error;
  }
  return [];
}

describe("upsertCustomers", () => {
  it("creates, finds again by id or external id, and says what changed", async () => {
    const jen = {
      externalId: "C-1",
      name: "Jen Alvarez",
      phones: ["(916) 555-0101", "916.555.0102"],
      email: "jen@example.com",
    };
    const created = await upsert([jen, { name: "Walk-in", phones: ["555-0199"] }]);
    expect(created).toMatchObject({ created: 2, updated: 0, unchanged: 0 });

    const changesBefore = await factChanges();
    expect(await upsert([jen])).toMatchObject({ created: 0, updated: 0, unchanged: 1, ids: [created.ids[0]] });
    expect(await factChanges()).toBe(changesBefore);

    const byId = { id: created.ids[0] ?? "", name: "Jennifer Alvarez", phones: jen.phones };
    expect(await upsert([byId])).toMatchObject({ updated: 1, ids: [created.ids[0]] });
    const [row] = await database.sql.query("SELECT * FROM bookings.customers WHERE id = $1", [created.ids[0]]);
    expect(row).toMatchObject({
      name: "Jennifer Alvarez",
      external_id: "C-1",
      email: "jen@example.com",
      phone: "(916) 555-0101",
    });
    expect(await phonesOf(created.ids[0])).toEqual([
      { phone: "+19165550101", raw: "(916) 555-0101" },
      { phone: "+19165550102", raw: "916.555.0102" },
    ]);
    expect(await phonesOf(created.ids[1])).toEqual([{ phone: "5550199", raw: "555-0199" }]);
  });

  it("replaces numbers, and has only those that come or go judged again", async () => {
    const { ids } = await upsert([{ externalId: "C-2", name: "Sam", phones: ["9165550111", "9165550112"] }]);
    const before = await factChanges();
    await upsert([{ externalId: "C-2", name: "Sam", phones: ["9165550113", "9165550111"] }]);
    expect((await phonesOf(ids[0])).map((row) => row.phone)).toEqual(["+19165550113", "+19165550111"]);
    const changes = await database.sql.query<{ kind: string; phone: string | null }>(
      "SELECT kind, phone_e164 AS phone FROM fact_changes WHERE customer_id = $1 ORDER BY id",
      [ids[0]],
    );
    expect(changes.filter(({ kind }) => kind === "phone").map(({ phone }) => phone)).toEqual([
      "+19165550111",
      "+19165550112",
      "+19165550112",
      "+19165550113",
    ]);
    expect(await factChanges()).toBeGreaterThan(before);
  });

  it("leaves an absent email alone and removes a null one", async () => {
    const sam = { externalId: "C-3", name: "Sam", phones: ["9165550121"] };
    await upsert([{ ...sam, email: "sam@example.com" }]);
    expect(await upsert([sam])).toMatchObject({ unchanged: 1 });
    expect(await upsert([{ ...sam, email: null }])).toMatchObject({ updated: 1 });
  });

  it.each<[string, Partial<CustomerInput>]>([
    ["another external id", { externalId: "C-other" }],
    ["another name", { name: "Samuel" }],
    ["another email", { email: "samuel@example.com" }],
    ["a number more", { phones: ["9165550122", "9165550123", "9165550124"] }],
    ["a number less", { phones: ["9165550122"] }],
    ["another number", { phones: ["9165550122", "9165550124"] }],
    ["the numbers in another order", { phones: ["9165550123", "9165550122"] }],
    ["a number written otherwise", { phones: ["9165550122", "(916) 555-0123"] }],
  ])("stores %s alone, and the same again is no change", async (_case, change) => {
    const sam = { externalId: randomUUID(), name: "Sam", email: "sam@example.com" };
    const { ids } = await upsert([{ ...sam, phones: ["9165550122", "9165550123"] }]);
    const changed = { ...sam, phones: ["9165550122", "9165550123"], ...change, id: ids[0] ?? "" };
    expect(await upsert([changed])).toMatchObject({ updated: 1, ids });
    expect((await phonesOf(ids[0])).map(({ raw }) => raw)).toEqual(changed.phones);
    const [stored] = await database.sql.query("SELECT * FROM bookings.customers WHERE id = $1", [ids[0]]);
    expect(stored).toMatchObject({
      ...{ external_id: changed.externalId, name: changed.name, email: changed.email, phone: changed.phones[0] },
    });
    expect(await upsert([changed])).toMatchObject({ unchanged: 1, ids });
  });

  it("takes a customer with no external id for none of those who have none", async () => {
    const [known = ""] = (await upsert([{ name: "Nils", phones: ["9165550127"] }])).ids;
    const both = [
      { id: known, name: "Nils Rask", phones: ["9165550127"] },
      { externalId: null, name: "Nora Rask", phones: ["9165550127"] },
    ];
    expect(await upsert(both)).toMatchObject({ created: 1, updated: 1 });
  });

  it("takes texts that were cut within an emoji, and the same again for no change", async () => {
    const cut = { externalId: "C-cut", name: "Zoe \ud83c", phones: ["9165550126 \ud83c"] };
    const { ids } = await upsert([cut]);
    expect(await phonesOf(ids[0])).toEqual([{ phone: "+19165550126", raw: "9165550126 \ufffd" }]);
    expect(await upsert([cut])).toMatchObject({ unchanged: 1, ids });
  });

  it("finds a customer whom another program wrote without a number", async () => {
    const [walkIn] = await database.sql.query<{ id: string }>(
      "INSERT INTO bookings.customers (external_id, name) VALUES ('C-none', 'Walk-in') RETURNING id",
    );
    const known = { externalId: "C-none", name: "Walk-in", phones: ["9165550125"] };
    expect(await upsert([known])).toMatchObject({ created: 0, updated: 1, ids: [walkIn?.id] });
    expect(await phonesOf(walkIn?.id)).toEqual([{ phone: "+19165550125", raw: "9165550125" }]);
  });

  it("takes a new customer's id from the caller", async () => {
    const id = "3F2A8C1E-0b5d-4e6f-9a7b-1c2d3e4f5a6b";
    const first = await upsert([{ id, name: "Ada", phones: ["9165550131"] }]);
    expect(first).toMatchObject({ created: 1, ids: [id.toLowerCase()] });
    expect(await upsert([{ id, name: "Ada", phones: ["+1 (916) 555-0131"] }])).toMatchObject({ updated: 1 });
  });

  it("lets several customers share a number, and stores a number given twice once", async () => {
    const { ids } = await upsert([
      { name: "Ann", phones: ["9165550141", "+1 916 555 0141"] },
      { name: "Bob", phones: ["(916) 555-0141"] },
    ]);
    expect(await phonesOf(ids[0])).toHaveLength(1);
    expect(await phonesOf(ids[1])).toHaveLength(1);
  });

  const good = { name: "Good", phones: ["9165550151"] };
  it.each<[string, unknown, string[]]>([
    ["an empty name", { ...good, name: "  " }, ["input[1].name TOO_SMALL"]],
    ["a name too long", { ...good, name: "x".repeat(201) }, ["input[1].name TOO_LONG"]],
    ["a NUL in a name", { ...good, name: "a\0b" }, ["input[1].name INVALID_VALUE"]],
    ["no name", { phones: good.phones }, ["input[1].name INVALID_VALUE"]],
    ["no numbers", { ...good, phones: [] }, ["input[1].phones NO_USABLE_PHONE"]],
    [
      "only what is no number",
      { ...good, phones: ["Anonymous", "101"] },
      ["input[1].phones NO_USABLE_PHONE", "input[1].phones[0] NOT_A_PHONE", "input[1].phones[1] NOT_A_PHONE"],
    ],
    ["one number of two wrong", { ...good, phones: ["9165550151", ""] }, ["input[1].phones[1] NOT_A_PHONE"]],
    ["a masked number", { ...good, phones: ["9165550151", "+1916201XXXX"] }, ["input[1].phones[1] NOT_A_PHONE"]],
    [
      "the business's own number",
      { ...good, phones: ["+15555550100"] },
      ["input[1].phones NO_USABLE_PHONE", "input[1].phones[0] OWN_PHONE"],
    ],
    [
      "21 numbers",
      { ...good, phones: Array.from({ length: 21 }, (_, n) => `91655501${10 + n}`) },
      ["input[1].phones TOO_LONG"],
    ],
    ["a name that nobody can see", { ...good, name: "\u200b \u2060" }, ["input[1].name INVALID_VALUE"]],
    ["an id that is none", { ...good, id: "42" }, ["input[1].id INVALID_ID"]],
    ["an empty external id", { ...good, externalId: " " }, ["input[1].externalId TOO_SMALL"]],
    ["a long external id", { ...good, externalId: "x".repeat(201) }, ["input[1].externalId TOO_LONG"]],
    ["a NUL in an external id", { ...good, externalId: "a\0b" }, ["input[1].externalId INVALID_VALUE"]],
    ["half an emoji in an external id", { ...good, externalId: "a\ud83d" }, ["input[1].externalId INVALID_VALUE"]],
    ["a long email", { ...good, email: `${"x".repeat(320)}@example.com` }, ["input[1].email TOO_LONG"]],
    ["an email that is none", { ...good, email: "nobody" }, ["input[1].email INVALID_VALUE"]],
    [
      "several at once",
      { ...good, name: "", email: "x", phones: [] },
      ["input[1].name TOO_SMALL", "input[1].email INVALID_VALUE", "input[1].phones NO_USABLE_PHONE"],
    ],
  ])("refuses %s, naming the field, and stores nothing", async (_case, bad, problems) => {
    const count = await database.sql.query("SELECT id FROM bookings.customers");
    expect(await problemsOf([{ name: "Never stored", phones: ["9165550161"] }, bad])).toEqual(problems);
    expect(await database.sql.query("SELECT id FROM bookings.customers")).toEqual(count);
  });

  it("refuses two items that name one customer, by the id and by the external id", async () => {
    const { ids } = await upsert([{ ...good, externalId: "C-twice" }]);
    const again = [
      { ...good, externalId: "C-twice", name: "One" },
      { ...good, id: ids[0], name: "Other" },
    ];
    expect(await problemsOf(again)).toEqual(["input[1].id REPEATED"]);
    expect(await problemsOf(again.toReversed())).toEqual(["input[1].externalId REPEATED"]);
  });

  it("refuses the same key twice, a taken external id, and more than 1,000", async () => {
    const [first, second] = [
      { ...good, externalId: "C-9" },
      { ...good, externalId: "C-9" },
    ];
    expect(await problemsOf([first, second])).toEqual(["input[1].externalId REPEATED"]);
    const own = { ...good, id: randomUUID() };
    expect(await problemsOf([own, { ...own, name: "Other" }])).toContain("input[1].id REPEATED");
    const { ids } = await upsert([first, { ...good, externalId: "C-10" }]);
    expect(await problemsOf([{ ...good, id: ids[0], externalId: "C-10" }])).toEqual([
      "input[0].externalId EXTERNAL_ID_TAKEN",
    ]);
    await expect(upsert(Array.from({ length: 1001 }, () => good))).rejects.toMatchObject({
      code: "LIMIT_EXCEEDED",
      reason: "TOO_MANY_ITEMS",
    });
  });

  it("never shows a value in its message", async () => {
    const secret = { name: "x".repeat(300), phones: ["secret 12"], email: "secret@" };
    await expect(upsert([secret as CustomerInput])).rejects.toThrow(/^Nothing was stored: (?!.*secret)/);
  });

  it("creates one customer where a request brings the same as another that is not done yet", async () => {
    const input = [{ externalId: "C-RACE", name: "Race", phones: ["9165550171"] }];
    let second: ReturnType<typeof upsert> | undefined;
    const first = await database.transaction(async (tx) => {
      const result = await upsertCustomers(tx, input, BUSINESS);
      second = upsert(input);
      await untilOneWaits(database.sql, "the second to wait for the first");
      return result;
    });
    expect(first.created).toBe(1);
    expect(await second).toMatchObject({ created: 0, updated: 0, unchanged: 1, ids: first.ids });
  });

  it("stores 1,000 in a handful of statements", async () => {
    const inputs = Array.from({ length: 1000 }, (_, n) => ({
      externalId: `bulk-${n}`,
      name: `Customer ${n}`,
      phones: [`${200 + Math.floor(n / 100)}55501${String(n % 100).padStart(2, "0")}`],
    }));
    let statements = 0;
    const result = await database.transaction((tx) =>
      upsertCustomers(
        {
          query(text, values) {
            statements++;
            return tx.query(text, values);
          },
        },
        inputs,
        BUSINESS,
      ),
    );
    expect(result.created).toBe(1000);
    expect(statements).toBeLessThanOrEqual(6);
  });
});
