import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { buildAppSchema } from "../app-schema.js";
import { addUpWrites } from "../customers/add-up-writes.js";
import type { Sql } from "../database/sql.js";
import { storeCall, storeCustomer } from "../testing/store-call.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { startTestGraphql, type TestGraphql } from "../testing/test-graphql.js";
import { versionedAnswers } from "../versioned-answers.js";

let database: TestDatabase;
/** Two processes that keep answers, and one that keeps none. */
let processes: TestGraphql[];
let forgetful: TestGraphql;
const ids = { jen: "", sam: "" };
const START = new Date("2026-11-22T17:59:30Z").getTime();
let now = START;

beforeAll(async () => {
  database = await createTestDatabase();
  const schema = await buildAppSchema(null);
  const clock = () => new Date(now);
  const start = (megabytes: number) =>
    startTestGraphql(schema, database, { answers: versionedAnswers(megabytes * 1_000_000), now: clock });
  processes = [await start(8), await start(8)];
  forgetful = await start(0);
  ids.jen = await storeCustomer(database.sql, "Jen Alvarez", ["+19165550101"]);
  ids.sam = await storeCustomer(database.sql, "Sam Okafor", ["+19165550102"]);
});
afterAll(async () => {
  for (const each of [...processes, forgetful]) await each.stop();
  await database.drop();
});

const EVERYTHING = `query ($id: ID!) { customer(id: $id) {
  name aiContext short: aiContext(maxTokens: 300)
  aiContextDetails { asOf callCount notices needs { text } recentInteractions { recordingId summary bookingId isWithheld }
    actionItems { text isForPastEvent } preferences { text } bookings { bookingId isUpcoming isUnderWay status title } }
  history(first: 3) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node {
    id callStartedAt transcriptExcerpt insights { summary nextSteps topics } booking { id title customer { name } }
    customer { name } link { status customerConfidence explanation } } } }
} }`;
const ALONE =
  "query ($id: ID!) { customer(id: $id) { name aiContext history { edges { node { id transcriptExcerpt insights { summary } booking { title } } } } } }";
/** A page that is not the first, of some of the calls. */
const PAGE = `query ($id: ID!, $after: String) { customer(id: $id) {
  history(first: 2, after: $after, filter: { direction: INBOUND }) { totalCount pageInfo { endCursor }
    edges { node { id booking { title } } } } } }`;
const BOOKING =
  "query ($booking: ID!) { booking(id: $booking) { title eventDate context { before { id } during { id } after { id callStartedAt } concerns requests feedback } } }";
const BY_PHONE = `query { customerByPhone(phone: "+19165550101") { name aiContext history(first: 2) { edges { node { id } } } } }`;

/** What others may write, in SQL of their own; `$1` is Jen, `$2` Sam. */
const WRITES: Record<string, string> = {
  "another name": "UPDATE bookings.customers SET name = name || 'x' WHERE id = $1",
  "a number more":
    "INSERT INTO bookings.customer_phones (customer_id, phone_e164, raw_phone) VALUES ($1, '+19165550103', '') ON CONFLICT DO NOTHING",
  "a number less": "DELETE FROM bookings.customer_phones WHERE customer_id = $1 AND phone_e164 = '+19165550103'",
  "a number shared":
    "INSERT INTO bookings.customer_phones (customer_id, phone_e164, raw_phone) VALUES ($2, '+19165550101', '') ON CONFLICT DO NOTHING",
  "a number no longer shared":
    "DELETE FROM bookings.customer_phones WHERE customer_id = $2 AND phone_e164 = '+19165550101'",
  "a booking":
    "INSERT INTO bookings.bookings (customer_id, event_date, title) VALUES ($1, timestamptz '2026-11-22T18:00:00Z' + (random() * 40 - 20) * interval '1 hour', 'Party')",
  "a booking changed":
    "UPDATE bookings.bookings SET guest_count = coalesce(guest_count, 1) + 1, title = title || '!' WHERE id = (SELECT max(id::text)::uuid FROM bookings.bookings WHERE customer_id = $1)",
  "a booking noted":
    "UPDATE bookings.bookings SET notes = 'Two guests are allergic to nuts, row ' || random() WHERE id = (SELECT min(id::text)::uuid FROM bookings.bookings WHERE customer_id = $1)",
  "a booking given away":
    "UPDATE bookings.bookings SET customer_id = $2 WHERE id = (SELECT booking_id FROM call_recordings WHERE customer_id = $1 AND booking_id IS NOT NULL LIMIT 1)",
  "a booking given away changed": "UPDATE bookings.bookings SET title = title || '?' WHERE customer_id = $2",
  "a booking deleted":
    "DELETE FROM bookings.bookings WHERE id = (SELECT max(id::text)::uuid FROM bookings.bookings WHERE customer_id = $1)",
  "a call linked":
    "UPDATE call_recordings SET customer_id = $1, link_status = 'CUSTOMER_ONLY', booking_id = NULL, linked_at = NULL, customer_confidence = 0.95, decided_at = coalesce(decided_at, now()) WHERE id = (SELECT id FROM call_recordings ORDER BY random() LIMIT 1)",
  "a call's booking":
    "UPDATE call_recordings SET booking_id = booking.id, link_status = 'LINKED', linked_at = now(), decided_at = coalesce(decided_at, now()) FROM bookings.bookings AS booking WHERE call_recordings.customer_id = $1 AND booking.customer_id = $1",
  "a call taken away":
    "UPDATE call_recordings SET customer_id = $2, link_status = 'CUSTOMER_ONLY', booking_id = NULL, linked_at = NULL WHERE id = (SELECT id FROM call_recordings WHERE customer_id = $1 ORDER BY random() LIMIT 1)",
  "a call unsure":
    "UPDATE call_recordings SET customer_confidence = 0.5 WHERE id = (SELECT id FROM call_recordings WHERE customer_id = $1 ORDER BY random() LIMIT 1)",
  "a summary":
    "UPDATE call_recordings SET rc_ai_insights = jsonb_set(rc_ai_insights, '{summary}', to_jsonb('Summary ' || random())) WHERE customer_id = $1 AND rc_ai_insights IS NOT NULL",
  "a transcript":
    'UPDATE call_recordings SET transcript_segments = \'[{"speaker":"customer","text":"I am vegan and I prefer the patio.","start":1}]\', rc_transcript = \'Customer: I am vegan and I prefer the patio.\' WHERE id = (SELECT id FROM call_recordings WHERE customer_id = $1 ORDER BY random() LIMIT 1)',
  "a booking held":
    "UPDATE bookings.bookings SET event_date = event_date + interval '1 day' * (random() * 4 - 2) WHERE customer_id = $1",
  "a booking's call":
    "UPDATE call_recordings SET customer_id = booking.customer_id, booking_id = booking.id, link_status = 'LINKED', linked_at = now(), decided_at = coalesce(decided_at, now()) FROM (SELECT * FROM bookings.bookings ORDER BY created_at LIMIT 1) AS booking WHERE call_recordings.id = (SELECT id FROM call_recordings ORDER BY random() LIMIT 1)",
  "nothing of Jen": "UPDATE bookings.customers SET name = name || 'y' WHERE id = $2",
};

