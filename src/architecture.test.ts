import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { packageRoot } from "./package-root.js";

const SOURCES = join(packageRoot, "src");

/**
 * Rooms and the rooms that each may import. Files directly in `src/` are either the vocabulary that every room speaks or
 * the composition on top of all (`TOP`).
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  linking: [],
  database: [],
  ringcentral: ["database"],
  simulator: [],
  customers: ["database", "linking"],
  bookings: ["database", "linking", "customers"],
  recordings: ["database", "linking", "customers", "bookings"],
  pipeline: ["database", "linking", "ringcentral", "customers", "bookings", "recordings"],
  graphql: ["database", "linking", "customers", "bookings", "recordings"],
  privacy: ["database", "linking", "ringcentral", "customers", "bookings", "recordings", "pipeline"],
  mcp: ["recordings"],
  http: ["database", "customers", "bookings", "recordings", "graphql", "mcp"],
  import: ["database", "linking", "customers", "bookings", "recordings", "pipeline"],
  evaluate: ["database", "linking", "customers", "bookings", "recordings", "pipeline"],
};
/** Above the composition root: they may import anything below `cli.ts`. */
const ABOVE = ["demo", "commands", "testing", "bench", "chaos", "fuzz"];
const TOP = ["app.ts", "app-schema.ts", "chores.ts", "cli.ts"];

interface SourceFile {
  /** From `src/`, with slashes. */
  readonly path: string;
  /** The folder in `src/`; "" for files directly in it. */
  readonly room: string;
  readonly text: string;
  /** Files in `src/` that it imports. */
  readonly imports: readonly string[];
}

const files = readFiles(SOURCES).map(readSource);
const product = files.filter(({ path, room }) => !path.endsWith(".test.ts") && !ABOVE.includes(room));

function readFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return readFiles(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

function readSource(absolute: string): SourceFile {
  const path = relative(SOURCES, absolute);
  const text = readFileSync(absolute, "utf8");
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map((match) => match[1] ?? "");
  const imports = specifiers.map((specifier) =>
    relative(SOURCES, join(absolute, "..", specifier)).replace(/\.js$/, ".ts"),
  );
  return { path, text, imports, room: roomOf(path) };
}

function roomOf(path: string): string {
  return path.includes("/") ? (path.split("/")[0] ?? "") : "";
}

const offenders = (isOffence: (file: SourceFile) => boolean) => files.filter(isOffence).map(({ path }) => path);

describe("the house", () => {
  it("has the files of every room on one level, and no rooms that mean nothing", () => {
    const folders = readdirSync(SOURCES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => !(name in ROOMS) && !ABOVE.includes(name))).toEqual([]);
    expect(offenders(({ path }) => path.split("/").length > 2)).toEqual([]);
    expect(
      offenders(({ path }) => /(^|\/)(utils?|common|types|services?|helpers?|shared|index)\.ts$/.test(path)),
    ).toEqual([]);
  });

  it("imports only along the arrows", () => {
    const wrong = product.flatMap((file) => {
      const allowed = TOP.includes(file.path) ? null : (ROOMS[file.room] ?? []);
      return file.imports
        .filter((imported) => imported.startsWith("../") === false)
        .filter((imported) => {
          const room = roomOf(imported);
          if (room === file.room) return false;
          if (room === "") return TOP.includes(imported) && !TOP.includes(file.path);
          if (file.room === "" && !TOP.includes(file.path))
            return !(room === "database" && imported === "database/sql.ts");
          return ABOVE.includes(room)
            ? !(file.path === "cli.ts" && room === "commands")
            : allowed !== null && !allowed.includes(room);
        })
        .map((imported) => `${file.path} → ${imported}`);
    });
    expect(wrong).toEqual([]);
  });

  it("keeps the linking core pure: no I/O, no clock, no chance, no decorators", () => {
    const impure = /\bnew Date\(\)|Date\.now\(|Math\.random\(|from "node:|from "pg|process\.|^@\w+\(/m;
    const core = files.filter(({ path, room }) => room === "linking" && !path.endsWith(".test.ts"));
    expect(core.filter(({ text }) => impure.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it("reads the environment in config.ts alone", () => {
    expect(
      product.filter(({ path, text }) => path !== "config.ts" && text.includes("process.env")).map(({ path }) => path),
    ).toEqual([]);
  });

  it("knows pg-boss in pipeline/queue.ts alone", () => {
    expect(product.filter(({ text }) => /from "pg-boss"/.test(text)).map(({ path }) => path)).toEqual([
      "pipeline/queue.ts",
    ]);
  });

  it("has no SQL in resolvers, in the pure core and in what surrounds the nouns", () => {
    const sql = /\b(SELECT\s+[\w*("]|INSERT INTO\s|UPDATE\s+[\w.]+\s+(AS\s+\w+\s+)?SET\b|DELETE FROM\s)/;
    const withSql = product.filter(({ text }) => sql.test(text));
    const forbidden = withSql.filter(
      ({ path, room }) => /resolver\.ts$/.test(path) || ["linking", "graphql", "import", "simulator"].includes(room),
    );
    expect(forbidden.map(({ path }) => path)).toEqual([]);
    const inPipeline = withSql.filter(({ room }) => room === "pipeline").map(({ path }) => path);
    expect(inPipeline.filter((path) => !/-store\.ts$|\/link-facts\.ts$/.test(path))).toEqual([]);
  });

  it("has no file that is two ideas, and no escape from the types (`any` is the formatter's to refuse)", () => {
    const long = product.filter(
      ({ text, path }) => text.split("\n").length > 260 && !/-weights\.ts$|\/script-|-words\.ts$/.test(path),
    );
    expect(long.map(({ path }) => path)).toEqual([]);
    expect(
      product.filter(({ text }) => /@ts-(ignore|nocheck|expect-error)/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });

  it("leads from webhook to subscription in six files", () => {
    const path = [
      "http/webhook-route.ts",
      "pipeline/receive-webhook.ts",
      "pipeline/receive.ts",
      "pipeline/link-entities.ts",
      "pipeline/publish.ts",
      "graphql/live-resolver.ts",
    ];
    expect(path.filter((file) => !existsSync(join(SOURCES, file)))).toEqual([]);
  });
});
