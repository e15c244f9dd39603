import { once } from "node:events";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { WebSocket, WebSocketServer } from "ws";
import { pause } from "../pause.js";
import type { Bench } from "./bench-command.js";
import { type Distribution, distributionOf } from "./distribution.js";

const SAMPLES = 200;
const CHANNEL = "bench_limit";

/**
 * The least that a stored row can take to a subscriber on this machine: an insert with NOTIFY, one connection that
 * listens, one message on one WebSocket. At the same rate as the calls, in milliseconds.
 */
export async function measureNotifyLimit(databaseUrl: string, rate: number, bench: Bench): Promise<Distribution> {
  const [writer, listener] = [new pg.Client(databaseUrl), new pg.Client(databaseUrl)];
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  bench.stopLater(async () => {
    await Promise.all([writer.end(), listener.end()]);
    for (const client of server.clients) client.terminate();
    server.close();
  });
  await Promise.all([writer.connect(), listener.connect(), once(server, "listening")]);
  await writer.query("CREATE TABLE bench_limit (id bigint PRIMARY KEY)");
  await listener.query(`LISTEN ${CHANNEL}`);
  listener.on("notification", ({ payload }) => {
    for (const client of server.clients) client.send(payload ?? "");
  });
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await once(socket, "open");

  const took: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const told = once(socket, "message");
    const began = performance.now();
    await writer.query(
      "WITH stored AS (INSERT INTO bench_limit VALUES ($1) RETURNING id) SELECT pg_notify($2, id::text) FROM stored",
      [sample, CHANNEL],
    );
    await told;
    took.push(performance.now() - began);
    await pause(1_000 / rate);
  }
  return distributionOf(took);
}
