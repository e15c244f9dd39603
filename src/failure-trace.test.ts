import { describe, expect, it } from "@jest/globals";
import { AppError } from "./errors.js";
import { briefly, traceOf } from "./failure-trace.js";

const SECRET = "flamingoword";

describe("the trace of a failure", () => {
  const refused = Object.assign(new Error(`invalid input syntax for type json: "${SECRET}"`), {
    ...{ name: "QueryFailedError", code: "22P02", constraint: "calls_check" },
    ...{ detail: `Token "${SECRET}" is invalid.`, query: `SELECT '${SECRET}'`, parameters: [SECRET] },
  });
  const misread = (() => {
    try {
      return JSON.parse(SECRET);
    } catch (error) {
      return error;
    }
  })();

  it.each([
    ["the database's refusal", refused, { failure: "QueryFailedError", code: "22P02", constraint: "calls_check" }],
    ["a parser's complaint", misread, { failure: "SyntaxError" }],
    ["a message of two lines", new Error(`one\n    ${SECRET}`), { failure: "Error" }],
    ["a text", SECRET, { failure: "string" }],
    ["nothing", undefined, { failure: "undefined" }],
    ["a code that is no text", Object.assign(new Error(SECRET), { code: 7 }), { failure: "Error" }],
  ])("tells of %s by its codes, without a value", (_, error, told) => {
    const trace = traceOf(error);
    expect(trace).toMatchObject(told);
    expect(`${JSON.stringify(trace)} ${briefly(trace)}`).not.toContain(SECRET);
  });

  it("has the words of an expected failure, which are for others to read", () => {
    const away = new AppError("UNAVAILABLE", "RingCentral is closed.", { cause: new Error(SECRET) });
    expect(traceOf(away)).toEqual({ failure: "AppError", code: "UNAVAILABLE", reason: "RingCentral is closed." });
    expect(briefly(traceOf(away))).toBe("AppError UNAVAILABLE RingCentral is closed.");
  });
});
