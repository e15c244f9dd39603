import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { buildAppSchema } from "../app-schema.js";
import { storeCall, storeCustomer, type TestCall } from "../testing/store-call.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { startTestGraphql, type TestGraphql } from "../testing/test-graphql.js";

let database: TestDatabase;
let server: TestGraphql;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestGraphql(await buildAppSchema(null), database);
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

it("takes what the business has to do for the customer's wish only where no words are there", async () => {
  const customerId = await storeCustomer(database.sql, "Nell Steps", ["+19165550177"]);
  const [row] = await database.sql.query<{ id: string }>(
    "INSERT INTO bookings.bookings (customer_id, event_date) VALUES ($1, '2026-12-24T20:00:00Z') RETURNING id",
    [customerId],
  );
  const bookingId = row?.id ?? "";
  const call = (talk: string, nextSteps: string[]): Promise<string> =>
    storeCall(database.sql, { talk, customerId, bookingId, insights: { nextSteps } });
  await call("C: Could you bring extra chairs?\nA: Sure.", ["Refund the deposit", "Note vegan plates"]);
  const unheard = await call("C: Lost.", ["Note the nut allergy"]);
  await database.sql.query("UPDATE call_recordings SET transcript_segments = NULL WHERE id = $1", [unheard]);
  const { data } = await server.ask(
    "query ($id: ID!) { booking(id: $id) { context { concerns requests } } }",
    { id: bookingId },
    ["read"],
  );
  expect(data.booking.context).toEqual({
    concerns: [],
    requests: ["Could you bring extra chairs?", "Note the nut allergy"],
  });
});

describe("of many calls", () => {
  let customerId: string;
  beforeAll(async () => {
    customerId = await storeCustomer(database.sql, "Vera Manifold", ["+19165550178"]);
  });

  const START = new Date("2026-06-01T10:00:00Z").getTime();
  const book = async (): Promise<string> => {
    const [row] = await database.sql.query<{ id: string }>(
      "INSERT INTO bookings.bookings (customer_id, event_date) VALUES ($1, '2026-12-24T20:00:00Z') RETURNING id",
      [customerId],
    );
    return row?.id ?? "";
  };
  /** Call `minute` about the booking. */
  const call = (bookingId: string, minute: number, rest: Partial<TestCall> = {}): Promise<string> =>
    storeCall(database.sql, { customerId, bookingId, startedAt: new Date(START + minute * 60_000), ...rest });
  const contextOf = async (id: string, fields: string) =>
    (await server.ask(`query ($id: ID!) { booking(id: $id) { context { ${fields} } } }`, { id }, ["read"])).data.booking
      .context;

  it("tells those of the booking itself, in the order they were made", async () => {
    const [party, lunch] = [await book(), await book()];
    const [second, first] = [await call(party, 2), await call(party, 1)];
    const other = await call(lunch, 3, { talk: "C: Could you bring extra chairs?" });
    for (const fields of ["before { id }", "before { id } requests"]) {
      expect((await contextOf(party, fields)).before).toEqual([{ id: first }, { id: second }]);
    }
    expect(await contextOf(party, "requests")).toEqual({ requests: [] });
    expect(await contextOf(lunch, "before { id } requests")).toEqual({
      ...{ before: [{ id: other }], requests: ["Could you bring extra chairs?"] },
    });
  });

  it("tells the latest 200, and what was said in the latest 50 that say anything", async () => {
    const bookingId = await book();
    const said = new Map<number, Partial<TestCall>>([
      [101, { talk: "C: Could you bring candles?" }],
      [103, { talk: "C: Could you bring extra chairs?" }],
      [201, { insights: { summary: "Nothing new." } }],
    ]);
    const silent = { talk: "" };
    const all = await Promise.all(
      Array.from({ length: 203 }, (_, minute) => {
        const talk = minute > 103 && minute % 2 === 1 ? { talk: "C: Hello." } : silent;
        return call(bookingId, minute, said.get(minute) ?? talk);
      }),
    );
    expect(await contextOf(bookingId, "before { id } requests")).toEqual({
      ...{ before: all.slice(3).map((id) => ({ id })), requests: ["Could you bring extra chairs?"] },
    });
  });
});
