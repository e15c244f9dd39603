import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { loadConfig, SETTINGS } from "./config.js";
import { AppError } from "./errors.js";
import { packageRoot } from "./package-root.js";

const problemsOf = (environment: Record<string, string>): string => {
  try {
    loadConfig({}, environment);
    return "";
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: "CONFIGURATION" });
    return (error as AppError).message;
  }
};

describe("configuration", () => {
  it("works with nothing set: loopback, port 4000, an embedded database", () => {
    expect(loadConfig({}, {})).toMatchObject({
      ...{ host: "127.0.0.1", port: 4000, databaseUrl: undefined, dataDir: ".data" },
      ...{
        businessTimezone: "America/Los_Angeles",
        defaultRegion: "US",
        businessPhones: [],
        transcriptDelaySeconds: 30,
      },
    });
  });

  it("takes a flag before the environment, and an empty variable for none", () => {
    expect(loadConfig({ PORT: "5000" }, { PORT: "6000" }).port).toBe(5000);
    expect(loadConfig({}, { PORT: "" }).port).toBe(4000);
  });

  it("tells every problem at once, by name, with the way out and without any value", () => {
    const message = problemsOf({
      PORT: "seventy",
      BUSINESS_TIMEZONE: "Mars/Olympus",
      DEFAULT_REGION: "XX",
      DATABASE_URL: "mysql://user:hunter2@host/db",
      RC_WEBHOOK_TOKEN: "short-secret",
      RC_CLIENT_ID: "client",
      LOG_LEVEL: "loud",
    });
    for (const name of [
      "PORT",
      "BUSINESS_TIMEZONE",
      "DEFAULT_REGION",
      "DATABASE_URL",
      "RC_WEBHOOK_TOKEN",
      "LOG_LEVEL",
    ]) {
      expect(message).toContain(name);
    }
    for (const value of ["seventy", "Mars/Olympus", "hunter2", "short-secret", "loud"])
      expect(message).not.toContain(value);
  });

  it.each([
    [{ RC_CLIENT_ID: "id" }, ["RC_CLIENT_SECRET", "RC_JWT", "RC_WEBHOOK_TOKEN", "PUBLIC_URL"]],
    [{ JWKS_URL: "https://id.example.test/jwks" }, ["JWT_ISSUER", "JWT_AUDIENCE"]],
    [{ JWT_ISSUER: "https://id.example.test/" }, ["JWKS_URL"]],
    [{ JWT_AUDIENCE: "callthread" }, ["JWKS_URL"]],
    [{ DATABASE_READ_URL: "postgres://replica.example.test/callthread" }, ["DATABASE_URL"]],
  ])("names the partners that %j needs", (environment, partners) => {
    for (const partner of partners) expect(problemsOf(environment)).toContain(`${partner} is missing`);
  });

  it("takes the business's numbers in any format, and nothing else for one", () => {
    const numbers = ["(213) 555-0100", "+44 20 7946 0958"];
    expect(loadConfig({}, { BUSINESS_PHONES: ` ${numbers.join(" , ")}, ` }).businessPhones).toEqual(numbers);
    for (const wrong of ["2135550100;2135550101x", "hello", "5550"])
      expect(problemsOf({ BUSINESS_PHONES: `+12135550100,${wrong}` })).toContain("BUSINESS_PHONES must be telephone");
  });

  it("refuses a PUBLIC_URL with a path, below which no webhook would arrive", () => {
    expect(problemsOf({ PUBLIC_URL: "https://calls.example.test/callthread" })).toContain(
      "PUBLIC_URL must have no path",
    );
    expect(loadConfig({}, { PUBLIC_URL: "https://calls.example.test/" }).publicUrl).toBe("https://calls.example.test/");
  });

  it.each([
    [
      "TRUSTED_PROXIES",
      ["10.0.0.0/8", "loopback", "2001:db8::/32", "192.0.2.1"],
      ["10.0.0.0/33", "proxy.example.test", "::1/129"],
    ],
    [
      "CORS_ORIGINS",
      ["https://desk.example.test", "http://localhost:3000"],
      ["*", "https://desk.example.test/", "desk.example.test"],
    ],
  ])("takes for %s what can be meant by it, and nothing that would open more", (name, right, wrong) => {
    expect(problemsOf({ [name]: right.join(", ") })).toBe("");
    for (const one of wrong) expect(problemsOf({ [name]: `${right[0]},${one}` })).toContain(`${name} must be`);
  });

  it("takes on and off for INTROSPECTION, and no limit of nought", () => {
    expect(loadConfig({}, { INTROSPECTION: "off" }).introspection).toBe(false);
    expect(problemsOf({ INTROSPECTION: "no" })).toContain("INTROSPECTION must be on or off");
    for (const name of ["RATE_LIMIT_PER_CREDENTIAL", "SOCKETS_IN_ALL", "REQUEST_TIMEOUT_SECONDS"])
      expect(problemsOf({ [name]: "0" })).toContain(`${name} must be at least 1`);
  });

  it("reads a secret from the file that NAME_FILE names", () => {
    const file = join(mkdtempSync(join(tmpdir(), "callthread-")), "token");
    writeFileSync(file, "a-token-of-many-characters\n");
    expect(loadConfig({}, { RC_WEBHOOK_TOKEN_FILE: file }).rcWebhookToken).toBe("a-token-of-many-characters");
    expect(problemsOf({ RC_JWT_FILE: "/nowhere/jwt" })).toContain("RC_JWT_FILE names a file that cannot be read");
    expect(problemsOf({ LINK_ADAPTATION_FILE: file })).toContain("LINK_ADAPTATION_FILE must be what");
  });

  it("takes for LINK_ADAPTATION what `calibrate --adapt` writes, and no other file", () => {
    const adaptation = { calls: 40, talk: { day_said: 0.4, "clock_said@existing": -1.25 } };
    expect(loadConfig({}, { LINK_ADAPTATION: JSON.stringify(adaptation) }).linkAdaptation).toEqual(adaptation);
    const wrong = [
      "no JSON",
      "[]",
      "{}",
      '{ "talk": {}, "silent": {}, "doubt": {}, "sounds": {} }',
      '{ "calls": 40, "talk": { "day_said": "much" } }',
      '{ "calls": 40, "talk": { "day_said": 1e9 } }',
      '{ "calls": -1, "talk": {} }',
    ];
    for (const text of wrong)
      expect(problemsOf({ LINK_ADAPTATION: text })).toContain("LINK_ADAPTATION must be what `callthread calibrate");
  });

  it("is documented in the README, setting by setting", () => {
    const readme = readFileSync(join(packageRoot, "README.md"), "utf8");
    for (const { name, doc, ...rest } of Object.values(SETTINGS)) {
      const fallback = "default" in rest ? `\`${rest.default}\`` : "";
      expect(readme).toContain(`| \`${name}\` | ${fallback} | ${doc} |`);
    }
  });
});
