import pg from "pg";
import { AppError, messageOf } from "../errors.js";
import type { Database } from "./open.js";

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
  const lock = new pg.Client({ connectionString: database.url, application_name: "callthread migrate" });
  await lock.connect();
  try {
    await lock.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await checkRights(lock);
    const applied = await database.dataSource.runMigrations({ transaction: "each" });
    return applied.map((migration) => migration.name);
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
