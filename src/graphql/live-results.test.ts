import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "@jest/globals";
import { type ExecutionResult, parse } from "graphql";
import type { Credential, RequestContext } from "../request-context.js";
import { eventually } from "../testing/eventually.js";
import { smallSchema } from "../testing/small-schema.js";
import { createLiveResults } from "./live-results.js";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const CREDENTIAL: Credential = { id: "key:1", name: "desk", scopes: ["read"] };

describe("the results of events that subscribers share", () => {
  /** An audience whose payloads are of so many characters, and how often one was worked out. */
  const audienceOf = (length: number) => {
    const worked = { times: 0 };
    const execute = (): ExecutionResult => {
      worked.times += 1;
      return { data: {} };
    };
    const results = createLiveResults(execute, () => "x".repeat(length));
    const args = { schema: smallSchema(), document: parse("subscription { quiet }") };
    return { worked, audience: results.join(args, CREDENTIAL, () => ({}) as RequestContext) };
  };

  it("are forgotten sooner where they are large: together they are bounded by what they take", async () => {
    const { worked, audience } = audienceOf(8_000_000);
    for (let position = 1; position <= 5; position += 1) await audience.payloadOf({ position });
    expect(worked.times).toBe(5);
    await audience.payloadOf({ position: 1 });
    expect(worked.times).toBe(6);
  });

  it("are not kept in memory when they are no longer news: they may be what somebody said who is erased", async () => {
    const { audience } = audienceOf(1_000);
    const kept = new WeakRef(audience.payloadOf({ position: 1 }));
    await eventually("the payload to be gone", () => {
      collectGarbage();
      return kept.deref() === undefined;
    });
  });
});
