import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { MigrationInterface, QueryRunner } from "typeorm";
import { packageRoot } from "../package-root.js";

const LOCK_WAIT = "1s";

/** `0001-create-the-tables.sql`: a number that only grows, and what it does. */
const FILE_NAME = /^(\d{4})-([a-z0-9-]+)\.sql$/;

/** TypeORM orders migrations by a 13-digit timestamp at the end of their class's name; ours count up from here. */
const FIRST_TIMESTAMP = 1_700_000_000_000;

/** The SQL files of `migrations/` as TypeORM migrations. They go forward only: a mistake is mended by the next number. */
export function migrationClasses(): (new () => MigrationInterface)[] {
  const folder = join(packageRoot, "migrations");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .map((file) => {
      const [, number, title] = FILE_NAME.exec(file) ?? [];
      if (number === undefined || title === undefined)
        throw new Error(`migrations/${file} is not named like 0001-what-it-does.sql`);
      return migrationClass(`${title}-${FIRST_TIMESTAMP + Number(number)}`, join(folder, file));
    });
}

function migrationClass(name: string, path: string): new () => MigrationInterface {
  return class SqlFileMigration implements MigrationInterface {
    readonly name = name;
    async up(runner: QueryRunner): Promise<void> {
      // An index of a large table takes longer than any statement of the service may.
      await runner.query("SET LOCAL statement_timeout = 0");
      // Whoever waits for a table's lock has everybody else wait behind: rather none of it now, and again in a moment.
      await runner.query(`SET LOCAL lock_timeout = '${LOCK_WAIT}'`);
      await runner.query(readFileSync(path, "utf8"));
    }
    async down(): Promise<void> {
      throw new Error("Migrations go forward only; write the next one.");
    }
  };
}
