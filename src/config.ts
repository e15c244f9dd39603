import { readFileSync } from "node:fs";
import { isSupportedCountry } from "libphonenumber-js/max";
import { IANAZone } from "luxon";
import { z } from "zod";
import { DATABASE_SETTINGS } from "./database-settings.js";
import { AppError } from "./errors.js";
import { LIMIT_SETTINGS } from "./limit-settings.js";
import { LINKING_SETTINGS } from "./linking-settings.js";
import { OBSERVATION_SETTINGS } from "./observation-settings.js";
import { RETENTION_SETTINGS } from "./retention-settings.js";
import { httpUrl, list, optionalText, postgresUrl, type Setting, setting, text, wholeNumber } from "./setting.js";

/** A mistyped number would not be known as the business's own, and calls from it would be taken for a customer's. */
const couldBePhone = (text: string): boolean => /^[\d\s()+./-]+$/.test(text) && text.replace(/\D/g, "").length >= 7;

/** Every setting there is, once: the README's table, the parser and the types are made from it. */
export const SETTINGS = {
  host: setting({
    name: "HOST",
    doc: "Address to listen on. Anything but loopback needs authentication to be configured (a key or JWKS_URL).",
    default: "127.0.0.1",
    parse: text,
  }),
  port: setting({
    name: "PORT",
    doc: "Port to listen on; 0 takes a free one.",
    default: "4000",
    parse: wholeNumber(0, 65_535),
  }),
  databaseUrl: setting({
    name: "DATABASE_URL",
    doc: "Any PostgreSQL from 15 on. Without it an embedded PostgreSQL is started under DATA_DIR.",
    parse: postgresUrl.optional(),
  }),
  ...DATABASE_SETTINGS,
  dataDir: setting({ name: "DATA_DIR", doc: "Folder of the embedded PostgreSQL.", default: ".data", parse: text }),
  businessTimezone: setting({
    name: "BUSINESS_TIMEZONE",
    doc: 'IANA time zone in which "same day" and "lunch" are judged.',
    default: "America/Los_Angeles",
    parse: text.refine((zone) => IANAZone.isValidZone(zone), "must be an IANA time zone such as America/Los_Angeles"),
  }),
  defaultRegion: setting({
    name: "DEFAULT_REGION",
    doc: "Two-letter country of numbers written without a country code.",
    default: "US",
    parse: text
      .transform((region) => region.toUpperCase())
      .refine((region) => isSupportedCountry(region), "must be a two-letter country code such as US"),
  }),
  businessPhones: setting({
    name: "BUSINESS_PHONES",
    doc: "The business's own numbers, comma-separated: never matched to a customer. Those of the RingCentral account are added by themselves.",
    parse: list.refine((phones) => phones.every(couldBePhone), "must be telephone numbers, separated by commas"),
  }),
  ...LINKING_SETTINGS,
  transcriptDelaySeconds: setting({
    name: "TRANSCRIPT_DELAY_SECONDS",
    doc: "How long after a call the first try to fetch its transcript is made.",
    default: "30",
    parse: wholeNumber(0, 86_400),
  }),
  callLogEverySeconds: setting({
    name: "CALL_LOG_EVERY_SECONDS",
    doc: "How often RingCentral's call log is read for what no webhook told; RingCentral asks for minutes. While something seems amiss it is read every 20 s.",
    default: "180",
    parse: wholeNumber(10, 3_600),
  }),
  rcServerUrl: setting({
    name: "RC_SERVER_URL",
    doc: "RingCentral's API. Without RC_CLIENT_ID no RingCentral account is connected.",
    default: "https://platform.ringcentral.com",
    parse: httpUrl,
  }),
  rcClientId: setting({ name: "RC_CLIENT_ID", doc: "Client id of the RingCentral app.", parse: optionalText }),
  rcClientSecret: setting({
    name: "RC_CLIENT_SECRET",
    doc: "Client secret of the RingCentral app; RC_CLIENT_SECRET_FILE may name a file that holds it.",
    parse: optionalText,
  }),
  rcJwt: setting({
    name: "RC_JWT",
    doc: "JWT credential of the RingCentral user; RC_JWT_FILE may name a file that holds it.",
    parse: optionalText,
  }),
  rcWebhookToken: setting({
    name: "RC_WEBHOOK_TOKEN",
    doc: "Secret that RingCentral sends with every webhook, at least 16 characters; RC_WEBHOOK_TOKEN_FILE may name a file that holds it.",
    parse: text.min(16, "must be at least 16 characters").optional(),
  }),
  publicUrl: setting({
    name: "PUBLIC_URL",
    doc: "How RingCentral reaches this service from outside, without a path; webhooks go to PUBLIC_URL/webhooks/ringcentral.",
    parse: httpUrl
      .refine(
        (url) => /^\/?$/.test(new URL(url).pathname),
        "must have no path: webhooks go to /webhooks/ringcentral below it",
      )
      .optional(),
  }),
  jwtIssuer: setting({ name: "JWT_ISSUER", doc: "`iss` that JWTs must carry.", parse: optionalText }),
  jwtAudience: setting({ name: "JWT_AUDIENCE", doc: "`aud` that JWTs must carry.", parse: optionalText }),
  jwksUrl: setting({
    name: "JWKS_URL",
    doc: "Where the public keys of JWTs are published. With it JWT_ISSUER and JWT_AUDIENCE are needed.",
    parse: httpUrl.optional(),
  }),
  ...LIMIT_SETTINGS,
  ...RETENTION_SETTINGS,
  ...OBSERVATION_SETTINGS,
  logLevel: setting({
    name: "LOG_LEVEL",
    doc: "trace, debug, info, warn, error or silent.",
    default: "info",
    parse: z.enum(
      ["trace", "debug", "info", "warn", "error", "silent"],
      "must be trace, debug, info, warn, error or silent",
    ),
  }),
} as const;

