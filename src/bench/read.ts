import "reflect-metadata";
import { setTimeout } from "node:timers/promises";
import { numberFlag, wholeNumberFlag } from "../commands/number-flags.js";
import { table } from "../commands/table.js";
import type { Database } from "../database/open.js";
import { createApiKey, listApiKeys, revokeApiKey } from "../http/api-key-store.js";
import { runBench } from "./bench-command.js";
import { openBenchDatabase, startBenchServer } from "./bench-database.js";
import { findOrBuildSeed } from "./build-seed.js";
import { askOnce } from "./load.js";
import { measureCase, type ReadFigures, type ReadServer } from "./measure-read.js";
import { startPeer } from "./peer.js";
import { memoryOf, type Program, startProgram } from "./program.js";
import { readCases, SEARCH } from "./read-cases.js";
import { drawSubjects } from "./read-subjects.js";
import { readTargets, type Target } from "./read-targets.js";

interface Flags {
  readonly calls: number;
  readonly seconds: number;
  readonly only?: string;
  readonly peer: boolean;
}

const CONCURRENCIES = [1, 16];
/** Seconds of a heavy case must not make the whole run endless: that many for each server, case and concurrency. */
const SECONDS = 2;
const KEY_NAME = "bench";
/** Looks without a statement in a row before it is quiet: a server sends those that wait when others were ended. */
const QUIET_LOOKS = 10;

await runBench<Flags>({
  name: "bench:read",
  description:
    "What frontends and agents wait for, over real HTTP, beside PostGraphile 5 and a bare fastify + pg handler.",
  flags: (command) =>
    command
      .option(
        "--calls <count>",
        "calls of the seeded database, which is built if it is not there",
        wholeNumberFlag("--calls", 1_000),
        100_000,
      )
      .option("--seconds <seconds>", "for each server, case and concurrency", numberFlag("--seconds", 0.01), SECONDS)
      .option("--only <words>", "cases whose name has these words, such as search")
      .option("--no-peer", "leave PostGraphile out, and its installation")
      .addHelpText("after", "\nExample:\n  $ npm run -s bench:read -- --calls 1000000 --only history --json"),
  async run({ calls, seconds, only = "", peer }, bench) {
    const server = await startBenchServer();
    bench.stopLater(() => server.stop());
    const { url } = await findOrBuildSeed(server, calls, bench);
    const database = await openBenchDatabase(url);
    bench.stopLater(() => database.close());
    await addFunctionsForPeer(database);
    const subjects = await drawSubjects(database.sql);

    const environment = { DATABASE_URL: url, LOG_LEVEL: "error" };
    const serve = async (settings: Readonly<Record<string, string>> = {}): Promise<Program> => {
      const served = await startProgram({
        ...{ script: "dist/src/cli.js", arguments: ["serve", "--role", "api"] },
        environment: { ...environment, ...settings },
        readyPath: "/readyz",
      });
      bench.stopLater(() => served.stop());
      return served;
    };
    const serveBare = async (): Promise<Program> => {
      const bare = await startProgram({ ...{ script: "dist/src/bench/limit-server.js" }, environment, readyPath: "/" });
      bench.stopLater(() => bare.stop());
      return bare;
    };
    const [program, forgetful, bare] = await Promise.all([serve(), serve({ ANSWER_CACHE_MB: "0" }), serveBare()]);
    const theirs = peer ? await startPeer(url, bench) : null;
    if (theirs !== null) bench.stopLater(() => theirs.stop());
    const headers = { authorization: `Bearer ${await makeKey(database)}` };
    const callthread = { url: program.url, headers };
    const plain = ({ url: address }: { url: string }): ReadServer => ({ url: address, headers: {} });
    const servers = {
      ...{ callthread, forgetful: { url: forgetful.url, headers } },
      postgraphile: theirs === null ? null : plain(theirs),
      limit: plain(bare),
      endStatements: () => endStatements(database),
    };

    const cases = readCases(subjects, await behindPage49(callthread, subjects.commonWords.slice(0, 3)));
    const figures: ReadFigures[] = [];
    const wanted = cases.filter(({ name }) => name.includes(only));
    let memoryMb = 0;
    for (const one of wanted.filter(({ callthread: asks }) => asks.length > 0)) {
      for (const concurrency of CONCURRENCIES)
        figures.push(await measureCase(servers, one, concurrency, seconds, bench));
      memoryMb = Math.max(memoryMb, memoryOf(program));
    }
    const leftOut = wanted.filter(({ callthread: asks }) => asks.length === 0).map(({ name }) => name);
    if (leftOut.length > 0) bench.progress(`so few calls have nothing to ask for: ${leftOut.join("; ")}`);
    const targets = readTargets(figures, memoryMb);
    return {
      figures: { bench: "read", calls, seconds, cases: figures, leftOut, memoryMb, targets },
      text: describe(figures, targets),
    };
  },
});

