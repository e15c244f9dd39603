import type { Logger } from "pino";
import { collectDefaultMetrics, Registry } from "prom-client";
import { buildAppSchema } from "./app-schema.js";
import { Booking } from "./bookings/booking.js";
import { type Chore, workersChores } from "./chores.js";
import type { Config } from "./config.js";
import { Customer } from "./customers/customer.js";
import { startEmbeddedPostgres } from "./database/embedded.js";
import { listMissingMigrations, migrate, requireMigrations } from "./database/migrate.js";
import { type Database, openDatabase } from "./database/open.js";
import { traceOf } from "./failure-trace.js";
import { gatheredReads } from "./gathered-reads.js";
import { openLiveFeed } from "./graphql/live-feed.js";
import { readRegisteredOperations } from "./graphql/registered-operations.js";
import { createAccess } from "./http/authentication.js";
import { createEngine } from "./http/graphql-engine.js";
import { measureCount } from "./http/request-metrics.js";
import { startServer } from "./http/server.js";
import { startLoop } from "./loop.js";
import { pause } from "./pause.js";
import { readBusiness } from "./pipeline/business.js";
import { measureLinks } from "./pipeline/link-metrics.js";
import { measurePipeline } from "./pipeline/pipeline-metrics.js";
import { openQueue } from "./pipeline/queue.js";
import { receiveWebhook, refuseWebhook } from "./pipeline/receive-webhook.js";
import { runPipeline } from "./pipeline/run-pipeline.js";
import { storeTogether } from "./pipeline/store-receipt.js";
import { connectTelephony } from "./pipeline/telephony.js";
import { measureTelephony } from "./pipeline/telephony-metrics.js";
import { watchForGaps } from "./pipeline/watch-for-gaps.js";
import { openAuditLog } from "./privacy/audit-log.js";
import { checkReadiness } from "./readiness.js";
import { CallRecording } from "./recordings/call-recording.js";
import { NO_TRACING, type Tracing } from "./tracing.js";
import { versionedAnswers } from "./versioned-answers.js";

/** `api` answers requests and takes webhooks, `worker` works the pipeline, `all` does both in one process. */
export type Role = "all" | "api" | "worker";

export interface AppOptions {
  readonly config: Config;
  readonly role: Role;
  readonly log: Logger;
  /** The clock of everything that is decided by time; the system's where absent. */
  readonly now?: () => Date;
}

export interface App {
  /** Where it listens; null for a worker. */
  readonly url: string | null;
  readonly database: Database;
  /** Takes no more work, finishes what is under way, and closes everything it opened, in reverse order. */
  stop(): Promise<void>;
}

/** Classes with TypeORM decorators, for whoever opens the database. */
export const ENTITIES = [Customer, Booking, CallRecording];

/** A number that RingCentral gave the account is known in every process by then. */
const BUSINESS_EVERY_MS = 60_000;

/**
 * Composition root: database → queue → live feed → pipeline → http. Throws AppError (CONFIGURATION, UNAVAILABLE) and
 * leaves nothing running when a part cannot be started.
 */
