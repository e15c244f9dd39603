import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { buildAppSchema } from "../app-schema.js";
import { storeCall, storeCustomer } from "../testing/store-call.js";
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
