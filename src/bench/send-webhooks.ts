import { Pool } from "undici";
import { WEBHOOK_PATH } from "../ringcentral/subscription-upkeep.js";
import type { Bench } from "./bench-command.js";
import { startProgram } from "./program.js";
import { WEBHOOK_TOKEN } from "./watched-program.js";
import { anotherCall, type CallBodies } from "./webhook-bodies.js";

/** Sends webhooks as RingCentral does: over a few connections, several at once. */
export interface WebhookSender {
  /** Resolves when it is answered, with how long that took in milliseconds. Throws for any answer but 200. */
  send(body: string): Promise<number>;
  stop(): Promise<void>;
}

const CONNECTIONS = 16;

export function openSender(url: string): WebhookSender {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const headers = { "content-type": "application/json", "verification-token": WEBHOOK_TOKEN };
  return {
    async send(body) {
      const began = performance.now();
      const answer = await pool.request({ path: WEBHOOK_PATH, method: "POST", headers, body });
      await answer.body.dump();
      if (answer.statusCode !== 200) throw new Error(`A webhook was answered ${answer.statusCode}.`);
      return performance.now() - began;
    },
    stop: () => pool.destroy(),
  };
}

/** Calls a second whose two webhooks a bare server stores on this machine, as fast as they are taken. */
export async function measureReceiptLimit(
  databaseUrl: string,
  calls: readonly CallBodies[],
  seconds: number,
  bench: Bench,
): Promise<number> {
  const server = await startProgram({
    ...{ script: "dist/src/bench/receipt-limit-server.js", readyPath: "/" },
    environment: { DATABASE_URL: databaseUrl },
  });
  bench.stopLater(() => server.stop());
  const sender = openSender(server.url);
  const until = performance.now() + seconds * 1_000;
  let sent = 0;
  const keepSending = async (): Promise<void> => {
    while (performance.now() < until) {
      const call = calls[sent % calls.length];
      if (call === undefined) throw new Error("There are no calls to send.");
      sent += 1;
      const { recorded, insights } = anotherCall(call, sent);
      await sender.send(recorded);
      await sender.send(insights);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, keepSending));
  await sender.stop();
  await server.stop();
  return Math.round(sent / seconds);
}
