import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { Booking } from "../bookings/booking.js";
import { Customer } from "../customers/customer.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { CallRecording } from "./call-recording.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ entities: [Customer, Booking, CallRecording] });
});
afterAll(() => database.drop());

it.each([Customer, Booking, CallRecording])("%p has the columns of its migrated table", async (entity) => {
  const metadata = database.dataSource.getMetadata(entity);
  const stored = await database.sql.query(
    `SELECT column_name AS name,
            CASE data_type WHEN 'timestamp with time zone' THEN 'timestamptz' WHEN 'ARRAY' THEN ltrim(udt_name, '_')
                           WHEN 'USER-DEFINED' THEN udt_name ELSE data_type END AS type,
            data_type = 'ARRAY' AS "isArray", is_nullable = 'YES' AS "isNullable",
            column_default IS NOT NULL AS "hasDefault", is_generated = 'ALWAYS' AS "isGenerated"
       FROM information_schema.columns
      WHERE table_schema = $1 AND table_name = $2
      ORDER BY column_name COLLATE "C"`,
    [metadata.schema ?? "public", metadata.tableName],
  );
  const declared = metadata.columns
    .map((column) => ({
      name: column.databaseName,
      type: String(column.type),
      isArray: column.isArray,
      isNullable: column.isNullable || column.generatedType === "STORED",
      hasDefault: column.default !== undefined,
      isGenerated: column.generatedType === "STORED",
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  expect(declared).toEqual(stored);
});

it("reads a row through TypeORM, leaving out what is large", async () => {
  await database.sql.query(
    `INSERT INTO call_recordings (external_id, direction, call_started_at, facts_source, rc_transcript, topics)
     VALUES ('x', 'INBOUND', '2026-11-22T18:00:00Z', 'ingest', 'Customer: Hello', '{enquiry}')`,
  );
  const [recording] = await database.dataSource.getRepository(CallRecording).find();
  expect(recording).toMatchObject({ externalId: "x", linkStatus: "PENDING", topics: ["enquiry"] });
  expect(recording?.rcTranscript).toBeUndefined();
});
