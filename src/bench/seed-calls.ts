import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { startCopy } from "./copy-rows.js";
import { readLexicon } from "./lexicon.js";
import { SEARCH_COLUMNS, STATEMENT_COLUMNS } from "./search-rows.js";
import { planSeed } from "./seed-plan.js";
import { CALL_COLUMNS, callRows, wordsOf } from "./seed-rows.js";
import { openSession } from "./seed-session.js";
import { buildVocabulary } from "./vocabulary.js";

/** Of a seed's calls from the `first` on each `every`-th. */
interface Share {
  readonly url: string;
  readonly calls: number;
  readonly until: Date;
  readonly first: number;
  readonly every: number;
}

/** How many calls have been made since the last report, and at the end in how many each word is said. */
interface Report {
  readonly made: number;
  readonly said?: ReadonlyMap<string, number>;
}

const REPORT_EVERY = 250;

/**
 * Fills the tables of calls, search and statements; a thread each for a share of the calls, as making them takes longer
 * than storing them. The threads make every so many-th call each, so that the tables lie in about the order of time, as
 * those that are filled by calls coming in. Returns in how many calls each word is said.
 */
export async function seedCalls(
  seed: Pick<Share, "url" | "calls" | "until">,
  threads: number,
  onCalls: (made: number) => void,
): Promise<Map<string, number>> {
  const said = new Map<string, number>();
  let made = 0;
  const shares = Array.from({ length: threads }, (_one, first): Share => ({ ...seed, first, every: threads }));
  await Promise.all(
    shares.map(
      (share) =>
        new Promise<void>((done, failed) => {
          new Worker(new URL(import.meta.url), { workerData: share })
            .on("message", (report: Report) => {
              made += report.made;
              onCalls(made);
              for (const [word, calls] of report.said ?? []) said.set(word, (said.get(word) ?? 0) + calls);
            })
            .on("error", failed)
            .on("exit", () => done());
        }),
    ),
  );
  return said;
}

async function fill(
  { url, calls, until, first: firstCall, every }: Share,
  tell: (report: Report) => void,
): Promise<void> {
  const sessions = await Promise.all([openSession(url), openSession(url), openSession(url)]);
  const [first, second, third] = sessions;
  const [plan, vocabulary] = [planSeed(calls, until), buildVocabulary()];
  const lexicon = await readLexicon(first.sql, wordsOf(plan, vocabulary));
  const recordings = startCopy(first.client, "call_recordings", CALL_COLUMNS);
  const search = startCopy(second.client, "call_search", SEARCH_COLUMNS);
  const statements = startCopy(third.client, "call_statements", STATEMENT_COLUMNS);
  const tables = [recordings, search, statements];
  let untold = 0;
  for (const row of callRows(plan, vocabulary, lexicon, firstCall, every)) {
    recordings.add(row.call);
    search.add(row.search);
    for (const statement of row.statements) statements.add(statement);
    for (const table of tables) if (table.isFull()) await table.flush();
    if (++untold === REPORT_EVERY) {
      tell({ made: untold });
      untold = 0;
    }
  }
  await Promise.all(tables.map((table) => table.end()));
  await Promise.all(sessions.map(({ client }) => client.end()));
  const said = [...lexicon]
    .filter(([, word]) => word.calls > 0)
    .map(([word, { calls: saying }]) => [word, saying] as const);
  tell({ made: untold, said: new Map(said) });
}

if (!isMainThread) await fill(workerData as Share, (report) => parentPort?.postMessage(report));
