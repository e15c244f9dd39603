import { openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../database/embedded.js";
import { type Database, openDatabase } from "../database/open.js";
import { freePort } from "../free-port.js";
import { createApiKey } from "../http/api-key-store.js";
import { type Simulator, startSimulator } from "../simulator/start.js";
import { untilReady } from "../testing/until-ready.js";
import { type ServiceProcess, startServiceProcess } from "./program-process.js";

/** The whole program in a process of its own, on an empty database, with a simulated account. */
export interface Service {
  readonly url: string;
  readonly key: string;
  readonly webhookToken: string;
  readonly database: Database;
  readonly simulator: Simulator;
  readonly process: ServiceProcess;
  readonly logFile: string;
  stop(): Promise<void>;
}

const WEBHOOK_TOKEN = "a-token-for-a-run-of-fuzzing-only";

export async function startService(dataDir: string): Promise<Service> {
  const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, "postgres"), durable: false });
  const simulator = await startSimulator();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(dataDir, "service.log");
  const service = startServiceProcess(openSync(logFile, "w"), {
    ...{ DATABASE_URL: postgres.url, PORT: String(port), PUBLIC_URL: url, LOG_LEVEL: "warn" },
    ...{ TRANSCRIPT_DELAY_SECONDS: "3600", RC_SERVER_URL: simulator.url, RC_WEBHOOK_TOKEN: WEBHOOK_TOKEN },
    ...{ RC_CLIENT_ID: simulator.credentials.clientId, RC_CLIENT_SECRET: simulator.credentials.clientSecret },
    ...{ RC_JWT: simulator.credentials.jwt, BUSINESS_PHONES: simulator.account.mainPhoneE164 },
  });
  await untilReady(url);
  const database = await openDatabase({ url: postgres.url, poolSize: 2 });
  const { key } = await createApiKey(database.sql, { name: "fuzz", scopes: ["admin"] });
  return {
    ...{ url, key, database, simulator, logFile, webhookToken: WEBHOOK_TOKEN, process: service },
    async stop() {
      await service.stop();
      await database.close();
      await simulator.stop();
      await postgres.stop();
      rmSync(postgres.folder, { recursive: true, force: true });
    },
  };
}