/**
 * What PostGraphile does not find out by itself: an excerpt, the calls of a booking (by a partial index), and the nearest
 * to a search that it can be given, the same words of the same table, newest first.
 */
async function addFunctionsForPeer({ sql }: Database): Promise<void> {
  await sql.query(
    `CREATE OR REPLACE FUNCTION call_recordings_excerpt(call call_recordings) RETURNS text LANGUAGE sql STABLE AS
     $$ SELECT left(call.rc_transcript, 200) $$`,
  );
  await sql.query(
    `CREATE OR REPLACE FUNCTION bench_calls_of(booking uuid) RETURNS SETOF call_recordings LANGUAGE sql STABLE AS
     $$ SELECT * FROM call_recordings WHERE booking_id = booking ORDER BY call_started_at DESC $$`,
  );
  await sql.query(
    `CREATE OR REPLACE FUNCTION bench_search(query text) RETURNS SETOF call_recordings LANGUAGE sql STABLE AS
     $$ SELECT call.* FROM call_search AS found JOIN call_recordings AS call ON call.id = found.recording_id
         WHERE found.words @@ websearch_to_tsquery('public.callthread', query) ORDER BY found.call_started_at DESC $$`,
  );
}

/** Returns when no statement runs in the benchmark's database but its own. */
async function endStatements({ sql }: Database): Promise<void> {
  for (let quiet = 0; quiet < QUIET_LOOKS; ) {
    const running = await sql.query(
      `SELECT pg_cancel_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND state = 'active' AND pid <> pg_backend_pid()`,
    );
    quiet = running.length === 0 ? quiet + 1 : 0;
    await setTimeout(20);
  }
}

async function makeKey({ sql }: Database): Promise<string> {
  const live = (await listApiKeys(sql)).some(({ name, revokedAt }) => name === KEY_NAME && revokedAt === null);
  if (live) await revokeApiKey(sql, KEY_NAME);
  return (await createApiKey(sql, { name: KEY_NAME, scopes: ["read", "context"] })).key;
}

interface SearchAnswer {
  readonly data: {
    readonly searchTranscripts: { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } };
  };
}

/** 980 results in: nine pages of a hundred and four of twenty. */
async function behindPage49(
  { url, headers }: ReadServer,
  words: readonly string[],
): Promise<{ query: string; after: string }[]> {
  const found: { query: string; after: string }[] = [];
  for (const query of words) {
    let after: string | null = null;
    for (const first of [...Array(9).fill(100), ...Array(4).fill(20)]) {
      const body: string = JSON.stringify({ query: SEARCH, variables: { query, first, after } });
      const { data }: SearchAnswer = await askOnce<SearchAnswer>(url, headers, { path: "/graphql", body });
      const { hasNextPage, endCursor } = data.searchTranscripts.pageInfo;
      after = hasNextPage ? endCursor : null;
      if (after === null) break;
    }
    if (after !== null) found.push({ query, after });
  }
  return found;
}

function describe(all: readonly ReadFigures[], targets: readonly Target[]): string {
  const rows = all.map(({ name, concurrency, callthread, postgraphile, limit, timesPostgraphile, shareOfLimit }) => [
    ...[name, String(concurrency), String(callthread.requestsPerSecond)],
    ...[callthread.ms.p50, callthread.ms.p95, callthread.ms.p99].map((ms) => ms.toFixed(1)),
    // At 16 it was all asked before, one at a time.
    concurrency === 1 ? callthread.firstMs.p95.toFixed(1) : "",
    ...[postgraphile?.requestsPerSecond ?? "", timesPostgraphile === null ? "" : `${timesPostgraphile} ×`].map(String),
    ...[limit?.requestsPerSecond ?? "", shareOfLimit === null ? "" : `${Math.round(shareOfLimit * 100)} %`].map(String),
  ]);
  const unanswered = all.flatMap(({ name, concurrency, callthread, postgraphile, limit }) =>
    Object.entries({ Callthread: callthread, PostGraphile: postgraphile, "bare limit": limit }).flatMap(
      ([who, load]) =>
        load === null || load.unanswered === 0
          ? []
          : [`${who} left ${load.unanswered} of "${name}", ${concurrency} at once, unanswered for 10 s`],
    ),
  );
  const header = [
    "",
    "at once",
    "req/s",
    "p50 ms",
    "p95",
    "p99",
    "first time p95",
    "PostGraphile",
    "",
    "bare limit",
    "",
  ];
  const marks = targets.map(({ what, figure, bound, met }) => [met ? "met" : "missed", what, String(figure), bound]);
  return `${[table(header, rows), ...unanswered].join("\n")}\n\n${table(["target", "", "figure", "bound"], marks)}`;
}
