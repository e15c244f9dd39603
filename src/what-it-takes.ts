import type { z } from "zod";

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  date: "an instant",
};

/**
 * For `safeParse(input, { error: whatItTakes })`: says what a field takes where its shape has no words of its own, so that
 * nobody reads zod's ("Invalid input: expected string, received undefined").
 */
export const whatItTakes: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type") return `takes ${KINDS[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_value") return `takes one of ${issue.values.join(", ")}`;
  return "takes something else";
};
