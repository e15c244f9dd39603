import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../database/open.js";
import type { Sql } from "../database/sql.js";
import { packageRoot } from "../package-root.js";
import type { Bench } from "./bench-command.js";
import { type BenchServer, openBenchDatabase } from "./bench-database.js";
import { copyRows } from "./copy-rows.js";
import { seedCalls } from "./seed-calls.js";
import { planSeed } from "./seed-plan.js";
import * as rows from "./seed-rows.js";
import { openSession, type SeedSession } from "./seed-session.js";
import {
  allowMuchWal,
  checkSearch,
  dropIndexes,
  fillHistory,
  fillVocabulary,
  findSeed,
  markSeed,
  settle,
  sizeOf,
} from "./seed-store.js";

export interface Seed {
  readonly name: string;
  readonly url: string;
  readonly calls: number;
  readonly until: Date;
  readonly bytes: number;
  /** Seconds of each step; empty where it was found built. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** Grows when what is seeded changes. */
const RULES = 5;
/** Progress is told that often. */
const TELL_EVERY_MS = 3_000;
/** That make the calls. */
const THREADS = 3;
/** A thread takes a second or two to start: what it makes in that time. */
const LEAST_CALLS_OF_THREAD = 1_000;

/** The seeded database of this size: the one there is, or a new one where there is none or the tables have changed. */
export async function findOrBuildSeed(server: BenchServer, calls: number, bench: Bench): Promise<Seed> {
  const name = nameOf(calls);
  if (await server.exists(name)) {
    const database = await openDatabase({ url: server.urlOf(name), poolSize: 1 });
    const [mark, bytes] = [await findSeed(database.sql), await sizeOf(database.sql)];
    await database.close();
    if (mark !== null && isCurrent(mark.version)) return { ...mark, name, url: server.urlOf(name), bytes, seconds: {} };
  }
  return buildSeed(server, calls, today(), bench);
}

export const nameOf = (calls: number): string => `bench_${calls}`;
export const today = (): Date => new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000);

/** Makes the database anew. The same size and end give the same rows. */
export async function buildSeed(server: BenchServer, calls: number, until: Date, bench: Bench): Promise<Seed> {
  const name = nameOf(calls);
  const url = await server.create(name);
  await (await openBenchDatabase(url)).close();
  const sessions = await Promise.all([openSession(url), openSession(url), openSession(url)]);
  try {
    const [{ sql }] = sessions;
    const seconds = await load(sessions, { url, calls, until }, bench);
    await markSeed(sql, { calls, until, version: versionNow() });
    return { name, url, calls, until, seconds, bytes: await sizeOf(sql) };
  } finally {
    await Promise.all(sessions.map(({ client }) => client.end()));
  }
}

async function load(
  sessions: readonly [SeedSession, SeedSession, SeedSession],
  { url, calls, until }: Pick<Seed, "url" | "calls" | "until">,
  bench: Bench,
): Promise<Record<string, number>> {
  const seconds: Record<string, number> = {};
  const step = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    bench.progress(`${what} …`);
    const result = await work();
    seconds[what] = Math.round((performance.now() - began) / 100) / 10;
    return result;
  };
  const [first, second, third] = sessions;
  const { client, sql } = first;
  const plan = planSeed(calls, until);
  const copy = (table: string, columns: readonly string[], all: Iterable<rows.Field[]>) =>
    step(table, async () => {
      const indexes = await dropIndexes(sql, table);
      await copyRows(client, table, columns, all);
      for (const definition of indexes) await sql.query(definition);
    });
  await allowMuchWal(sql, true);
  try {
    await copy("bookings.customers", rows.CUSTOMER_COLUMNS, rows.customerRows(plan));
    await copy("bookings.customer_phones", rows.PHONE_COLUMNS, rows.phoneRows(plan));
    await copy("bookings.bookings", rows.BOOKING_COLUMNS, rows.bookingRows(plan));
    const indexes: string[][] = [];
    for (const table of LARGE_TABLES) indexes.push(await dropIndexes(sql, table));
    const said = await step("calls", () =>
      seedCalls(
        { url, calls, until },
        Math.min(THREADS, Math.ceil(calls / LEAST_CALLS_OF_THREAD)),
        progressOf("calls", calls, bench),
      ),
    );
    await step("decisions and events", () => fillHistory(sql));
    // The words take as long as all others together: beside them, on a session of their own.
    const [ofWords = [], ...others] = indexes;
    await step("indexes", () =>
      Promise.all([makeIndexes(second.sql, ofWords), makeIndexes(third.sql, others.flat()), fillVocabulary(sql, said)]),
    );
    await step("vacuum and analyse", () => settle(sql));
    await step("check", () => checkSearch(sql));
  } finally {
    await allowMuchWal(sql, false);
  }
  return seconds;
}

/** The table of the words first. */
const LARGE_TABLES = ["call_search", "call_recordings", "call_statements", "link_decisions", "linkage_events"];

async function makeIndexes(sql: Sql, definitions: readonly string[]): Promise<void> {
  for (const definition of definitions) await sql.query(definition);
}

function progressOf(table: string, total: number, bench: Bench): (count: number) => void {
  const began = performance.now();
  let toldAt = began;
  return (count) => {
    const now = performance.now();
    if (now - toldAt < TELL_EVERY_MS) return;
    toldAt = now;
    const perSecond = count / ((now - began) / 1_000);
    bench.progress(
      `${table}: ${count} of ${total}, ${Math.round(perSecond)} a second, ${Math.round((total - count) / perSecond)} s left`,
    );
  };
}

/** What a seed was made with: its rules, and each migration as it was. */
function versionNow(): Record<string, string> {
  const folder = join(packageRoot, "migrations");
  const digest = (file: string) =>
    createHash("sha256")
      .update(readFileSync(join(folder, file)))
      .digest("hex")
      .slice(0, 12);
  return { rules: String(RULES), ...Object.fromEntries(readdirSync(folder).map((file) => [file, digest(file)])) };
}

/** A migration that came later is run when the database is opened; one that has changed cannot be. */
function isCurrent(version: Readonly<Record<string, string>>): boolean {
  const now = versionNow();
  return Object.entries(version).every(([part, digest]) => now[part] === digest);
}