const command = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...Object.keys(WRITES)).map((write) => ({ write })) },
  { weight: 2, arbitrary: fc.constant({ call: true }) },
  { weight: 2, arbitrary: fc.constantFrom(10_000, 60_000, 3_600_000, 11 * 3_600_000).map((ms) => ({ ms })) },
  { weight: 1, arbitrary: fc.constant({ deletesAll: true }) },
  { weight: 1, arbitrary: fc.constant({ addsUp: true }) },
);

async function write(done: {
  write?: string;
  call?: boolean;
  ms?: number;
  deletesAll?: boolean;
  addsUp?: boolean;
}): Promise<void> {
  const { sql } = database;
  if (done.ms !== undefined) now += done.ms;
  if (done.call)
    await storeCall(sql, {
      talk: "C: We need wheelchair access and I will call you on Monday.\nA: We'll send the contract.",
      startedAt: new Date(now - 60_000),
      insights: { summary: "Jen asks about access.", nextSteps: ["Send the contract to Jen"] },
      customerId: ids.jen,
    });
  if (done.deletesAll) await sql.query("DELETE FROM bookings.bookings WHERE customer_id = $1", [ids.jen]);
  if (done.addsUp) await addUpWrites(sql);
  const text = WRITES[done.write ?? ""];
  if (text !== undefined) await sql.query(`WITH given AS (SELECT $1::uuid, $2::uuid) ${text}`, [ids.jen, ids.sam]);
}

const answer = async (graphql: TestGraphql, query: string, variables: Record<string, string>) => {
  const { data, errors } = await graphql.ask(query, variables, ["read", "context"]);
  return { data, errors };
};

/** Once one is given away it is Sam's. */
async function aBooking(): Promise<string> {
  const [row] = await database.sql.query<{ id: string }>(
    "SELECT id FROM bookings.bookings ORDER BY created_at LIMIT 1",
  );
  return row?.id ?? ids.jen;
}

