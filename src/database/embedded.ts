import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { totalmem } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import { environmentWith } from "../config.js";
import { AppError, messageOf } from "../errors.js";
import { freePort } from "../free-port.js";
import { type Loop, startLoop } from "../loop.js";
import { pause } from "../pause.js";
import { type Binaries, findBinaries, findPostgresUser, REACHABLE_HOME, type SystemUser } from "./embedded-binaries.js";
import { type EmbeddedState, getState, readState, writeState } from "./embedded-state.js";
import { isOutage } from "./outage.js";

export interface EmbeddedPostgres {
  readonly url: string;
  /** Where its data is: under `dataDir`, or where an unprivileged user can reach it. */
  readonly folder: string;
  /** Whether another living process owns it, which may stop it at any time. */
  readonly isShared: boolean;
  /** Stops the server if this process started it or took it over from a dead one. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** For throw-away databases of tests: faster, and lost when the machine crashes. */
  readonly durable?: boolean;
  /**
   * Where given, a server of ours that dies (killed for want of memory, its disk full) is started again at its address;
   * called with what is being done, and with why it could not be.
   */
  readonly onDeath?: (message: string) => void;
}

const DATABASE = "callthread";

interface Cluster {
  readonly binaries: Binaries;
  readonly user: SystemUser | null;
  readonly folder: string;
}

/**
 * A PostgreSQL of our own, its data kept in `dataDir`. A server that a killed process left running is taken over; one
 * that a living process owns is shared and left running at `stop`. `pg_ctl` makes the server a session of its own, so
 * that Ctrl-C in a terminal reaches Callthread alone, which stops the server last.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const user = findPostgresUser();
  const cluster: Cluster = { user, binaries: await findBinaries(user), folder: reachableFolder(options.dataDir, user) };
  const running = readState(cluster.folder);
  const state = running ?? (await initialise(cluster));
  const url = await answeringUrl(cluster, state, options.durable ?? true);
  const current = getState(cluster.folder);
  const ours = current.ownerPid === process.pid || !isAlive(current.ownerPid);
  if (ours) writeState(cluster.folder, { ...current, ownerPid: process.pid });
  const guard = ours && options.onDeath !== undefined ? keepAlive(cluster, options.onDeath) : null;
  return {
    url,
    folder: cluster.folder,
    isShared: !ours,
    async stop() {
      await guard?.stop();
      if (ours)
        await run(cluster, cluster.binaries.pgCtl, ["stop", "-D", dataOf(cluster), "-m", "fast", "-w", "-t", "30"]);
    },
  };
}

const LOOK_AFTER_IT_EVERY_MS = 1_000;

function keepAlive(cluster: Cluster, onDeath: (message: string) => void): Loop {
  return startLoop({
    everyMs: LOOK_AFTER_IT_EVERY_MS,
    run: async () => {
      if (isAlive(postmasterOf(cluster))) return;
      onDeath("the embedded PostgreSQL has ended; it is started again");
      await answeringUrl(cluster, getState(cluster.folder), true);
    },
    onError: (error) => onDeath(messageOf(error)),
  });
}

/** Its process; one that cannot be where there is none. */
function postmasterOf(cluster: Cluster): number {
  try {
    return Number(readFileSync(lockFile(cluster), "utf8").split("\n")[0]);
  } catch {
    return BEYOND_ALL_PROCESSES;
  }
}

const BEYOND_ALL_PROCESSES = 2 ** 30;

const ANSWERS_WITHIN_MS = 30_000;

/**
 * The URL of a server that answers, started where there is none. One that was killed a moment ago still counts as
 * running until the system has cleared it away, and one that recovers from that does not answer yet.
 */
async function answeringUrl(cluster: Cluster, state: EmbeddedState, durable: boolean): Promise<string> {
  const deadline = Date.now() + ANSWERS_WITHIN_MS;
  for (;;) {
    try {
      // At its old address where that is free: whoever else has its URL finds it again after a crash.
      if (!isRunning(cluster)) await start(cluster, { ...state, port: await freePort(state.port) }, durable);
      const { password, port } = getState(cluster.folder);
      const url = `postgres://postgres:${password}@127.0.0.1:${port}/${DATABASE}`;
      await createDatabase(url);
      return url;
    } catch (error) {
      const isPassing = isOutage(error) || (error instanceof AppError && existsSync(lockFile(cluster)));
      if (!isPassing || Date.now() > deadline) throw error;
    }
    await pause(LOOK_AGAIN_AFTER_MS);
  }
}

const LOOK_AGAIN_AFTER_MS = 100;

/** There while a server runs, and after it was killed. */
const lockFile = (cluster: Cluster): string => join(dataOf(cluster), "postmaster.pid");
const dataOf = (cluster: Cluster): string => join(cluster.folder, "data");

