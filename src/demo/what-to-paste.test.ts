import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { parse, validate } from "graphql";
import { buildAppSchema } from "../app-schema.js";
import { packageRoot } from "../package-root.js";
import { buildBusiness } from "./business.js";
import { DEMO_QUERY, DEMO_SUBSCRIPTION, whatToPaste } from "./what-to-paste.js";

describe("what a newcomer pastes", () => {
  it("is in the README to the letter, and valid", async () => {
    const readme = readFileSync(join(packageRoot, "README.md"), "utf8");
    const schema = await buildAppSchema(null);
    for (const document of [DEMO_QUERY, DEMO_SUBSCRIPTION]) {
      expect(readme).toContain(document);
      expect(validate(schema, parse(document))).toEqual([]);
    }
  });

  it("asks for a number that the demo's business knows", () => {
    const { customers } = buildBusiness(new Date("2026-11-22T18:00:00Z"));
    const digits = customers.flatMap(({ phones }) => phones.map((phone) => phone.replace(/\D/g, "").slice(-10)));
    expect(digits).toContain("3235550135");
  });

  it("stands below the address and the key", () => {
    const invitation = { url: "http://127.0.0.1:4000", key: "ct_key", simulatorUrl: "http://127.0.0.1:1" };
    const shown = whatToPaste({ ...invitation, dataDir: ".data/demo" });
    for (const part of ["/graphql#key=ct_key", "customerByPhone", "recordingLinked", "--data-dir .data/demo"])
      expect(shown).toContain(part);
    expect(whatToPaste({ ...invitation, dataDir: null })).not.toContain("--data-dir");
  });
});