describe("answers that are kept", () => {
  it("are those that would be given anew, after any writes by anybody", async () => {
    now = START;
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 4 }), fc.nat(2), async (commands, reader) => {
        for (const each of commands) {
          await write(each);
          const query = [EVERYTHING, ALONE, BY_PHONE][reader] ?? EVERYTHING;
          // In both, so that what one keeps is old when the other has caused and read a write.
          const { data } = await answer(forgetful, PAGE, { id: ids.jen });
          const after = data.customer.history.pageInfo.endCursor;
          const variables = { id: ids.jen, booking: await aBooking(), after };
          for (const text of [query, EVERYTHING, BOOKING, PAGE]) {
            const fresh = await answer(forgetful, text, variables);
            expect(fresh.errors).toBeUndefined();
            for (const process of processes) expect(await answer(process, text, variables)).toEqual(fresh);
          }
        }
      }),
      {
        numRuns: 25,
        examples: [
          // A call whose booking is somebody else's shows what no write of Jen's tells.
          [
            [
              ...[{ call: true as const }, { write: "a booking" }, { write: "a call's booking" }],
              ...[{ write: "a booking given away" }, { write: "a booking given away changed" }],
            ],
            1,
          ],
        ],
      },
    );
  });

  it("need one statement, which reads the version too", async () => {
    const [process] = processes;
    if (process === undefined) throw new Error("No process.");
    const id = await storeCustomer(database.sql, "Lee Wong", ["+19165550104"]);
    await storeCall(database.sql, { talk: "C: Hello.", customerId: id });
    const ask = (query: string) => process.ask(query, { id }, ["read", "context"]);
    const first = await ask(ALONE);
    const again = await ask(ALONE);
    expect(first.statements).toHaveLength(3);
    expect(again.statements).toHaveLength(1);
    expect(again.data).toEqual(first.data);
    const byPhone = BY_PHONE.replace("+19165550101", "+19165550104");
    expect((await ask(byPhone)).statements).toHaveLength(2);
    expect((await ask(byPhone)).statements).toHaveLength(1);
    const [row] = await database.sql.query<{ id: string }>(
      "INSERT INTO bookings.bookings (customer_id, event_date, title) VALUES ($1, now(), 'Party') RETURNING id",
      [id],
    );
    const askBooking = () => process.ask(BOOKING, { booking: row?.id });
    expect((await askBooking()).statements).toHaveLength(2);
    expect((await askBooking()).statements).toHaveLength(1);
    await storeCall(database.sql, { talk: "C: Hello again.", customerId: id });
    const page = (after: string | null) => process.ask(PAGE.replace("first: 2", "first: 1"), { id, after });
    const { endCursor } = (await page(null)).data.customer.history.pageInfo;
    for (const after of [null, endCursor]) {
      await page(after);
      expect((await page(after)).statements).toHaveLength(1);
    }
  });

  it("are not kept where a write came between what the version was read with and the calls", async () => {
    const id = await storeCustomer(database.sql, "Ida Berg", ["+19165550106"]);
    const call = await storeCall(database.sql, { talk: "C: Hello.", customerId: id });
    const rename = () => database.sql.query("UPDATE call_recordings SET rc_transcript = 'New.' WHERE id = $1", [call]);
    let isWritten = false;
    const read: Sql = {
      async query(text, values, options) {
        if (!isWritten && text.includes("FROM call_recordings")) await rename();
        isWritten ||= text.includes("FROM call_recordings");
        return database.read.query(text, values, options);
      },
    };
    const process = await startTestGraphql(await buildAppSchema(null), { ...database, read });
    const ask = () => process.ask(PAGE, { id });
    expect([(await ask()).statements.length, (await ask()).statements.length]).toEqual([3, 3]);
    expect((await ask()).statements).toHaveLength(1);
    await process.stop();
  });

  it("take the memory that their text takes", async () => {
    const id = await storeCustomer(database.sql, "Mia Chen", ["+19165550105"]);
    for (let call = 0; call < 20; call++)
      await storeCall(database.sql, {
        talk: "C: What would the terrace cost for forty guests on a Friday?",
        customerId: id,
      });
    const answers = versionedAnswers(1_000_000);
    const process = await startTestGraphql(await buildAppSchema(null), database, { answers });
    const history = (name: number) => `query Q${name} ($id: ID!) { customer(id: $id) { history(first: 20) {
      edges { cursor node { id callStartedAt fromPhone toPhone outsidePhone transcriptExcerpt link { status customerConfidence } } } } } }`;
    const names = Array.from({ length: 80 }, (_one, name) => name);
    const first = await process.ask(history(0), { id });
    expect(JSON.stringify(first.data).length * names.length).toBeGreaterThan(500_000);
    for (const name of names) await process.ask(history(name), { id });
    for (const name of names) expect((await process.ask(history(name), { id })).statements).toHaveLength(1);
    await process.stop();
  });

  it("are given to nobody who may not have them", async () => {
    const [process] = processes;
    const { errors } = (await process?.ask(ALONE, { id: ids.jen }, ["read"])) ?? {};
    expect(errors?.map(({ extensions }) => extensions?.reason)).toEqual(["SCOPE_CONTEXT_MISSING"]);
  });
});

describe("the memory for answers", () => {
  it("forgets the least used when it is full, and what has another version or time", () => {
    const answers = versionedAnswers(2_000);
    const keep = (key: string, value: string) =>
      answers.keep(key, { version: "1", value, from: new Date(1_000), until: new Date(2_000) });
    keep("a", "x".repeat(900));
    keep("b", "x".repeat(400));
    expect(answers.find("a", "1", new Date(1_500))).toHaveLength(900);
    keep("c", "x".repeat(400));
    expect(answers.find("b", "1", new Date(1_500))).toBeUndefined();
    keep("too large", "x".repeat(5_000));
    expect(answers.find("too large", "1", new Date(1_500))).toBeUndefined();
    expect(answers.find("a", "2", new Date(1_500))).toBeUndefined();
    expect(answers.find("a", "1", new Date(999))).toBeUndefined();
    expect(answers.find("a", "1", new Date(2_001))).toBeUndefined();
    expect(answers.find("a", "1", new Date(2_000))).toHaveLength(900);
  });
});
