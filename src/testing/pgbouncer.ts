import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPostgresUser } from "../database/embedded-binaries.js";
import { freePort } from "../free-port.js";

/** Where Debian puts it, which is in no ordinary user's PATH. */
const PLACES = ["pgbouncer", "/usr/sbin/pgbouncer"];

/** The program, or undefined where it is not installed: it is no package of npm. */
export const findPgbouncer = (): string | undefined =>
  PLACES.find((program) => spawnSync(program, ["--version"]).status === 0);

export interface Pooler {
  /** The address of `url` through the pooler. */
  through(url: string): string;
  stop(): Promise<void>;
}

/** From 1.21 on; with an older one, named statements fail and are run plainly. */
function keepsStatements(program: string): boolean {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(spawnSync(program, ["--version"]).stdout.toString()) ?? [];
  return Number(major) > 1 || Number(minor) >= 21;
}

/** A PgBouncer in transaction mode with three connections, so that whoever counts on a session of its own fails. */
export async function startPgbouncer(program: string, databaseUrl: string): Promise<Pooler> {
  const folder = mkdtempSync(join(tmpdir(), "pgbouncer-"));
  const port = await freePort();
  const { hostname, port: databasePort, username, password } = new URL(databaseUrl);
  writeFileSync(
    join(folder, "pgbouncer.ini"),
    `[databases]
* = host=${hostname} port=${databasePort} user=${username} password=${decodeURIComponent(password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
max_client_conn = 200
${keepsStatements(program) ? "max_prepared_statements = 100\n" : ""}`,
  );
  const user = findPostgresUser();
  if (user !== null) spawnSync("chown", ["-R", `${user.uid}:${user.gid}`, folder]);
  const child = spawn(program, [join(folder, "pgbouncer.ini")], {
    ...(user ?? {}),
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "exit");
  let said = "";
  await new Promise<void>((ready, failed) => {
    child.stderr.on("data", (chunk) => {
      said += String(chunk);
      if (said.includes("process up")) ready();
    });
    child.once("exit", () => failed(new Error(`PgBouncer ended: ${said}`)));
  });
  return {
    through(url) {
      const pooled = new URL(url);
      pooled.port = String(port);
      return pooled.href;
    },
    async stop() {
      child.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
