import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeCursor } from "../connection.js";
import { openDatabase } from "../database/open.js";
import { BUSINESS_TIMEZONE, buildBusiness, type DemoBusiness, OWN_PHONES } from "../demo/business.js";
import { demoAccount } from "../demo/demo-account.js";
import { freePort } from "../free-port.js";
import { createApiKey } from "../http/api-key-store.js";
import { pause } from "../pause.js";
import { type Random, seededRandom } from "../simulator/random.js";
import { type Simulator, startSimulator } from "../simulator/start.js";
import { untilReady } from "../testing/until-ready.js";
import { type Balancer, startBalancer } from "./balancer.js";
import { type Disk, mountDisk } from "./disk.js";
import { askUntilAnswered } from "./graphql-client.js";
import { type PostgresServer, startPostgresServer } from "./postgres-server.js";
import { type Subscriber, startSubscriber } from "./subscriber.js";
import { type SupervisedProcess, superviseProcess } from "./supervised-process.js";
import { createTraffic, type Traffic } from "./traffic.js";

/** Two APIs behind a balancer, two workers, one PostgreSQL, the simulated RingCentral, and who listens and calls. */
export interface Installation {
  readonly apis: readonly SupervisedProcess[];
  readonly workers: readonly SupervisedProcess[];
  readonly postgres: PostgresServer;
  readonly disk: Disk;
  readonly simulator: Simulator;
  readonly balancer: Balancer;
  readonly traffic: Traffic;
  readonly subscribers: readonly Subscriber[];
  readonly business: DemoBusiness;
  readonly random: Random;
  readonly key: string;
  /** Tells whoever watches how far the run is. */
  readonly say: (line: string) => void;
}

export interface InstallationOptions {
  readonly say: (line: string) => void;
  readonly dataDir: string;
  readonly seed: number;
  /** Has something stopped at the end, the latest first, however the run ends. */
  readonly stopLater: (stop: () => Promise<unknown>) => void;
}

const CLI = fileURLToPath(new URL("../cli.js", import.meta.url));
/** Long enough for a transcript to be there at the first try, whatever else happens. */
const TRANSCRIPT_DELAY_SECONDS = 3;
const FIRST_CURSOR = encodeCursor([0]);

export async function startInstallation({ dataDir, seed, say, stopLater }: InstallationOptions): Promise<Installation> {
  mkdirSync(dataDir, { recursive: true });
  const disk = mountDisk(join(dataDir, "disk"));
  stopLater(async () => disk.remove());
  const postgres = await startPostgresServer(disk.folder);
  stopLater(() => postgres.remove());
  const simulator = await startSimulator({ seed, account: demoAccount(), rateLimits: LIMITS });
  stopLater(() => simulator.stop());
  const ports = [await freePort(), await freePort()];
  const balancer = await startBalancer(ports);
  stopLater(() => balancer.stop());

  const environment = environmentOf(postgres, simulator, balancer);
  const run = (name: string, parameters: readonly string[]) =>
    superviseProcess({ name, environment, program: [CLI, ...parameters], logFile: join(dataDir, `${name}.log`) });
  const apis = ports.map((port, index) => run(`api-${index + 1}`, ["serve", "--role", "api", "--port", String(port)]));
  const workers = [run("worker-1", ["worker"]), run("worker-2", ["worker"])];
  for (const process of [...apis, ...workers]) stopLater(() => process.stop());

  await untilReady(balancer.url);
  const key = await createKey(postgres.url);
  const business = buildBusiness(new Date(), seed);
  await storeBusiness({ url: balancer.url, key }, business);
  while (!simulator.listSubscriptions().some(({ status }) => status === "Active")) await pause(100);

  const subscribers = ["first", "second", "restless"].map((name) =>
    startSubscriber(name, balancer.url, key, FIRST_CURSOR),
  );
  for (const subscriber of subscribers) stopLater(() => subscriber.stop());
  const random = seededRandom(seed);
  const traffic = createTraffic(simulator, business, random);
  return { apis, workers, postgres, disk, simulator, balancer, traffic, subscribers, business, random, key, say };
}

/** RingCentral's own limits but for transcripts, of which it allows 50 a minute: too few for a run to end today. */
const LIMITS = { light: 10_000 };

const environmentOf = (postgres: PostgresServer, simulator: Simulator, balancer: Balancer) => ({
  DATABASE_URL: postgres.url,
  BUSINESS_TIMEZONE,
  BUSINESS_PHONES: OWN_PHONES.join(","),
  TRANSCRIPT_DELAY_SECONDS: String(TRANSCRIPT_DELAY_SECONDS),
  // What a lost webhook costs: by default minutes, as RingCentral asks; here the run would be as long.
  CALL_LOG_EVERY_SECONDS: "20",
  RC_SERVER_URL: simulator.url,
  RC_CLIENT_ID: simulator.credentials.clientId,
  RC_CLIENT_SECRET: simulator.credentials.clientSecret,
  RC_JWT: simulator.credentials.jwt,
  RC_WEBHOOK_TOKEN: "a-token-for-a-run-of-chaos-only",
  PUBLIC_URL: balancer.url,
  LOG_LEVEL: "info",
});

async function createKey(databaseUrl: string): Promise<string> {
  const database = await openDatabase({ url: databaseUrl, poolSize: 1 });
  try {
    return (await createApiKey(database.sql, { name: "chaos", scopes: ["admin", "read", "context", "link", "write"] }))
      .key;
  } finally {
    await database.close();
  }
}

async function storeBusiness(api: { url: string; key: string }, business: DemoBusiness): Promise<void> {
  const customers = business.customers.map(({ key, name, phones, email }) => ({
    externalId: key,
    name,
    phones,
    email,
  }));
  await askUntilAnswered(api, UPSERT_CUSTOMERS, { input: customers });
  await askUntilAnswered(api, UPSERT_BOOKINGS, { input: business.bookings.map(bookingInput) });
}

export const bookingInput = (booking: DemoBusiness["bookings"][number]) => ({
  externalId: booking.key,
  customerExternalId: booking.customerKey,
  eventDate: booking.eventAt.toISOString(),
  guestCount: booking.guestCount,
  status: booking.status,
  title: booking.title,
  venue: booking.venue,
  notes: booking.notes,
});

const UPSERT_CUSTOMERS = /* GraphQL */ `
  mutation ($input: [CustomerInput!]!) { upsertCustomers(input: $input) { created } }
`;
export const UPSERT_BOOKINGS = /* GraphQL */ `
  mutation ($input: [BookingInput!]!) { upsertBookings(input: $input) { updated } }
`;
