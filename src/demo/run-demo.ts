import { randomBytes } from "node:crypto";
import { join } from "node:path";
import colors from "picocolors";
import { type App, startApp } from "../app.js";
import { type Config, loadConfig } from "../config.js";
import { freePort } from "../free-port.js";
import { createApiKey, listApiKeys, revokeApiKey } from "../http/api-key-store.js";
import { onInterruption } from "../interruption.js";
import { createLogger } from "../logger.js";
import { pause } from "../pause.js";
import { type Simulator, startSimulator } from "../simulator/start.js";
import { BUSINESS_NAME, BUSINESS_TIMEZONE, type DemoBusiness, OWN_PHONES } from "./business.js";
import { demoAccount } from "./demo-account.js";
import { liveCall } from "./live-calls.js";
import { describeCall, describeLink, describeReceived, describeTranscript, wrap } from "./narrate.js";
import { placeLiveCall } from "./place-live-call.js";
import { seedDemo } from "./seed.js";
import { type CallProgress, countUnjudged, findProgress } from "./seed-store.js";
import { whatToPaste } from "./what-to-paste.js";

export interface DemoOptions {
  /** As typed; PORT of the environment where absent. */
  readonly port: string | undefined;
  readonly intervalMs: number;
  /** How many live calls to place; Infinity goes on until a signal. */
  readonly calls: number;
}

/** One for each address: a second demo on the same data must not end the first one's key. */
const keyName = (url: string): string => `demo at ${url}`;
/** By then number and time have said what they can. */
const FIRST_JUDGEMENT_MS = 700;
/** A call whose story is not over by then is left to the pipeline; it has lost its audience. */
const PATIENCE_MS = 30_000;

/** Runs the whole program on a demo business until a signal comes, or the calls asked for are placed. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const stopping = new AbortController();
  // Also a second one, from whoever waits for the first to do its work: it would end this process and not the database.
  onInterruption(() => stopping.abort());

  say(`${colors.bold("Callthread demo")} — ${BUSINESS_NAME}, ${BUSINESS_TIMEZONE}`);
  const simulator = await startSimulator({ account: demoAccount() });
  let app: App | null = null;
  try {
    app = await startDemoApp(simulator, options.port);
    const business = await prepare(app);
    await introduce(app, simulator);
    await placeCalls(app, simulator, business, options, stopping.signal);
    if (stopping.signal.aborted) say(colors.dim("\nstopping …"));
  } finally {
    await app?.stop();
    await simulator.stop();
  }
  say(colors.dim("stopped; the data stays for the next start"));
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function startDemoApp(simulator: Simulator, port: string | undefined): Promise<App> {
  const wanted = loadConfig(port === undefined ? {} : { PORT: port });
  // RingCentral must be told where to call back before the server listens.
  const listenPort = wanted.port === 0 ? await freePort() : wanted.port;
  const config = loadConfig({
    PORT: String(listenPort),
    DATA_DIR: demoFolder(wanted),
    BUSINESS_TIMEZONE,
    BUSINESS_PHONES: OWN_PHONES.join(","),
    TRANSCRIPT_DELAY_SECONDS: "2",
    RC_SERVER_URL: simulator.url,
    RC_CLIENT_ID: simulator.credentials.clientId,
    RC_CLIENT_SECRET: simulator.credentials.clientSecret,
    RC_JWT: simulator.credentials.jwt,
    RC_WEBHOOK_TOKEN: randomBytes(24).toString("base64url"),
    PUBLIC_URL: `http://127.0.0.1:${listenPort}`,
    LOG_LEVEL: wanted.logLevel === "info" ? "error" : wanted.logLevel,
  });
  say(colors.dim("starting PostgreSQL, the simulated RingCentral and Callthread …"));
  return startApp({ config, role: "all", log: createLogger(config.logLevel) });
}

/** Beside the data of `serve`: an invented business is not to be found among real customers. */
const demoFolder = ({ dataDir }: Pick<Config, "dataDir">): string => join(dataDir, "demo");

async function prepare(app: App): Promise<DemoBusiness> {
  const settings = { timezone: BUSINESS_TIMEZONE, region: "US", ownPhones: OWN_PHONES };
  const { business, isNew } = await seedDemo(app.database, settings, new Date());
  const what = `${business.customers.length} customers, ${business.bookings.length} bookings, ${business.pastCalls.length} past calls`;
  if (isNew) while ((await countUnjudged(app.database.sql)) > 0) await pause(50);
  say(colors.dim(isNew ? `seeded ${what}, and linked them` : `found again: ${what}`));
  return business;
}