/** `dataDir/postgres`, or a folder named after it under /var/lib/callthread where the user cannot enter `dataDir`. */
function reachableFolder(dataDir: string, user: SystemUser | null): string {
  const wanted = resolve(dataDir, "postgres");
  const create = (folder: string): string => {
    try {
      mkdirSync(folder, { recursive: true });
    } catch (cause) {
      const message = `The folder ${folder} cannot be made (${messageOf(cause)}): set DATA_DIR to one that can.`;
      throw new AppError("CONFIGURATION", message, { field: "DATA_DIR", cause });
    }
    if (user !== null) chownSync(folder, user.uid, user.gid);
    return folder;
  };
  if (user === null) return create(wanted);
  const existedBefore = existsSync(wanted);
  create(wanted);
  if (spawnSync("test", ["-w", wanted], { ...user, cwd: "/" }).status === 0) return wanted;
  if (!existedBefore) rmSync(wanted, { recursive: true, force: true });
  return create(join(REACHABLE_HOME, createHash("sha256").update(wanted).digest("hex").slice(0, 16)));
}

async function initialise(cluster: Cluster): Promise<EmbeddedState> {
  // A first start that was killed half-way leaves a folder without server.json: it holds nothing yet.
  rmSync(dataOf(cluster), { recursive: true, force: true });
  const password = randomBytes(18).toString("base64url");
  const passwordFile = join(cluster.folder, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (cluster.user !== null) chownSync(passwordFile, cluster.user.uid, cluster.user.gid);
  try {
    await run(cluster, cluster.binaries.initdb, [
      ...["-D", dataOf(cluster), "-U", "postgres", "-A", "scram-sha-256", "--pwfile", passwordFile],
      ...["-E", "UTF8", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C", "--no-sync"],
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  const state = { port: 0, password, ownerPid: process.pid };
  writeState(cluster.folder, state);
  return state;
}

async function start(cluster: Cluster, state: EmbeddedState, durable: boolean): Promise<void> {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    `shared_buffers=${sharedBuffersMb(availableBytes())}MB`,
    "jit=off",
    // Details of errors quote rows, and with them names and numbers.
    "log_error_verbosity=terse",
    ...(durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
  ];
  // The port is written first: a process that dies between the two lines finds the server again.
  writeState(cluster.folder, { ...state, ownerPid: process.pid });
  await run(cluster, cluster.binaries.pgCtl, [
    ...["start", "-D", dataOf(cluster), "-w", "-t", "60", "-l", join(cluster.folder, "server.log")],
    ...["-o", `-p ${state.port} ${settings.map((setting) => `-c '${setting}'`).join(" ")}`],
  ]);
}

/**
 * A connection keeps the memory of its last statement for the next, up to 32 MB, which its C library (glibc) would hand
 * back and fetch anew each time: every search met a hundred pages for the first time that way.
 */
const KEEP_MEMORY = { MALLOC_TRIM_THRESHOLD_: String(32 * 1024 ** 2), MALLOC_MMAP_THRESHOLD_: String(16 * 1024 ** 2) };

const availableBytes = (): number => Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);

/**
 * An eighth of the memory, from 128 MB to 2 GB: a page that PostgreSQL has itself is read in a tenth of the time that the
 * system takes to hand it over, and a search reads thousands. It is used as it is filled.
 */
const sharedBuffersMb = (bytes: number): number => Math.round(Math.min(2_048, Math.max(128, bytes / 8 / 1024 ** 2)));

const isRunning = (cluster: Cluster): boolean =>
  spawnSync(cluster.binaries.pgCtl, ["status", "-D", dataOf(cluster)], spawnOptions(cluster)).status === 0;

const spawnOptions = (cluster: Cluster) => ({ ...(cluster.user ?? {}), cwd: cluster.folder });

/** Runs a program of PostgreSQL to its end. Throws AppError UNAVAILABLE with what it said. */
async function run(cluster: Cluster, program: string, parameters: readonly string[]): Promise<void> {
  const child = spawn(program, parameters, {
    ...spawnOptions(cluster),
    env: environmentWith(KEEP_MEMORY),
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  // "exit", not "close": the server that pg_ctl leaves behind inherits the pipes and would keep them open.
  const code = await new Promise<number | null>((done, failed) => child.once("exit", done).once("error", failed));
  child.stderr?.destroy();
  if (code !== 0) {
    throw new AppError(
      "UNAVAILABLE",
      `The embedded PostgreSQL failed (${program.split("/").at(-1)} ended with ${code}): ${said.trim() || "see server.log"} [${cluster.folder}]`,
    );
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace(/\/[^/]*$/, "/postgres") });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    const alreadyThere = ["42P04", "23505"]; // duplicate_database; two that create it at once
    if (!alreadyThere.includes((error as pg.DatabaseError).code ?? "")) throw error;
  } finally {
    await client.end();
  }
}
