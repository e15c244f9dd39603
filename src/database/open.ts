import { availableParallelism } from "node:os";
import pg from "pg";
import {
  DataSource,
  type EntitySchema,
  type EntityTarget,
  type Logger,
  type ObjectLiteral,
  QueryFailedError,
  type QueryRunner,
} from "typeorm";
import { AppError, messageOf } from "../errors.js";
import { freshReads } from "./fresh-reads.js";
import { migrationClasses } from "./migrations.js";
import { type HotStatements, hotStatements, preparedStatements } from "./prepared-statements.js";
import type { Sql, StatementOptions } from "./sql.js";

type Entity = EntityTarget<ObjectLiteral> & (abstract new () => ObjectLiteral);

export interface DatabaseOptions {
  readonly url: string;
  /**
   * The same database without the pooler in transaction mode that `url` leads to: for what belongs to a session. Where it
   * is absent, `url` is direct itself.
   */
  readonly directUrl?: string | undefined;
  /** A read replica; reads go to `url` where it is absent, and where the replica has not replayed all there is. */
  readonly readUrl?: string | undefined;
  /** Connections of each pool. */
  readonly poolSize?: number;
  /** Classes with TypeORM decorators; handed in because this room knows no feature. */
  readonly entities?: readonly (Entity | EntitySchema)[];
  /** Longest a statement may run, in milliseconds; 0 for no limit. */
  readonly statementTimeoutMs?: number;
  /** The same for `read`, which then has connections of its own. */
  readonly readTimeoutMs?: number;
  /** Called with failures of idle connections, which the pool replaces by itself. */
  readonly onIdleError?: (error: Error) => void;
  /** Called when the replica cannot be used any more; reads go to `url` until it can. */
  readonly onReplicaUnusable?: (reason: string) => void;
}

export interface Database {
  /** Statements on the primary, each on its own. */
  readonly sql: Sql;
  /** Statements that may be answered by a replica, as fresh as `sql` answers them. */
  readonly read: Sql;
  /** The same for those that look at hundreds of calls: over few connections of their own. */
  readonly heavyRead: Sql;
  readonly url: string;
  /** For LISTEN, locks of a session and migrations: no pooler stands before it. */
  readonly directUrl: string;
  readonly dataSource: DataSource;
  /** Runs `work` in one transaction: committed when it resolves, rolled back when it throws. */
  transaction<T>(work: (tx: Sql) => Promise<T>, options?: TransactionOptions): Promise<T>;
  close(): Promise<void>;
}

export interface TransactionOptions {
  /**
   * For what is run again and again, a few rows at a time: its statements are planned once a connection, not each time, and
   * look up rows in indexes, not by walking a table because it is small. What selects from all rows is planned badly so.
   */
  readonly isHot?: boolean;
}

export const poolSql = (pool: pg.Pool): Sql => {
  const prepared = preparedStatements(pool);
  return {
    async query<Row>(text: string, values: readonly unknown[] = [], options: StatementOptions = {}): Promise<Row[]> {
      const result =
        options.isPrepared === true
          ? await prepared.run(text, values as unknown[])
          : await pool.query(text, values as unknown[]);
      return result.rows as Row[];
    },
  };
};

/** A transaction's statements; those that are run again and again by name. */
const hotSql = (connection: pg.ClientBase, hot: HotStatements): Sql => ({
  async query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    try {
      return (await hot.run(connection, text, values as unknown[])).rows as Row[];
    } catch (error) {
      // As TypeORM tells of failures, whichever way a statement went.
      throw new QueryFailedError(text, values as unknown[], error as Error);
    }
  },
});

const runnerSql = (runner: QueryRunner): Sql => ({
  async query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    // Structured results: the plain form returns rows for SELECT but [rows, count] for UPDATE and DELETE.
    const result = await runner.query(text, values as unknown[], true);
    return (result.records ?? []) as Row[];
  },
});

/** A plan outlives the rows there are when it is made: a table that was small then must not be walked later. */
const PLANNED_ONCE = [
  "SET LOCAL plan_cache_mode = force_generic_plan",
  ...["seqscan", "hashjoin", "mergejoin"].map((way) => `SET LOCAL enable_${way} = off`),
];

const DEFAULT_TIMEOUT_MS = 30_000;
/** Beyond the statement's own time, so that where the server keeps that, it is the server who ends it. */
const GRACE_MS = 1_000;

/**
 * How a statement's time is kept. A pooler in transaction mode refuses connections that bring settings of a session, so
 * there a process gives up waiting and its connection with it; transactions tell the server besides.
 */
function timeoutSettings({ directUrl, statementTimeoutMs = DEFAULT_TIMEOUT_MS }: DatabaseOptions) {
  if (directUrl === undefined) return { statement_timeout: statementTimeoutMs };
  return statementTimeoutMs === 0 ? {} : { query_timeout: statementTimeoutMs + GRACE_MS };
}

/**
 * Dictionaries, compiled expressions and plans are a connection's own: its first ten transcripts cost the database some
 * thirty milliseconds more. So connections of a busy minute are kept through quiet ones.
 */
const IDLE_FOR_MS = 300_000;

