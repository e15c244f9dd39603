import pg from "pg";
import { DataSource, type DataSourceOptions } from "typeorm";
import { AppError, messageOf } from "../errors.js";
import { pause } from "../pause.js";
import { migrationClasses } from "./migrations.js";
import type { Database } from "./open.js";
import type { Sql } from "./sql.js";

/** Any fixed number: every process that migrates this database asks for the same one. */
const MIGRATION_LOCK = 7_205_259_403_792_793;

const EXTENSIONS = ["pg_trgm", "unaccent", "btree_gin"] as const;

/**
 * Brings the schema to this build's version and returns the names of the migrations applied (none when it was there
 * already). Safe to call from many processes at once: one works, the others wait and find nothing to do.
 * Throws AppError CONFIGURATION when an extension or a right is missing, before anything is changed.
 */
export async function migrate(database: Database): Promise<string[]> {
  // The lock has a connection of its own: held on one of the pool's, it would be lost with any statement's failure.
  const lock = new pg.Client({ connectionString: database.directUrl, application_name: "callthread migrate" });
  await lock.connect();
  try {
    await lock.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await checkRights(lock);
    return await runMigrations(database);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("CONFIGURATION", `The database could not be migrated: ${messageOf(error)}`, {
      field: "DATABASE_URL",
      cause: error,
    });
  } finally {
    await lock.end();
  }
}

const LOCK_NOT_AVAILABLE = "55P03";
/** A minute and a half: longer than any transaction of the service takes. */
const MOST_TRIES = 60;
const PAUSE_MS = 500;

/** Past a pooler, where there is one: what a migration sets must not stay with a connection of others. */
async function runMigrations({ dataSource, sql, url, directUrl }: Database): Promise<string[]> {
  const missing = await listMissingMigrations(sql);
  const isDirect = directUrl === url;
  const migrator = isDirect
    ? dataSource
    : new DataSource({ ...dataSource.options, url: directUrl } as DataSourceOptions);
  if (!isDirect) await migrator.initialize();
  try {
    for (let tries = 1; ; tries++) {
      try {
        await migrator.runMigrations({ transaction: "each" });
        return missing;
      } catch (error) {
        if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE || tries === MOST_TRIES) throw error;
        await pause(PAUSE_MS);
      }
    }
  } finally {
    if (!isDirect) await migrator.destroy();
  }
}

/**
 * Migrations that this build needs and the database has not. Others that the database has are of a newer version beside
 * this one, and are no matter: migrations that add come before the version that needs them, those that take away after.
 */
export async function listMissingMigrations(sql: Sql): Promise<string[]> {
  const wanted = migrationClasses().map((Migration) => new Migration().name ?? "");
  const [row] = await sql.query<{ known: boolean }>("SELECT to_regclass('callthread_migrations') IS NOT NULL AS known");
  if (row?.known !== true) return wanted;
  const done = await sql.query<{ name: string }>("SELECT name FROM callthread_migrations");
  const names = new Set(done.map(({ name }) => name));
  return wanted.filter((name) => !names.has(name));
}

/** Throws AppError CONFIGURATION (MIGRATIONS_MISSING) where the database is older than this build. */
export async function requireMigrations(database: Database): Promise<void> {
  const missing = await listMissingMigrations(database.sql);
  if (missing.length === 0) return;
  throw new AppError(
    "CONFIGURATION",
    `The database lacks ${missing.length === 1 ? "a migration" : `${missing.length} migrations`} of this version (${missing[0]}${missing.length === 1 ? "" : " first"}): run \`callthread migrate\`, or set MIGRATE=on.`,
    { field: "DATABASE_URL", reason: "MIGRATIONS_MISSING" },
  );
}

async function checkRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; available: boolean; installed: boolean; may: boolean }>(
    `SELECT wanted.name,
            available.name IS NOT NULL AS available,
            available.installed_version IS NOT NULL AS installed,
            has_database_privilege(current_database(), 'CREATE') AS may
       FROM unnest($1::text[]) AS wanted(name)
       LEFT JOIN pg_available_extensions AS available ON available.name = wanted.name`,
    [EXTENSIONS],
  );
  const missing = rows.filter((row) => !row.available).map((row) => row.name);
  if (missing.length > 0) {
    throw new AppError(
      "CONFIGURATION",
      `The PostgreSQL server lacks the extension ${missing.join(", ")}; install its contrib package (postgresql-contrib).`,
      { field: "DATABASE_URL", reason: "EXTENSION_MISSING" },
    );
  }
  if (rows.some((row) => !row.may)) {
    throw new AppError(
      "CONFIGURATION",
      "The database's user may not create schemas; run GRANT CREATE ON DATABASE … TO … for it, or run `callthread migrate` as the owner.",
      { field: "DATABASE_URL", reason: "RIGHT_MISSING" },
    );
  }
}
