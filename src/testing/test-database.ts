import { randomBytes } from "node:crypto";
import { type Database, type DatabaseOptions, openDatabase } from "../database/open.js";

export interface TestDatabase extends Database {
  /** Closes the pools and drops the database. */
  drop(): Promise<void>;
}

/** A migrated, empty database of the test file's own, cloned from the template that global-setup made. */
export async function createTestDatabase(options: Omit<DatabaseOptions, "url"> = {}): Promise<TestDatabase> {
  const url = await createDatabaseFromTemplate();
  const database = await openDatabase({ poolSize: 5, ...options, url });
  return {
    ...database,
    async drop() {
      await database.close();
      await dropDatabase(url);
    },
  };
}

/** The URL of a migrated, empty database, for tests that start the whole program on it. */
export async function createDatabaseFromTemplate(): Promise<string> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdmin(`CREATE DATABASE ${name} TEMPLATE template_migrated`);
  return urlOf(name);
}

export const dropDatabase = (url: string): Promise<void> =>
  asAdmin(`DROP DATABASE IF EXISTS "${url.split("/").at(-1)}" WITH (FORCE)`);

async function asAdmin(statement: string): Promise<void> {
  const admin = await openDatabase({ url: urlOf("postgres"), poolSize: 1 });
  try {
    await admin.sql.query(statement);
  } finally {
    await admin.close();
  }
}

const urlOf = (name: string): string => setting("TEST_POSTGRES_URL").replace(/\/[^/]*$/, `/${name}`);

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the tests with npm test.`);
  return value;
}
