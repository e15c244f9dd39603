import type { z } from "zod";
import { badInput } from "../errors.js";

/** Reads plain JSON by a schema. @throws AppError BAD_INPUT naming the field */
export function readInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badInput(issue?.path.join(".") || "body", issue?.message ?? "The input is invalid.");
}