/**
 * Every connection is shown each page of the database anew, which costs more than to read what stands there: searches for
 * three words cost the database a third less over two connections than over ten, on two cores. One more than there are
 * cores, or a sixth of their time passes while answers and the next statements are on their way: a twelfth more searches.
 */
export const HEAVY_READS_AT_ONCE = Math.min(8, availableParallelism() + 1);

function openPool(url: string, options: DatabaseOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    application_name: "callthread",
    idleTimeoutMillis: IDLE_FOR_MS,
    ...timeoutSettings(options),
    // A client in a test or a command must not keep the process alive by itself.
    allowExitOnIdle: true,
  });
  pool.on("error", (error) => options.onIdleError?.(error));
  return pool;
}

const definedTimeout = (ms: number | undefined): Pick<DatabaseOptions, "statementTimeoutMs"> =>
  ms === undefined ? {} : { statementTimeoutMs: ms };

/** Opens pools on a PostgreSQL that `checkServer` accepts. Throws AppError UNAVAILABLE or CONFIGURATION. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const primary = openPool(options.url, options);
  const { readUrl, readTimeoutMs = options.statementTimeoutMs } = options;
  const readOptions = { ...options, ...definedTimeout(readTimeoutMs) };
  const reads = readTimeoutMs === options.statementTimeoutMs ? primary : openPool(options.url, readOptions);
  const heavyOptions = { ...readOptions, poolSize: HEAVY_READS_AT_ONCE };
  const heavyReads = openPool(options.url, heavyOptions);
  const replica = readUrl === undefined ? null : openPool(readUrl, readOptions);
  const heavyReplica = readUrl === undefined ? null : openPool(readUrl, heavyOptions);
  const pools = new Set([primary, reads, heavyReads, replica, heavyReplica]);
  const endPools = () => Promise.all([...pools].map((pool) => pool?.end()));
  const dataSource = new DataSource({
    type: "postgres",
    url: options.url,
    applicationName: "callthread",
    poolSize: options.poolSize ?? 10,
    poolErrorHandler: (error: Error) => options.onIdleError?.(error),
    installExtensions: false,
    entities: [...(options.entities ?? [])],
    migrations: migrationClasses(),
    logger: SILENT,
    migrationsTableName: "callthread_migrations",
    extra: { ...timeoutSettings(options), idleTimeoutMillis: IDLE_FOR_MS, allowExitOnIdle: true },
  });
  try {
    await checkServer(poolSql(primary));
    await dataSource.initialize();
  } catch (error) {
    await endPools();
    throw error;
  }
  const { url, directUrl = url, statementTimeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const timeLimit = options.directUrl === undefined ? [] : [`SET LOCAL statement_timeout = ${statementTimeoutMs}`];
  const hot = hotStatements();
  const onUnusable = (reason: string) => options.onReplicaUnusable?.(reason);
  const read = poolSql(reads);
  const fresh = replica === null ? null : freshReads({ primary: read, replica: poolSql(replica), onUnusable });
  const heavyRead = poolSql(heavyReads);
  return {
    ...{ url, directUrl, dataSource },
    sql: poolSql(primary),
    read: fresh?.sql ?? read,
    heavyRead: heavyReplica === null ? heavyRead : (fresh?.over(heavyRead, poolSql(heavyReplica)) ?? heavyRead),
    async transaction(work, { isHot = false } = {}) {
      const runner = dataSource.createQueryRunner();
      let rollBack = async (): Promise<unknown> => undefined;
      try {
        const connection: pg.ClientBase = await runner.connect();
        rollBack = () => connection.query("ROLLBACK");
        // At once, without TypeORM's own: a batch of webhooks is some twenty round trips as it is.
        await connection.query(["BEGIN", ...timeLimit, ...(isHot ? PLANNED_ONCE : [])].join("; "));
        const result = await work(options.directUrl === undefined ? hotSql(connection, hot) : runnerSql(runner));
        await connection.query("COMMIT");
        return result;
      } catch (error) {
        // The first failure is the one to tell: a rollback on a dead connection fails for the same cause.
        await rollBack().catch(() => undefined);
        throw error;
      } finally {
        await runner.release();
      }
    },
    async close() {
      await dataSource.destroy();
      await endPools();
    },
  };
}

const nothing = () => undefined;
/** TypeORM writes to the console what it also throws: a command's output is no place for it. */
const SILENT: Logger = {
  ...{ logQuery: nothing, logQueryError: nothing, logQuerySlow: nothing },
  ...{ logSchemaBuild: nothing, logMigration: nothing, log: nothing },
};

const OLDEST_SERVER = 150_000;

/** One clear error for a server that is unreachable or too old. */
async function checkServer(sql: Sql): Promise<void> {
  const rows = await sql
    .query<{ version: number; shown: string }>(
      "SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS shown",
    )
    .catch((error: unknown) => {
      throw new AppError("UNAVAILABLE", `The database of DATABASE_URL cannot be reached: ${messageOf(error)}.`, {
        field: "DATABASE_URL",
        cause: error,
      });
    });
  const server = rows[0];
  if (server === undefined || server.version < OLDEST_SERVER) {
    throw new AppError(
      "CONFIGURATION",
      `The database of DATABASE_URL is PostgreSQL ${server?.shown ?? "of an unknown version"}; Callthread needs 15 or newer.`,
      { field: "DATABASE_URL" },
    );
  }
}
