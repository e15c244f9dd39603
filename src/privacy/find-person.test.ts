import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { insertCustomer } from "../testing/stored-calls.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { findPerson, type PersonNamed } from "./find-person.js";

describe("who is meant", () => {
  let database: TestDatabase;
  let ida: string;
  let twins: string[];
  beforeAll(async () => {
    database = await createTestDatabase();
    ida = await insertCustomer(database.sql, "Ida Holm", "+14155550101");
    await database.sql.query("UPDATE bookings.customers SET external_id = 'crm-1' WHERE id = $1", [ida]);
    twins = [
      await insertCustomer(database.sql, "Ole Holm", "+14155550102"),
      await insertCustomer(database.sql, "Pia Holm", "+14155550102"),
    ];
  });
  afterAll(() => database.drop());

  const find = (named: PersonNamed) => findPerson(database.sql, named, "US");

  it("is found by id, by external id and by a number in any format", async () => {
    expect(await find({ id: ida.toUpperCase() })).toEqual({ customerId: ida });
    expect(await find({ externalId: "crm-1", phone: null })).toEqual({ customerId: ida });
    expect(await find({ phone: "(415) 555-0101" })).toEqual({ customerId: ida });
  });

  it("is whoever called from a number that no customer holds, and nobody where nobody has the external id", async () => {
    expect(await find({ phone: "415 555 0199" })).toEqual({ phone: "+14155550199" });
    expect(await find({ externalId: "crm-2" })).toBeNull();
  });

  it("is asked for where several hold the number", async () => {
    const asked = await find({ phone: "+14155550102" }).catch((error) => error);
    expect(asked).toMatchObject({ code: "CONFLICT", field: "phone", reason: "SHARED_NUMBER" });
    for (const id of twins) expect(asked.message).toContain(id);
  });

  it.each<[PersonNamed, string, string]>([
    [{}, "id", "ONE_OF_THREE"],
    [{ id: "x", externalId: "crm-1" }, "id", "ONE_OF_THREE"],
    [{ externalId: "crm-1", phone: "+14155550101" }, "id", "ONE_OF_THREE"],
    [{ id: "42" }, "id", "INVALID_ID"],
    [{ phone: "" }, "phone", "NOT_A_PHONE"],
  ])("is not %j", async (named, field, reason) => {
    await expect(find(named)).rejects.toMatchObject({ code: "BAD_INPUT", field, reason });
  });
});