async function introduce(app: App, simulator: Simulator): Promise<void> {
  const url = app.url ?? "";
  const name = keyName(url);
  for (const key of await listApiKeys(app.database.sql)) {
    if (key.name === name && key.revokedAt === null) await revokeApiKey(app.database.sql, key.id);
  }
  const { key } = await createApiKey(app.database.sql, {
    name,
    scopes: ["read", "context", "link", "write", "admin"],
  });
  const { databaseUrl, ...config } = loadConfig();
  const dataDir = databaseUrl === undefined ? demoFolder(config) : null;
  say(whatToPaste({ url, key, simulatorUrl: simulator.url, dataDir }));
}

async function placeCalls(
  app: App,
  simulator: Simulator,
  business: DemoBusiness,
  options: DemoOptions,
  stopped: AbortSignal,
): Promise<void> {
  await untilSubscribed(simulator, stopped);
  for (let index = 0; index < options.calls && !stopped.aborted; index += 1) {
    if (index > 0) await pause(options.intervalMs, stopped);
    if (stopped.aborted) return;
    const now = new Date();
    const call = liveCall(business, index, now);
    const recordingId = placeLiveCall(simulator, call, now);
    say(`\n${clock()}  ${describeCall(call, recordingId)}`);
    if (recordingId === null) say(step("no recording", "nobody was recorded, so there is nothing to link"));
    else await tellStory(app, recordingId, business.timezone, stopped);
  }
}

/** The account calls back only once the webhook is subscribed to. */
async function untilSubscribed(simulator: Simulator, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted && !simulator.listSubscriptions().some(({ status }) => status === "Active")) {
    await pause(50, stopped);
  }
}

/** Prints each stage as the database shows it reached. */
async function tellStory(app: App, recordingId: string, zone: string, stopped: AbortSignal): Promise<void> {
  const began = Date.now();
  const deadline = began + PATIENCE_MS;
  const tell = (heading: string, text: string) => say(step(heading, text, (Date.now() - began) / 1_000));
  const reach = async (reached: (progress: CallProgress) => boolean): Promise<CallProgress | null> => {
    while (!stopped.aborted && Date.now() < deadline) {
      const progress = await findProgress(app.database.sql, recordingId);
      if (progress !== null && reached(progress)) return progress;
      await pause(25, stopped);
    }
    return null;
  };
  const received = await reach(() => true);
  // A shared number is not judged before its transcript is there.
  const judged =
    received === null
      ? null
      : await reach(({ decidedAt }) => decidedAt !== null || Date.now() - began > FIRST_JUDGEMENT_MS);
  if (judged !== null) tell("received", describeReceived(judged));
  const transcribed = await reach(({ transcriptStoredAt }) => transcriptStoredAt !== null);
  if (transcribed !== null) tell("transcribed", describeTranscript(transcribed));
  const linked = await reach(
    ({ decidedAt, transcriptStoredAt }) =>
      decidedAt !== null && transcriptStoredAt !== null && decidedAt >= transcriptStoredAt,
  );
  if (linked === null) {
    if (!stopped.aborted)
      say(step("waiting", "RingCentral has not analysed this call yet; it goes on in the background"));
    return;
  }
  const { heading, lines } = describeLink(linked, zone);
  for (const [index, line] of lines.entries()) {
    if (index === 0) tell(heading, line);
    else say(step("", line));
  }
}

const clock = (): string => colors.dim(new Date().toLocaleTimeString("en-GB"));
const INDENT = " ".repeat(24);

/** Seconds since the call ended, a heading of 13 characters whatever colour codes it has, and the text beside them. */
function step(heading: string, text: string, seconds?: number): string {
  const after = seconds === undefined ? "" : `+${seconds.toFixed(1)} s`;
  const plain = heading.replace(ANSI, "");
  return `${colors.dim(after.padStart(8))}  ${heading}${" ".repeat(Math.max(1, 14 - plain.length))}${wrap(text, INDENT)}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with one
const ANSI = /\u001b\[\d+m/g;
