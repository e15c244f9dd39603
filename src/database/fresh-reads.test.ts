import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eventually } from "../testing/eventually.js";
import { type ReplicatedPostgres, startReplicatedPostgres } from "../testing/replicated-postgres.js";
import { type Database, openDatabase } from "./open.js";

/** A real streaming replica, whose replaying can be held up. */
describe("reads with a replica", () => {
  let servers: ReplicatedPostgres;
  let database: Database;
  /** Another process that writes. */
  let other: Database;
  let replica: Database;
  const unusable: string[] = [];
  beforeAll(async () => {
    servers = await startReplicatedPostgres();
    database = await openDatabase({
      ...{ url: servers.url, readUrl: servers.replicaUrl, poolSize: 3 },
      onReplicaUnusable: (reason) => unusable.push(reason),
    });
    other = await openDatabase({ url: servers.url, poolSize: 1 });
    replica = await openDatabase({ url: servers.replicaUrl, poolSize: 1 });
    await other.sql.query("CREATE TABLE notes (id int PRIMARY KEY)");
  });
  afterAll(async () => {
    await Promise.all([database, other, replica].map((one) => one.close()));
    await servers.remove();
  });

  const READ = 'SELECT pg_is_in_recovery() AS "ofReplica", count(*)::int AS notes FROM notes';
  const read = async () => (await database.read.query<{ ofReplica: boolean; notes: number }>(READ))[0];
  const write = (id: number) => other.sql.query("INSERT INTO notes VALUES ($1)", [id]);
  const pauseReplaying = async () => {
    await replica.sql.query("SELECT pg_wal_replay_pause()");
    await eventually("the pause", async () => {
      const rows = await replica.sql.query<{ state: string }>("SELECT pg_get_wal_replay_pause_state() AS state");
      return rows[0]?.state === "paused";
    });
  };
  const backToReplica = () => eventually("the replica to be asked again", async () => (await read())?.ofReplica);

  it("asks the replica, and sees every write that was acknowledged before, whoever made it", async () => {
    await backToReplica();
    let fromReplica = 0;
    for (let id = 1; id <= 50; id++) {
      await write(id);
      const seen = await read();
      expect(seen?.notes).toBe(id);
      if (seen?.ofReplica === true) fromReplica++;
    }
    expect(fromReplica).toBeGreaterThan(0);
  });

  it("does the same over the few connections for heavy reads", async () => {
    const heavy = async () => (await database.heavyRead.query<{ ofReplica: boolean; notes: number }>(READ))[0];
    await pauseReplaying();
    await write(100);
    expect(await heavy()).toEqual({ ofReplica: false, notes: 51 });
    await replica.sql.query("SELECT pg_wal_replay_resume()");
    await eventually("the replica to be asked again", async () => (await heavy())?.ofReplica);
    expect(await heavy()).toMatchObject({ notes: 51 });
  });

  it("asks the primary while the replica is behind", async () => {
    await pauseReplaying();
    await write(51);
    expect(await read()).toEqual({ ofReplica: false, notes: 52 });
    expect(await Promise.all([read(), read(), read()])).toEqual(Array(3).fill({ ofReplica: false, notes: 52 }));
    await replica.sql.query("SELECT pg_wal_replay_resume()");
    await backToReplica();
    expect(await read()).toMatchObject({ notes: 52 });
  });

  it("asks the primary while the replica is down, tells so once, and comes back to it", async () => {
    await replica.close();
    servers.stopReplica();
    await write(52);
    expect(await Promise.all([read(), read(), read()])).toEqual(Array(3).fill({ ofReplica: false, notes: 53 }));
    expect(unusable).toHaveLength(1);
    servers.startReplica();
    await backToReplica();
    expect(await read()).toMatchObject({ notes: 53 });
    replica = await openDatabase({ url: servers.replicaUrl, poolSize: 1 });
  });

  it("does on the primary what a replica cannot", async () => {
    await backToReplica();
    await database.read.query("INSERT INTO notes VALUES (53)");
    expect(await read()).toMatchObject({ notes: 54 });
  });

  it("does not take another database for a replica", async () => {
    const reasons: string[] = [];
    const confused = await openDatabase({
      ...{ url: servers.url, readUrl: process.env.TEST_POSTGRES_URL ?? "", poolSize: 1 },
      onReplicaUnusable: (reason) => reasons.push(reason),
    });
    expect(await confused.read.query(READ)).toEqual([{ ofReplica: false, notes: 54 }]);
    expect(reasons).toEqual(["it is no replica of the database of DATABASE_URL"]);
    await confused.close();
  });
});
