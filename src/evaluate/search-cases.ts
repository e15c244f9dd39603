import { z } from "zod";
import { badInput } from "../errors.js";
import { whatItTakes } from "../what-it-takes.js";

/** A person with their conversations and questions about them, as `evaluate search` reads them. */
export interface SearchCase {
  readonly person: string;
  readonly conversations: readonly SearchConversation[];
  readonly questions: readonly SearchQuestion[];
}

export interface SearchConversation {
  readonly id: string;
  readonly startedAt: Date;
  readonly turns: readonly { readonly id: string; readonly speaker: string | null; readonly text: string }[];
}

export interface SearchQuestion {
  readonly id: string;
  readonly question: string;
  /** Turns that hold the answer; none where the question has no answer. */
  readonly evidenceTurnIds: readonly string[];
  readonly category: string | null;
}

const id = z.union([z.string(), z.number()], "takes text or a number").transform(String);
const instant = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), "must be an ISO 8601 instant")
  .transform((text) => new Date(text));

const Cases = z
  .array(
    z.object({
      person: id,
      conversations: z.array(
        z.object({
          id,
          startedAt: instant,
          turns: z.array(
            z.object({ id, speaker: id.nullish().transform((speaker) => speaker ?? null), text: z.string() }),
          ),
        }),
      ),
      questions: z.array(
        z.object({
          id,
          question: z.string(),
          evidenceTurnIds: z.array(id).default([]),
          category: id.nullish().transform((category) => category ?? null),
        }),
      ),
    }),
  )
  .min(1, "holds nobody to ask about");

/** Throws BAD_INPUT that names the place of the first mistake. */
export function readSearchCases(text: string): SearchCase[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw badInput("FILE", "The file is not JSON.", "NOT_JSON");
  }
  const parsed = Cases.safeParse(json, { error: whatItTakes });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badInput("FILE", `${issue?.path.join(".") || "The file"} ${issue?.message ?? "is wrong"}.`, "WRONG_SHAPE");
}
