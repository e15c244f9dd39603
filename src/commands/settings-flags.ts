import type { Command } from "commander";

/** Values of flags by commander's names. */
export type Flags = Readonly<Record<string, unknown>>;

/** The value of a flag that takes one; undefined where it was not given. */
export const textOf = (flag: unknown): string | undefined => (typeof flag === "string" ? flag : undefined);

/** Flags that override settings, by the settings' environment names. */
const SETTINGS: Readonly<Record<string, string>> = {
  host: "HOST",
  port: "PORT",
  databaseUrl: "DATABASE_URL",
  dataDir: "DATA_DIR",
  logLevel: "LOG_LEVEL",
};

export const withDatabaseFlags = (command: Command): Command =>
  command
    .option("--database-url <url>", "a PostgreSQL from 15 on; without it an embedded one is used (DATABASE_URL)")
    .option("--data-dir <folder>", "folder of the embedded PostgreSQL (DATA_DIR)");

/** What was given on the command line, as `loadConfig` takes it. */
export function overridesOf(flags: Flags): Record<string, string> {
  const overrides: Record<string, string> = {};
  for (const [flag, setting] of Object.entries(SETTINGS)) {
    const value = flags[flag];
    if (typeof value === "string") overrides[setting] = value;
  }
  return overrides;
}