type Settings = typeof SETTINGS;
export type Config = { readonly [Key in keyof Settings]: Settings[Key] extends Setting<infer T> ? T : never };

type Environment = Readonly<Record<string, string | undefined>>;

/** What a program that is started from here finds in its environment: ours, and these where ours does not say. */
export const environmentWith = (defaults: Environment): Environment => ({ ...defaults, ...process.env });

/**
 * Reads the settings. `overrides` are command-line flags of the same meaning, by the settings' environment names.
 * Throws AppError CONFIGURATION that names every wrong setting at once, and never shows a value.
 */
export function loadConfig(overrides: Environment = {}, environment: Environment = process.env): Config {
  const problems: string[] = [];
  const config: Record<string, unknown> = {};
  for (const [key, definition] of Object.entries(SETTINGS)) {
    const given =
      overrides[definition.name] === undefined
        ? readSetting(definition.name, environment, problems)
        : { by: definition.name, value: overrides[definition.name] };
    const parsed = definition.parse.safeParse(
      given.value ?? ("default" in definition ? definition.default : undefined),
    );
    if (parsed.success) config[key] = parsed.data;
    else problems.push(`${given.by} ${parsed.error.issues[0]?.message ?? "is wrong"}`);
  }
  problems.push(...missingPartners(config as Partial<Config>));
  if (problems.length > 0) {
    throw new AppError(
      "CONFIGURATION",
      `The configuration has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
    );
  }
  return config as Config;
}

interface Given {
  /** The variable to change where the value is wrong. */
  readonly by: string;
  readonly value: string | undefined;
}

/** An empty value counts as absent: compose files and CI systems set unset variables to "". */
function readSetting(name: string, environment: Environment, problems: string[]): Given {
  const value = environment[name];
  if (value !== undefined && value !== "") return { by: name, value };
  const by = `${name}_FILE`;
  const file = environment[by];
  if (file === undefined || file === "") return { by: name, value: undefined };
  try {
    return { by, value: readFileSync(file, "utf8").trim() };
  } catch {
    problems.push(`${by} names a file that cannot be read`);
    return { by, value: undefined };
  }
}

/** Settings that make sense only together. */
function missingPartners(config: Partial<Config>): string[] {
  const problems: string[] = [];
  const needs = (owner: string, present: boolean, partners: readonly [name: string, value: unknown][]) => {
    if (!present) return;
    for (const [name, value] of partners)
      if (value === undefined) problems.push(`${name} is missing: ${owner} needs it`);
  };
  needs("a RingCentral account (RC_CLIENT_ID)", config.rcClientId !== undefined, [
    ["RC_CLIENT_SECRET", config.rcClientSecret],
    ["RC_JWT", config.rcJwt],
    ["RC_WEBHOOK_TOKEN", config.rcWebhookToken],
    ["PUBLIC_URL", config.publicUrl],
  ]);
  needs("DATABASE_DIRECT_URL", config.databaseDirectUrl !== undefined, [["DATABASE_URL", config.databaseUrl]]);
  needs("DATABASE_READ_URL", config.databaseReadUrl !== undefined, [["DATABASE_URL", config.databaseUrl]]);
  needs("JWKS_URL", config.jwksUrl !== undefined, [
    ["JWT_ISSUER", config.jwtIssuer],
    ["JWT_AUDIENCE", config.jwtAudience],
  ]);
  needs("JWT_ISSUER", config.jwtIssuer !== undefined, [["JWKS_URL", config.jwksUrl]]);
  needs("JWT_AUDIENCE", config.jwtAudience !== undefined, [["JWKS_URL", config.jwksUrl]]);
  return problems;
}