export async function startApp(options: AppOptions): Promise<App> {
  const started: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of started.splice(0).reverse()) {
      await end().catch((error: unknown) => options.log.error(traceOf(error), "a part did not stop cleanly"));
    }
  };
  try {
    return { ...(await compose(options, started)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function compose(options: AppOptions, started: (() => Promise<void>)[]): Promise<Omit<App, "stop">> {
  const { config, role, log, now = () => new Date() } = options;
  const warn = (what: string) => (error: unknown) => log.warn(traceOf(error), what);

  const url = config.databaseUrl ?? (await startDatabase(config, log, started));
  const database = await openDatabase({
    ...{ url, readUrl: config.databaseReadUrl, entities: ENTITIES },
    directUrl: config.databaseDirectUrl,
    readTimeoutMs: config.statementTimeoutSeconds * 1_000,
    onIdleError: warn("a database connection was lost; it is replaced"),
    onReplicaUnusable: (reason) => log.warn({ reason }, "the read replica is not used; the primary answers instead"),
  });
  started.push(() => database.close());
  const migrated = config.migrate ? await migrate(database) : [];
  await requireMigrations(database);
  if (migrated.length > 0) log.info({ migrations: migrated.length }, "the database is up to date");

  const tracing = await openTracing(config);
  started.push(() => tracing.stop());
  const queue = await openQueue({
    ...{ database, tracing, mayMigrate: config.migrate },
    onError: warn("the queue met an error; it recovers by itself"),
    onFailure: (job, id, trace) => log.warn({ job, id, ...trace }, "a job failed; it will be tried again"),
  });
  started.push(() => queue.stop());

  const telephony = connectTelephony({ config, database, queue, log, now });
  let business = await readBusiness(database.sql, config);
  if (config.linkAdaptation !== undefined) {
    const { calls } = config.linkAdaptation;
    log.info({ calls }, "calls are linked by what people's decisions taught, beside the built-in weights");
  }
  const keepDoing = ({ everyMs, run, problem }: Chore): void => {
    const loop = startLoop({ run, everyMs, onError: warn(problem) });
    started.push(() => loop.stop());
  };
  const refresh = async () => {
    business = await readBusiness(database.sql, config);
  };
  keepDoing({
    everyMs: BUSINESS_EVERY_MS,
    run: refresh,
    problem: "the business's own numbers could not be read; trying again",
  });
  const receiver = { store: storeTogether(database, queue), token: config.rcWebhookToken, tracing };
  const gaps =
    telephony === null
      ? null
      : watchForGaps(database, queue, warn("missed webhooks could not be caught up on; trying again"));
  if (gaps !== null) started.push(() => gaps.stop());

  let serverUrl: string | null = null;
  let drain = async (): Promise<void> => undefined;
  if (role !== "worker") {
    const live = await openLiveFeed({
      sql: database.sql,
      url: database.directUrl,
      onError: warn("the live feed met an error; it goes on"),
    });
    started.push(() => live.stop());
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    measurePipeline(registry, database.sql);
    measureTelephony(registry, database.sql);
    measureLinks(registry, database.sql, live.head());
    const schema = await buildAppSchema(queue);
    const audit = openAuditLog({
      sql: database.sql,
      onError: warn("the audit log could not be written; it is kept and tried again"),
    });
    started.push(() => audit.stop());
    const unwritten = "Entries of the audit log that are noted and not written yet.";
    measureCount(registry, "callthread_audit_pending", unwritten, audit.pending);
    const server = await startServer({
      ...{ config, log, registry },
      engine: createEngine(schema, log, {
        introspection: config.introspection,
        registered:
          config.allowedOperations === undefined ? null : readRegisteredOperations(config.allowedOperations, schema),
        ...{ audit, tracing },
        requestTimeoutMs: config.requestTimeoutSeconds * 1_000,
      }),
      limits: limitsOf(config),
      surroundings: {
        ...{ read: database.read, heavyRead: database.heavyRead, sql: database.sql, live, now },
        ...{ gather: gatheredReads(database.read), answers: versionedAnswers(config.answerCacheMb * 1_000_000) },
        transaction: (work) => database.transaction(work),
        get business() {
          return business;
        },
      },
      access: createAccess(database.sql, jwtSettings(config)),
      webhook: {
        admit: (headers) => refuseWebhook(receiver, headers),
        receive: (delivery) =>
          receiveWebhook(receiver, delivery).catch((error: unknown) => {
            gaps?.noteLost();
            throw error;
          }),
      },
      checkReady: () =>
        checkReadiness({
          database: async () =>
            (await listMissingMigrations(database.sql)).length === 0 ? null : "migrations are missing",
          queue: queue.findFault,
        }),
    });
    started.push(() => server.stop());
    drain = async () => {
      server.announceStop();
      await pause(config.drainSeconds * 1_000);
    };
    serverUrl = server.url;
  }
  if (role !== "api") {
    const pipeline = await runPipeline({
      ...{ database, queue, telephony, now, log, tracing },
      business: () => business,
      transcriptDelayMs: config.transcriptDelaySeconds * 1_000,
      callLogEveryMs: config.callLogEverySeconds * 1_000,
    });
    started.push(() => pipeline.stop());
    for (const chore of workersChores(database, config, now)) keepDoing(chore);
  }
  started.push(() => drain());
  return { url: serverUrl, database };
}

async function startDatabase(config: Config, log: Logger, started: (() => Promise<void>)[]): Promise<string> {
  const server = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    onDeath: (message) => log.error(message),
  });
  started.push(() => server.stop());
  log.info({ folder: server.folder }, "embedded PostgreSQL is running");
  return server.url;
}

async function openTracing({ otlpEndpoint, otelServiceName, traceSharePercent }: Config): Promise<Tracing> {
  if (otlpEndpoint === undefined) return NO_TRACING;
  const { otlpTracing } = await import("./otlp-tracing.js");
  return otlpTracing({ endpoint: otlpEndpoint, serviceName: otelServiceName, sharePercent: traceSharePercent });
}

function jwtSettings(config: Config) {
  if (config.jwksUrl === undefined || config.jwtIssuer === undefined || config.jwtAudience === undefined) return null;
  return { jwksUrl: config.jwksUrl, issuer: config.jwtIssuer, audience: config.jwtAudience };
}

const limitsOf = (config: Config) => ({
  requestsPerMinute: config.rateLimitPerCredential,
  requestsPerMinuteOfAddress: config.rateLimitPerAddress,
  socketsPerCredential: config.socketsPerCredential,
  socketsInAll: config.socketsInAll,
  subscriptionsPerSocket: config.subscriptionsPerSocket,
});
