import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../database/embedded.js";
import { findBinaries, findPostgresUser } from "../database/embedded-binaries.js";
import { freePort } from "../free-port.js";

/** A primary of the test's own, with a streaming replica. */
export interface ReplicatedPostgres {
  readonly url: string;
  readonly replicaUrl: string;
  /** `kill -9` of all its processes would do the same to those who are connected. */
  stopReplica(): void;
  startReplica(): void;
  remove(): Promise<void>;
}

/** The replica begins as a copy of the primary's files, made while that was stopped: no program but the server is needed. */
export async function startReplicatedPostgres(): Promise<ReplicatedPostgres> {
  const dataDir = join(process.cwd(), ".data", `replicated-${process.pid}`);
  mkdirSync(dataDir, { recursive: true });
  const options = { dataDir, durable: true };
  const first = await startEmbeddedPostgres(options);
  await first.stop();
  const user = findPostgresUser();
  const { pgCtl } = await findBinaries(user);
  const replicaData = join(first.folder, "replica");
  cpSync(join(first.folder, "data"), replicaData, { recursive: true, preserveTimestamps: true });
  const primary = await startEmbeddedPostgres(options);
  const { port, password } = new URL(primary.url);
  writeFileSync(join(replicaData, "standby.signal"), "");
  appendFileSync(
    join(replicaData, "postgresql.auto.conf"),
    `primary_conninfo = 'host=127.0.0.1 port=${port} user=postgres password=${password}'\n`,
  );
  if (user !== null) spawnSync("chown", ["-R", `${user.uid}:${user.gid}`, replicaData]);
  spawnSync("chmod", ["700", replicaData]);
  const replicaPort = await freePort();
  const control = (...parameters: string[]) => {
    const done = spawnSync(pgCtl, [...parameters, "-D", replicaData, "-w"], {
      ...(user ?? {}),
      ...{ cwd: first.folder, stdio: "ignore", detached: true },
    });
    if (done.status !== 0) throw new Error(`pg_ctl ${parameters[0]} of the replica ended with ${done.status}.`);
  };
  const settings = "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200";
  const startReplica = () =>
    control("start", "-l", join(first.folder, "replica.log"), "-o", `-p ${replicaPort} ${settings}`);
  let isUp = true;
  startReplica();
  const replicaUrl = new URL(primary.url);
  replicaUrl.port = String(replicaPort);
  return {
    url: primary.url,
    replicaUrl: replicaUrl.href,
    stopReplica() {
      control("stop", "-m", "immediate");
      isUp = false;
    },
    startReplica() {
      startReplica();
      isUp = true;
    },
    async remove() {
      if (isUp) control("stop", "-m", "immediate");
      await primary.stop();
      rmSync(first.folder, { recursive: true, force: true });
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
