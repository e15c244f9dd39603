import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { type ImportOptions, type ImportReport, importFile } from "./import-file.js";
import type { Refusal } from "./read-item.js";

describe("importing a file", () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), "callthread-import-"));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await database.drop();
  });
  beforeEach(async () => {
    await database.sql.query("TRUNCATE bookings.customers, call_recordings CASCADE");
  });

  async function run(
    kind: ImportOptions["kind"],
    content: string | Buffer,
    options: Partial<ImportOptions> = {},
  ): Promise<ImportReport & { refusals: Refusal[] }> {
    const path = join(folder, "file");
    writeFileSync(path, content);
    const refusals: Refusal[] = [];
    const report = await importFile(database, {
      ...{ kind, path, format: "csv", encoding: "utf-8", delimiter: ",", ignoreUnknown: false, timezone: null },
      business: { timezone: "America/Los_Angeles", region: "US", ownPhones: [] },
      dryRun: false,
      onRefusal: (refusal) => refusals.push(refusal),
      onProgress: () => undefined,
      ...options,
    });
    return { ...report, refusals };
  }

  const stored = (table: string, columns: string) => database.sql.query(`SELECT ${columns} FROM ${table} ORDER BY 1`);
  const ANN = "external_id,name,phones\na,Ann,+12025550101\n";

  it("stores what is right and tells each line that is not, with number, field and reason, in order", async () => {
    const report = await run(
      "customers",
      "external_id,name,phones\na,Ann,+12025550101\nb,,+12025550102\nc,Cy,unknown\n\na,Again,+12025550103\nd,Dee,+12025550104,extra\ne,Eve,+12025550105\n",
    );
    expect(report).toMatchObject({ lines: 6, created: 2, updated: 0, unchanged: 0, refused: 4 });
    expect(report.refusals.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [3, "name", "INVALID_VALUE"],
      [4, "phones", "NO_USABLE_PHONE"],
      [4, "phones[0]", "NOT_A_PHONE"],
      [6, "external_id", "REPEATED"],
      [7, null, "MALFORMED_LINE"],
    ]);
    expect(JSON.stringify(report.refusals)).not.toContain("Again");
    expect(await stored("bookings.customers", "external_id, name")).toEqual([
      { external_id: "a", name: "Ann" },
      { external_id: "e", name: "Eve" },
    ]);
  });

  it("changes nothing when the same file comes again, with ids or without", async () => {
    for (const content of [ANN, "name,phones\nBob,202-555-0102\nBob,202-555-0103\nBea,202-555-0103\n"]) {
      const first = await run("customers", content);
      expect(first).toMatchObject({ created: first.lines });
      expect(await run("customers", content)).toMatchObject({
        created: 0,
        updated: 0,
        unchanged: first.created,
        refused: 0,
      });
    }
  });

  it("knows bookings without an id by whose they are, when and of what", async () => {
    await run("customers", `${ANN}b,Bob,+12025550102\n`);
    const [ann] = await database.sql.query<{ id: string }>("SELECT id FROM bookings.customers WHERE external_id = 'a'");
    const bookings = `customer_id,customer_external_id,event_date,title,guest_count
,a,2026-07-01T18:30Z,Dinner,12
,b,2026-07-01T18:30Z,Dinner,12
,a,2026-07-02T18:30Z,Dinner,12
,a,2026-07-01T18:30Z,Lunch,12
${ann?.id},,2026-07-01T18:30Z,Dinner,12
`;
    expect(await run("bookings", bookings)).toMatchObject({ created: 5, refused: 0 });
    expect(await run("bookings", bookings)).toMatchObject({ created: 0, unchanged: 5 });
    expect(await run("bookings", bookings.replace("Lunch,12", "Lunch,14"))).toMatchObject({ updated: 1, unchanged: 4 });
  });

  it("tells how many it has updated", async () => {
    await run("customers", `${ANN}b,Bob,+12025550102\n`);
    const again = await run("customers", `${ANN}b,Bob Lee,+12025550102\n`);
    expect(again).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    const call = "external_id,call_started_at,direction,from_phone\nr,2026-04-30T18:00Z,INBOUND,+12025550101\n";
    expect(await run("recordings", call)).toMatchObject({ created: 1, updated: 0 });
    expect(await run("recordings", call)).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    expect(await run("recordings", call.replace("0101", "0102"))).toMatchObject({ created: 0, updated: 1 });
  });

  it("takes external ids that differ in capitals for two", async () => {
    expect(await run("customers", `${ANN}A,Abe,+12025550102\n`)).toMatchObject({ created: 2, refused: 0 });
  });

  it("takes an id in capitals for the same, and tells its line", async () => {
    const id = "3ecacf05-106a-4857-9d38-e39275502511";
    const { refusals } = await run(
      "customers",
      `id,name,phones\n${id},Ann,+12025550101\n${id.toUpperCase()},Bob,+12025550102\n`,
    );
    expect(refusals).toEqual([{ line: 3, field: "id", reason: "REPEATED", message: "is the same as that of line 2" }]);
  });

  it("refuses a line that names by its id whom another names by the external id, and tells its line", async () => {
    await run("customers", ANN);
    const [row] = await stored("bookings.customers", "id");
    const { refusals } = await run(
      "customers",
      `id,external_id,name,phones\n,b,Bea,+12025550109\n,a,Ann,+12025550101\n${row?.id},,Annie,+12025550101\n`,
    );
    expect(refusals).toEqual([
      {
        line: 4,
        field: "id",
        reason: "REPEATED",
        message: "names the same as line 3",
      },
    ]);
  });

  it("tells how to write several numbers", async () => {
    const { refusals } = await run("customers", 'name,phones\nAnn,"202 555 0101, 202 555 0102"\n');
    expect(refusals.at(-1)).toMatchObject({
      ...{ line: 2, field: "phones[0]", reason: "NOT_A_PHONE", message: expect.stringMatching(/separated by ";"$/) },
    });
  });

  it("says of a line without an id that it says the same as another", async () => {
    const { refusals } = await run("customers", "name,phones\nBob,202-555-0102\nBob,202-555-0102\nLone\n");
    expect(refusals).toEqual([
      { line: 3, field: null, reason: "REPEATED", message: "says the same as line 2" },
      expect.objectContaining({ line: 4, message: expect.stringMatching(/^has 1 value, but the header names 2/) }),
    ]);
  });

  it("reads quotes, line breaks within them, separators, a byte-order mark and Windows line ends", async () => {
    const content =
      '\uFEFFName,Phones,External ID,email\r\n"Lee, ""Bo""\r\nJunior",(202) 555-0101; 202.555.0102,x1,\r\nZoë,202 555 0103,x2,z@example.com\r\n';
    expect(await run("customers", content)).toMatchObject({ created: 2, refused: 0 });
    expect(await stored("bookings.customers", "external_id, name, email")).toEqual([
      { external_id: "x1", name: 'Lee, "Bo" Junior', email: null },
      { external_id: "x2", name: "Zoë", email: "z@example.com" },
    ]);
    expect(await stored("bookings.customer_phones", "phone_e164")).toHaveLength(3);
  });

  it("numbers lines as an editor does, after line breaks within quotes and blank lines", async () => {
    const { refusals } = await run("customers", 'name,phones,email\n"A\nB\nC",+12025550101,\n\n\nDee,nothing,\n');
    expect(refusals[0]).toMatchObject({ line: 7, field: "phones" });
  });

  const wrongFiles: [
    what: string,
    kind: ImportOptions["kind"],
    content: string | Buffer,
    reason: string,
    message: RegExp,
    options?: Partial<ImportOptions>,
  ][] = [
    ["nothing", "customers", "", "EMPTY_FILE", /first line must name the columns/],
    ["nothing, as JSONL", "customers", "\n\n", "EMPTY_FILE", /JSON object/, { format: "jsonl" }],
    ["a JSON array", "customers", '\n[{"name": "A"},\n{}]\n', "JSON_ARRAY", /jq -c '\.\[\]'/, { format: "jsonl" }],
    ["a missing column", "customers", "name,email\n", "WRONG_COLUMNS", /missing phones.*external_id, name \(needed\)/],
    [
      "an unknown column",
      "customers",
      "name,phones,shoe size\n",
      "WRONG_COLUMNS",
      /unknown "shoe size".*--ignore-unknown/,
    ],
    ["a column twice", "customers", "name,phones,Phones\n", "WRONG_COLUMNS", /phones more than once/],
    ["another separator", "customers", "name;phones\n", "WRONG_COLUMNS", /--delimiter ";"/],
    ["tabs", "customers", "name\tphones\n", "WRONG_COLUMNS", /--delimiter tab/],
    [
      "commas, said to have another",
      "customers",
      "name,phones\n",
      "WRONG_COLUMNS",
      /--delimiter ","/,
      { delimiter: ";" },
    ],
    ["one column that is not ours", "customers", "title\n", "WRONG_COLUMNS", /unknown "title"[^;]*\. The first line/],
    [
      "another separator, and quotes",
      "customers",
      'name;phones\n"Lee, Bo";+12025550101\n',
      "WRONG_COLUMNS",
      /--delimiter ";"/,
    ],
    ["bookings of nobody", "bookings", "event_date\n", "WRONG_COLUMNS", /customer_id or customer_external_id/],
    [
      "Latin-1 bytes",
      "customers",
      Buffer.from(`${ANN}b,Zoë,+12025550102\n`, "latin1"),
      "INVALID_ENCODING",
      /Line 3 is not UTF-8.*iconv.*--encoding latin1/,
    ],
    ["UTF-16", "customers", Buffer.from(`\uFEFF${ANN}`, "utf16le"), "INVALID_ENCODING", /--encoding utf-16le/],
    [
      "UTF-16 of the other order",
      "customers",
      Buffer.from(`\uFEFF${ANN}`, "utf16le").swap16(),
      "INVALID_ENCODING",
      /The file is UTF-16/,
    ],
    ["a workbook", "customers", Buffer.from("PK\u0003\u0004\u0014\u0000"), "INVALID_ENCODING", /export it as CSV/],
    [
      "a workbook, whatever its encoding is said to be",
      "customers",
      Buffer.from("PK\u0003\u0004\u0014\u0000"),
      "INVALID_ENCODING",
      /export it as CSV/,
      { encoding: "latin1" },
    ],
    ["gzip", "customers", Buffer.from([0x1f, 0x8b, 0x08, 0x00]), "INVALID_ENCODING", /unpack/],
    [
      "half a character",
      "customers",
      Buffer.concat([Buffer.from(ANN), Buffer.from([0xc3])]),
      "INVALID_ENCODING",
      /middle of a character/,
    ],
    ["a quote that is never closed", "customers", `${ANN}b,"Bob,+12025550102\n`, "MALFORMED_CSV", /line 3/],
    ["a quote within a value", "customers", `${ANN}b,Bob "B" Lee,+12025550102\n`, "MALFORMED_CSV", /line 3/],
  ];
  it.each(wrongFiles.map((row) => [row[0], row] as const))(
    "stores nothing of a file with %s and says how to mend it",
    async (_what, [, kind, content, reason, message, options = {}]) => {
      await expect(run(kind, content, options)).rejects.toMatchObject({
        code: "BAD_INPUT",
        reason,
        message: expect.stringMatching(message),
      });
      expect(await stored("bookings.customers", "id")).toEqual([]);
    },
  );

  it("finds the line of a bad byte beyond the first piece of a large file", async () => {
    const lines = Array.from({ length: 5_000 }, (_, n) => `e${n},Zoë Nr ${n},+1202555${String(n).padStart(4, "0")}`);
    const bytes = Buffer.concat([
      Buffer.from(`external_id,name,phones\n${lines.join("\n")}\n`),
      Buffer.from("x,Ren\xe9,1\n", "latin1"),
    ]);
    await expect(run("customers", bytes)).rejects.toMatchObject({ message: expect.stringContaining("Line 5002 ") });
  });

  it("reads other encodings and separators where told to", async () => {
    expect(
      await run("customers", Buffer.from("name;phones\nRené;+12025550101\n", "latin1"), {
        encoding: "latin1",
        delimiter: ";",
      }),
    ).toMatchObject({ created: 1 });
    expect(
      await run("customers", Buffer.from(`\uFEFFname,phones\nZoë,+12025550102\n`, "utf16le"), { encoding: "utf-16le" }),
    ).toMatchObject({ created: 1 });
    expect(await run("customers", "name,phones,shoe\nBob,+12025550103,44\n", { ignoreUnknown: true })).toMatchObject({
      created: 1,
    });
    expect(await stored("bookings.customers", 'name COLLATE "C" AS name')).toEqual([
      { name: "Bob" },
      { name: "René" },
      { name: "Zoë" },
    ]);
  });

  it("takes a time without a zone only in a zone that was named, and none that the clocks skipped", async () => {
    await run("customers", ANN);
    const content =
      "external_id,customer_external_id,event_date\n1,a,2026-07-01 18:30\n2,a,2026-03-08T02:30\n3,a,2026-07-01 18:30:00+00\n4,a,5/6/2026\n5,a,2026-02-30T10:00Z\n6,a,from 2026-07-03 18:30Z\n7,a,2026-07-03 18:30Z or so\n8,a,2026-07-03t18:30:15.5z\n";
    const refused = await run("bookings", content);
    expect(refused.refusals.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "DATE_WITHOUT_ZONE"],
      [3, "DATE_WITHOUT_ZONE"],
      [5, "INVALID_DATE"],
      [6, "INVALID_DATE"],
      [7, "INVALID_DATE"],
      [8, "INVALID_DATE"],
    ]);
    const read = await run("bookings", content, { timezone: "America/Los_Angeles" });
    expect(read.refusals.map(({ line, reason }) => [line, reason])).toEqual([
      [3, "NO_SUCH_LOCAL_TIME"],
      [5, "INVALID_DATE"],
      [6, "INVALID_DATE"],
      [7, "INVALID_DATE"],
      [8, "INVALID_DATE"],
    ]);
    expect(await stored("bookings.bookings", "event_date")).toEqual([
      { event_date: new Date("2026-07-01T18:30:00Z") },
      { event_date: new Date("2026-07-02T01:30:00Z") },
      { event_date: new Date("2026-07-03T18:30:15.500Z") },
    ]);
  });

  it("refuses bookings of customers that are not there and keeps their neighbours", async () => {
    await run("customers", ANN);
    const report = await run(
      "bookings",
      "external_id,customer_external_id,event_date,ends_at,guest_count,status\n1,a,2026-07-01T18:30Z,,12,confirmed\n2,zoe,2026-07-01T18:30Z,,12,pending\n3,a,2026-07-01T18:30Z,2026-07-01T17:30Z,12,pending\n4,a,2026-07-01T18:30Z,,many,paid\n5,a,2026-07-01T18:30Z,,about 12,pending\n6,a,2026-07-01T18:30Z,,12 or so,In progress\n7,a,2026-07-02T18:30Z,,14,In-progress\n",
    );
    expect(report.refusals.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [3, "customer_external_id", "UNKNOWN_CUSTOMER"],
      [4, "ends_at", "END_BEFORE_START"],
      [5, "guest_count", "INVALID_VALUE"],
      [6, "guest_count", "INVALID_VALUE"],
      [7, "guest_count", "INVALID_VALUE"],
    ]);
    expect(report.refusals[1]?.message).toBe("must be after event_date");
    expect(await stored("bookings.bookings", "external_id, status, guest_count")).toEqual([
      { external_id: "1", status: "confirmed", guest_count: 12 },
      { external_id: "7", status: "in_progress", guest_count: 14 },
    ]);
  });

  it("reads JSONL with either spelling of names and tells lines that are none", async () => {
    const report = await run(
      "recordings",
      [
        JSON.stringify({
          externalId: "r1",
          callStartedAt: "2026-04-30T18:00:00Z",
          direction: "INBOUND",
          fromPhone: "202 555 0101",
          transcript: "Customer: Hi\nAgent: Hello",
        }),
        JSON.stringify({
          external_id: "r2",
          call_started_at: "2026-04-30T18:00:00Z",
          direction: "outbound",
          segments: [{ speaker: "agent", text: "Hi" }],
        }),
        '{"external_id": "r3"',
        "[1]",
        '"r3"',
        "null",
        JSON.stringify({ external_id: "r4", surprise: 1 }),
        JSON.stringify({ external_id: "r5", call_started_at: 5, direction: {} }),
        JSON.stringify({ external_id: "r6", call_started_at: "0000-04-30T18:00:00Z", direction: "inbound" }),
      ].join("\n"),
      { format: "jsonl" },
    );
    expect(report).toMatchObject({ created: 2, refused: 7 });
    expect(report.refusals.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [3, null, "MALFORMED_LINE"],
      [4, null, "MALFORMED_LINE"],
      [5, null, "MALFORMED_LINE"],
      [6, null, "MALFORMED_LINE"],
      [7, null, "MALFORMED_LINE"],
      [8, "call_started_at", "INVALID_DATE"],
      [8, "direction", "INVALID_VALUE"],
      [9, "call_started_at", "TOO_SMALL"],
    ]);
    const told = report.refusals.slice(1, 4).map(({ message }) => message);
    expect(told).toEqual(Array(3).fill(expect.stringContaining("is not a JSON object")));
    expect(await stored("call_recordings", "external_id, transcript_status")).toEqual([
      { external_id: "r1", transcript_status: "READY" },
      { external_id: "r2", transcript_status: "READY" },
    ]);
  });

  it("reads lines of JSON that are longer than what is read of a file at once, and lists in them", async () => {
    const line = (name: string, ...phones: string[]) =>
      JSON.stringify({ name, phone: [...phones, " "], padding: "é".repeat(70_000) });
    const content = `${line("Zoë", "+12025550101", "+12025550102")}\n${line("Bob", "+12025550103")}`;
    const report = await run("customers", content, { format: "jsonl", ignoreUnknown: true });
    expect(report).toMatchObject({ created: 2, refused: 0 });
    expect(await stored("bookings.customer_phones", "phone_e164")).toHaveLength(3);
  });

  it("reads everything that can be told of a booking and of a call, by the database's names too", async () => {
    await run("customers", ANN);
    const [ann] = await stored("bookings.customers", "id");
    await run(
      "bookings",
      `customer_id,event_date,title,venue,notes\n${ann?.id},2026-07-01T18:30Z,"Summer\nparty",12 Elm St,"No nuts.\nTwo grills."\n`,
    );
    expect(await stored("bookings.bookings", "customer_id, title, venue, notes")).toEqual([
      { customer_id: ann?.id, title: "Summer party", venue: "12 Elm St", notes: "No nuts.\nTwo grills." },
    ]);
    const call = "2026-04-30T18:00:00Z,INBOUND,+12025550101,+12025550199";
    const report = await run(
      "recordings",
      [
        "external_id,call_started_at,direction,from_phone,to_phone,duration_seconds,rc_transcript,transcript_segments,rc_ai_insights",
        `r1,${call},61,"Customer: Hi\nAgent: Hello",,"{""summary"": ""A greeting""}"`,
        `r2,${call},62,,"[{""speaker"": ""agent"", ""text"": ""Hi""}]",`,
        `r3,${call},63,,"[{",`,
      ].join("\n"),
    );
    expect(report.refusals.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [5, "segments", "MALFORMED_JSON"],
    ]);
    const columns = `external_id, to_phone, duration_seconds AS seconds, rc_ai_insights->>'summary' AS summary,
      jsonb_array_length(transcript_segments) AS segments`;
    expect(await stored("call_recordings", columns)).toEqual([
      { external_id: "r1", to_phone: "+12025550199", seconds: 61, summary: "A greeting", segments: 2 },
      { external_id: "r2", to_phone: "+12025550199", seconds: 62, summary: null, segments: 1 },
    ]);
  });

  it("does everything but keep it in a dry run", async () => {
    expect(await run("customers", `${ANN}b,,x\n`, { dryRun: true })).toMatchObject({ created: 1, refused: 1 });
    expect(await stored("bookings.customers", "id")).toEqual([]);
  });

  it("imports thousands of lines in batches and says how far it is", async () => {
    const lines = Array.from({ length: 1_700 }, (_, n) => `e${n},Customer ${n},+1202${String(5_550_000 + n)}`);
    for (const line of [3, 600]) lines[line] = `e${line},,+12025550101`;
    const steps: number[] = [];
    const report = await run("customers", `external_id,name,phones\n${lines.join("\n")}`, {
      onProgress: (done, total) => steps.push(done / total),
    });
    expect(report).toMatchObject({ lines: 1_700, created: 1_698, refused: 2 });
    expect(report.refusals.map(({ line }) => line)).toEqual([5, 602]);
    expect(steps).toEqual([500 / 1700, 1000 / 1700, 1500 / 1700, 1]);
  });
});
