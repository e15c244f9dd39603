import { describe, expect, it } from "@jest/globals";
import { buildSchema, GraphQLError, parse, validate } from "graphql";
import { BadItems } from "../bad-items.js";
import { AppError } from "../errors.js";
import { createErrorFormat } from "./error-format.js";
import { PARSE_OPTIONS } from "./limits.js";

const logged: [Record<string, unknown>, string][] = [];
const format = createErrorFormat((fields, message) => logged.push([fields, message]), null);
const formatted = (error: GraphQLError) => format(error.toJSON(), error);
const thrown = (originalError: Error, path = ["customer", 0, "name"]) => new GraphQLError("x", { originalError, path });
const withCode = (code: string, message = "quotes a secret") => Object.assign(new Error(message), { code });

describe("errors as callers see them", () => {
  it("carry an AppError's code, field and reason", () => {
    const error = new AppError("NOT_FOUND", "There is no customer with id 1.", { field: "id", reason: "GONE" });
    expect(formatted(thrown(error))).toEqual({
      message: error.message,
      path: ["customer", 0, "name"],
      extensions: { code: "NOT_FOUND", field: "id", reason: "GONE" },
    });
  });

  it("carry each problem of a list", () => {
    const problems = Array.from({ length: 30 }, (_, index) => ({
      index,
      path: "name",
      message: "is empty",
      reason: "EMPTY",
    }));
    const { message, extensions } = formatted(thrown(new BadItems("input", problems)));
    expect(message).toMatch(/^Nothing was stored: input\[0\]\.name is empty; .*\(and 10 more\)\.$/);
    expect(extensions).toEqual({ code: "BAD_INPUT", field: "input[0].name", reason: "EMPTY", problems });
  });

  it.each<[string, Error, Record<string, unknown>]>([
    ["a lost connection", withCode("ECONNRESET"), { code: "UNAVAILABLE", reason: "DATABASE_UNREACHABLE" }],
    ["a restarting server", withCode("57P01"), { code: "UNAVAILABLE", reason: "DATABASE_UNREACHABLE" }],
    ["too many connections", withCode("53300"), { code: "UNAVAILABLE", reason: "DATABASE_UNREACHABLE" }],
    [
      "an ended connection",
      new Error("Connection terminated unexpectedly"),
      { code: "UNAVAILABLE", reason: "DATABASE_UNREACHABLE" },
    ],
    ["a statement that took too long", withCode("57014"), { code: "UNAVAILABLE", reason: "DATABASE_TOO_SLOW" }],
    ["two writers of one key", withCode("23505"), { code: "CONFLICT", reason: "CONCURRENT_WRITE" }],
    ["a mistake in a statement", withCode("42601"), { code: "INTERNAL_SERVER_ERROR" }],
    ["a mistake of ours", new TypeError("secret is undefined"), { code: "INTERNAL_SERVER_ERROR" }],
  ])("tell of %s, and log no values", (_case, error, extensions) => {
    logged.length = 0;
    const answer = formatted(thrown(error));
    expect(answer.extensions).toEqual(extensions);
    expect(logged).toHaveLength(1);
    expect(logged[0]?.[0]).toMatchObject({ field: "customer.name" });
    expect(JSON.stringify([answer, logged])).not.toContain("secret");
  });

  it.each(["22021", "22P05"])(
    "take U+0000, which no text of the database can hold, for the caller's mistake (%s)",
    (code) => {
      logged.length = 0;
      expect(formatted(thrown(withCode(code))).extensions).toEqual({ code: "BAD_INPUT", reason: "UNSTORABLE_TEXT" });
      expect(logged).toEqual([]);
    },
  );

  it("tell nothing of what is thrown without being an error", () => {
    logged.length = 0;
    expect(format({ message: "secret", path: ["x"] }, "secret").message).toBe("Internal error");
    expect(logged).toEqual([[{ field: "x", failure: "string" }, "A field could not be answered."]]);
  });

  it("count a null where none may be as a mistake of ours", () => {
    const error = new GraphQLError("Cannot return null for non-nullable field Customer.name.", {
      path: ["customer", "name"],
    });
    expect(formatted(error).extensions).toEqual({ code: "INTERNAL_SERVER_ERROR" });
  });
});

describe("GraphQL's own errors", () => {
  const parseError = (text: string): GraphQLError => {
    try {
      parse(text, PARSE_OPTIONS);
    } catch (error) {
      if (error instanceof GraphQLError) return error;
    }
    throw new Error("The document should not parse.");
  };

  it("get Apollo's codes where no Apollo is, and keep those it gave", () => {
    const [invalid] = validate(buildSchema("type Query { a: Int }"), parse("{ b }"));
    if (invalid === undefined) throw new Error("The document should not be valid.");
    expect(formatted(invalid).extensions).toEqual({ code: "GRAPHQL_VALIDATION_FAILED" });
    expect(formatted(parseError("{ ")).extensions).toEqual({ code: "GRAPHQL_PARSE_FAILED" });
    expect(formatted(new GraphQLError('Variable "$id" got invalid value 1')).extensions).toEqual({
      code: "BAD_USER_INPUT",
      field: "id",
    });
    const given = new GraphQLError("PersistedQueryNotFound", { extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } });
    expect(formatted(given).extensions).toEqual({ code: "PERSISTED_QUERY_NOT_FOUND" });
  });

  it("name the field of a time without a zone, and what it takes", () => {
    const where = 'Variable "$input" got invalid value "2026-11-28T02:00:00" at "input[0].eventDate"';
    const answer = formatted(new GraphQLError(`${where}; DateTime cannot represent an invalid date-time-string.`));
    expect(answer.extensions).toEqual({ code: "BAD_USER_INPUT", field: "input[0].eventDate" });
    expect(answer.message).toMatch(/zone, such as 2026-05-01T18:30:00-07:00\.$/);
  });

  it("say what to do about too many tokens", () => {
    const answer = formatted(parseError(`{ ${"a ".repeat(5000)} }`));
    expect(answer).toMatchObject({ extensions: { code: "LIMIT_EXCEEDED", reason: "TOO_MANY_TOKENS" } });
    expect(answer.message).toMatch(/several requests/);
  });
});
