import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { buildSchema } from "graphql";
import { runCli, startCli } from "../testing/run-cli.js";
import { createDatabaseFromTemplate, dropDatabase } from "../testing/test-database.js";

describe("callthread", () => {
  let settings: { DATABASE_URL: string; LOG_LEVEL: string };
  let folder: string;
  beforeAll(async () => {
    settings = { DATABASE_URL: await createDatabaseFromTemplate(), LOG_LEVEL: "silent" };
    folder = mkdtempSync(join(tmpdir(), "callthread-cli-"));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await dropDatabase(settings.DATABASE_URL);
  });

  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  it("helps with every command, on stdout, with examples", async () => {
    const { stdout } = await runCli(["--help"]);
    const names = [...stdout.matchAll(/^ {2}([a-z-]+)(?= |$)/gm)]
      .map(([, name]) => name ?? "")
      .filter((name) => name !== "help" && !name.startsWith("-"));
    expect(names).toEqual(
      expect.arrayContaining([
        "serve",
        "worker",
        "demo",
        "migrate",
        "keys",
        "import",
        "relink",
        "explain",
        "evaluate",
        "calibrate",
        "schema",
        "simulate-ringcentral",
      ]),
    );
    const helps = [
      ...names.map((name) => [name]),
      ["keys", "create"],
      ["keys", "list"],
      ["keys", "rotate"],
      ["keys", "revoke"],
      ["evaluate", "linking"],
      ["evaluate", "search"],
    ];
    const helped = await Promise.all(helps.map((command) => runCli([...command, "--help"])));
    for (const [index, help] of helped.entries()) {
      expect([helps[index], help.code, help.stderr]).toEqual([helps[index], 0, ""]);
      expect(help.stdout).toMatch(/Examples?:\n {2}\$ /);
    }
  });

  const mistakes: [what: string, parameters: string[], settings: Record<string, string>, message: RegExp][] = [
    ["an unknown command", ["dance"], {}, /unknown command 'dance'/],
    ["an unknown flag", ["serve", "--fast"], {}, /unknown option '--fast'/],
    ["a missing argument", ["import", "customers"], {}, /missing required argument 'file'/],
    ["an unknown kind", ["import", "cats", "x.csv"], {}, /Allowed choices are customers, bookings, recordings/],
    [
      "a wrong setting",
      ["keys", "list"],
      { PORT: "many", BUSINESS_TIMEZONE: "Mars/Olympus" },
      /PORT must be a whole number[\s\S]*BUSINESS_TIMEZONE must be an IANA time zone[\s\S]*\[CONFIGURATION\]/,
    ],
    [
      "an unreachable database",
      ["keys", "list"],
      { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" },
      /cannot be reached[\s\S]*\[UNAVAILABLE\]/,
    ],
    [
      "a data folder that cannot be",
      ["keys", "list"],
      { DATABASE_URL: "", DATA_DIR: "package.json" },
      /package.json\/postgres cannot be made .*set DATA_DIR/,
    ],
    ["an unknown scope", ["keys", "create", "x", "--scopes", "sudo"], {}, /does not know sudo/],
    [
      "an expiry in words",
      ["keys", "create", "x", "--scopes", "read", "--expires", "soon"],
      {},
      /--expires takes a span/,
    ],
    [
      "an expiry in the past",
      ["keys", "create", "x", "--scopes", "read", "--expires", "2020-01-01T00:00:00Z"],
      {},
      /must lie in the future/,
    ],
    ["a key that is not there", ["keys", "revoke", "nobody"], {}, /no live key/],
    ["a file that is not there", ["import", "customers", "nowhere.csv"], {}, /nowhere.csv is not there/],
    ["JSON that is not there", ["import", "customers", "nowhere.json"], {}, /nowhere.json is not there/],
    ["a file of no format", ["import", "customers", "data"], {}, /--format csv/],
    ["an unknown zone", ["import", "bookings", "x.csv", "--timezone", "Mars/Olympus"], {}, /IANA time zone/],
    ["cases that are not there", ["evaluate", "linking", "nowhere.jsonl"], {}, /nowhere.jsonl is not there/],
    ["labelled calls of which there are none", ["evaluate", "linking", "/dev/null"], {}, /no labelled calls/],
    [
      "labelled calls that are none",
      ["calibrate", "README.md", "--with", "LICENSE"],
      {},
      /README\.md: Line 1 is not JSON/,
    ],
    ["nothing to learn from", ["calibrate", "/dev/null"], {}, /no labelled calls/],
    [
      "a file of something else for an adaptation",
      ["relink", "--dry-run", "--adaptation", "package.json"],
      {},
      /package.json must be what `callthread calibrate --adapt` writes/,
    ],
    [
      "linking by an adaptation that the service has not",
      ["relink", "--adaptation", "package.json"],
      {},
      /set LINK_ADAPTATION_FILE/,
    ],
    [
      "predictions that cannot be written",
      ["evaluate", "search", "package.json", "--predictions", "nowhere/out.jsonl"],
      {},
      /nowhere\/out.jsonl cannot be written/,
    ],
    ["weights that cannot be written over a folder", ["calibrate", "package.json", "--out", "."], {}, /\. is a folder/],
    [
      "a country that is none",
      ["evaluate", "linking", "package.json", "--region", "XX"],
      {},
      /--region must be a two-letter country code/,
    ],
    [
      "a pipe for a file",
      ["import", "customers", "/dev/null", "--format", "csv"],
      {},
      /\/dev\/null can be read only once.*save it as a file/,
    ],
    ["an unknown recording", ["explain", "nothing"], {}, /no recording with id nothing/],
    ["a date without zone", ["relink", "--since", "2026-05-01T10:00"], {}, /--since has no zone: write it as \S+ \[/],
    ["a port that is none", ["simulate-ringcentral", "--port", "http"], {}, /--port takes a whole number/],
  ];
  it.each(mistakes)("says what to do about %s, on stderr, and fails", async (_what, parameters, extra, message) => {
    const { code, stdout, stderr } = await runCli(parameters, { ...settings, ...extra });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("prints a new key alone, lists it without its secret and ends it", async () => {
    const created = await runCli(["keys", "create", "desk", "--scopes", "read,link", "--expires", "90d"], settings);
    expect(created.stdout).toMatch(/^ct_[0-9a-z]{12}_[\w-]{43}\n$/);
    expect(created.code).toBe(0);
    const listed = await runCli(["keys", "list", "--json"], settings);
    expect(JSON.parse(listed.stdout)).toMatchObject([{ name: "desk", scopes: ["read", "link"], state: "live" }]);
    expect(listed.stdout).not.toContain(created.stdout.trim().slice(16));
    const rotated = await runCli(["keys", "rotate", "desk", "--grace", "1h"], settings);
    expect(rotated.stdout).toMatch(/^ct_[0-9a-z]{12}_[\w-]{43}\n$/);
    expect(rotated.stdout).not.toBe(created.stdout);
    expect(rotated.stderr).toMatch(/"desk" may read, link until .*; the old one ends at/);
    const revoked = await runCli(["keys", "revoke", "desk"], settings);
    const older = created.stdout.slice(3, 15);
    expect(revoked).toMatchObject({ code: 0, stdout: "" });
    expect(revoked.stderr).toMatch(new RegExp(`older key of it lives until .*: callthread keys revoke ${older}`));
    expect((await runCli(["keys", "list"], settings)).stdout).toMatch(/^NAME +STATE.*\ndesk +revoked +read,link/);
    expect(await runCli(["keys", "revoke", older], settings)).toMatchObject({ code: 0 });
  });

  it("says when a rotated key ends that would have ended sooner", async () => {
    await runCli(["keys", "create", "brief", "--scopes", "read", "--expires", "2h"], settings);
    const { stderr } = await runCli(["keys", "rotate", "brief", "--grace", "24h", "--expires", "4w"], settings);
    const end = /the old one ends at (\S+Z)/.exec(stderr)?.[1] ?? "";
    expect(Date.parse(end) - Date.now()).toBeLessThan(2 * 3_600_000);
    await runCli(["keys", "revoke", "brief"], settings);
  });

  it("imports a file, then links and explains its calls", async () => {
    const customers = file("customers.csv", "external_id,name,phones\nann,Ann Lee,(202) 555-0101\nbob,,1\n");
    const refused = await runCli(["import", "customers", customers], settings);
    expect(refused).toEqual({
      code: 1,
      stdout: "2 customers: 1 created, 0 updated, 0 unchanged, 1 refused.\n",
      stderr: expect.stringMatching(/^line 3, name: .* \[INVALID_VALUE\]\n/),
    });
    const one = file("one.csv", "external_id,name,phones\nann,Ann Lee,(202) 555-0101\n");
    expect((await runCli(["import", "customers", one], settings)).stdout).toMatch(/^1 customer: /);
    const bookings = file(
      "bookings.csv",
      "external_id,customer_external_id,event_date,guest_count,title\nb,ann,2026-05-01 18:00,12,Hibachi\n",
    );
    expect(await runCli(["import", "bookings", bookings, "--timezone", "--json"], settings)).toMatchObject({
      code: 0,
      stdout:
        '{"kind":"bookings","dryRun":false,"lines":1,"created":1,"updated":0,"unchanged":0,"erased":0,"refused":0}\n',
      stderr: "",
    });
    const call = {
      external_id: "call-1",
      call_started_at: "2026-05-01T20:00:00Z",
      direction: "inbound",
      from_phone: "+12025550101",
      transcript: "Customer: It is about the hibachi tonight for twelve.",
    };
    const recordings = file("calls.jsonl", JSON.stringify(call));
    expect((await runCli(["import", "recordings", recordings], settings)).code).toBe(0);

    const preview = await runCli(["relink", "--dry-run", "--json"], settings);
    expect(JSON.parse(preview.stdout)).toMatchObject({
      judged: 1,
      changed: 1,
      changes: [{ before: { status: "PENDING" }, after: { status: "LINKED" } }],
      labels: { count: 0 },
    });
    expect(JSON.parse((await runCli(["explain", "call-1", "--json"], settings)).stdout)).toMatchObject({
      linkStatus: "PENDING",
    });
    expect(await runCli(["relink"], settings)).toMatchObject({ code: 0, stdout: "1 call judged again.\n", stderr: "" });
    const explained = await runCli(["explain", "call-1"], settings);
    expect(explained.stdout).toMatch(
      /LINKED[\s\S]*the caller +\+[\d.]+ [\s\S]*phone_exact[\s\S]*together[\s\S]*booking "Hibachi" on Fri 1 May 2026, 6:00 PM, 12 guests/,
    );
  });

  it("measures linking and search on labelled cases, and leaves the service's data alone", async () => {
    const call = {
      id: "case-1",
      call: {
        startedAt: "2026-05-01T19:00:00Z",
        timezone: "America/Los_Angeles",
        direction: "INBOUND",
        fromPhone: "+12025550101",
        toPhone: "+12135550199",
        transcript: "Customer: It is about my dinner tonight, for twelve.",
      },
      customers: [{ id: "ann", name: "Ann Lee", phone: "+12025550101" }],
      bookings: [
        {
          id: "b",
          customerId: "ann",
          eventAt: "2026-05-02T01:00:00Z",
          guestCount: 12,
          status: "CONFIRMED",
          title: null,
          notes: null,
        },
      ],
      truth: { customerId: "ann", bookingId: "b" },
      source: "ours",
    };
    const predictions = join(folder, "predictions.jsonl");
    const cases = file("cases.jsonl", JSON.stringify(call));
    const linking = await runCli(["evaluate", "linking", cases, "--json", "--predictions", predictions]);
    expect(JSON.parse(linking.stdout)).toMatchObject({ cases: 1, booking: { accuracy: 1 } });
    expect(JSON.parse(readFileSync(predictions, "utf8"))).toMatchObject({
      id: "case-1",
      customerId: "ann",
      bookingId: "b",
    });
    expect((await runCli(["explain", "case-1", "--cases", cases])).stdout).toMatch(/LINKED[\s\S]*\(right\)/);
    const french = {
      ...{ ...call, customers: [{ id: "ann", name: "Ann Lee", phone: "06 12 34 56 78" }] },
      call: { ...call.call, fromPhone: "+33612345678" },
    };
    const abroad = ["explain", "case-1", "--cases", file("abroad.jsonl", JSON.stringify(french))];
    expect((await runCli(abroad)).stdout).toMatch(/^UNMATCHED/);
    expect((await runCli([...abroad, "--region", "FR"])).stdout).toMatch(/^LINKED/);
    const adaptation = join(folder, "adaptation.json");
    expect((await runCli(["calibrate", cases, "--adapt", "--out", adaptation])).stdout).toMatch(
      /^Learned from 1 call of 1: .*\nBuilt in: .*\nAdapted: .*\nSo few calls tell by chance/,
    );
    expect((await runCli(["calibrate", cases, "--intents"])).stderr).toMatch(/No call says what it was for/);
    const again = await runCli(["evaluate", "linking", cases, "--json", "--adaptation", adaptation]);
    expect(JSON.parse(again.stdout)).toMatchObject({ cases: 1, booking: { accuracy: 1 } });

    const people = [
      {
        person: "Ann",
        conversations: [
          {
            id: "c1",
            startedAt: "2026-05-01T19:00:00Z",
            turns: [{ id: "t1", speaker: "Ann", text: "My son is allergic to shellfish." }],
          },
        ],
        questions: [
          { id: "q1", question: "What is her son allergic to?", evidenceTurnIds: ["t1"], answer: "Shellfish" },
        ],
      },
    ];
    const questions = file("people.json", JSON.stringify(people));
    const search = await runCli(["evaluate", "search", questions, "--json", "--predictions", predictions], settings);
    expect(JSON.parse(search.stdout)).toMatchObject({ questions: 1, recallAt5Passages: 1 });
    expect(JSON.parse(readFileSync(predictions, "utf8"))).toMatchObject({
      questionId: "q1",
      passages: [{ conversationId: "c1", turnIds: ["t1"] }],
    });
    expect((await runCli(["explain", "c1"], settings)).code).toBe(1);
  });

  it("prints a schema that GraphQL can read, and compares it", async () => {
    const { stdout, code } = await runCli(["schema"]);
    expect(code).toBe(0);
    expect(buildSchema(stdout).getQueryType()?.getFields()).toHaveProperty("customerByPhone");
    expect((await runCli(["schema", "--check", file("same.graphql", stdout)])).code).toBe(0);
    const differs = await runCli([
      "schema",
      "--check",
      file("other.graphql", stdout.replace("customerByPhone", "other")),
    ]);
    expect(differs).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/differs .* from line \d+ on/),
    });
  });

  it("serves until a signal, to those who have a key, and to others only once there is one", async () => {
    const database = await createDatabaseFromTemplate();
    const own = { ...settings, DATABASE_URL: database, PORT: "0" };
    const open = await runCli(["serve", "--host", "0.0.0.0"], own);
    expect(open).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("AUTHENTICATION_NOT_CONFIGURED"),
    });

    const serving = startCli(["serve"], own);
    const [, url] = await serving.says(/listens at (http:\S+\/graphql)[\s\S]*Nobody can ask yet/);
    const key = (await runCli(["keys", "create", "me", "--scopes", "read"], own)).stdout.trim();
    const ask = () =>
      fetch(String(url), {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
        body: JSON.stringify({ query: "{ customers { totalCount } }" }),
      });
    expect(await (await ask()).json()).toEqual({ data: { customers: { totalCount: 0 } } });
    serving.signal("SIGTERM");
    expect(await serving.ended).toMatchObject({ code: 0, stdout: "" });

    const reachable = startCli(["serve", "--host", "0.0.0.0", "--role", "api"], own);
    await reachable.says(/listens at/);
    const worker = startCli(["worker"], own);
    await worker.says(/works the pipeline/);
    reachable.signal("SIGINT");
    worker.signal("SIGINT");
    expect(await Promise.all([reachable.ended, worker.ended])).toMatchObject([{ code: 0 }, { code: 0 }]);
    await dropDatabase(database);
  });

  it("shows a demo until a signal, and stops in order though another comes", async () => {
    const database = await createDatabaseFromTemplate();
    const demo = startCli(["demo", "--interval", "3600"], { ...settings, DATABASE_URL: database, PORT: "0" });
    await demo.says(/Ctrl-C stops everything/);
    demo.signal("SIGTERM");
    await demo.says(/stopping …/);
    demo.signal("SIGTERM");
    const { code, stdout } = await demo.ended;
    expect(stdout).toMatch(/stopped; the data stays/);
    expect(code).toBe(0);
    await dropDatabase(database);
  });

  it("simulates a RingCentral account and prints the settings that connect to it", async () => {
    const simulator = startCli(["simulate-ringcentral", "--port", "0"]);
    await simulator.says(/listens at/);
    simulator.signal("SIGTERM");
    const { code, stdout } = await simulator.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^RC_SERVER_URL=http:\/\/127\.0\.0\.1:\d+\nRC_CLIENT_ID=\S+\nRC_CLIENT_SECRET=\S+\nRC_JWT=\S+\nRC_WEBHOOK_TOKEN=\S{16,}\n$/,
    );
  });
});
