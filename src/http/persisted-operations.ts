import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { badInput } from "../errors.js";

/** Texts that clients have sent with their hash, so that from then on the hash is enough. */
export interface PersistedOperations {
  get(hash: string): Promise<string | undefined>;
  set(hash: string, text: string): Promise<void>;
  delete(hash: string): Promise<boolean>;
}

/** An application has a few dozen operations; who sends others all the time must not fill the memory. */
const MOST_CHARACTERS = 2_000_000;
const LONGEST_TEXT = 50_000;

/**
 * Of this process: another one answers PERSISTED_QUERY_NOT_FOUND, and the client sends the text once more, as it does
 * when the text was forgotten. Only what is valid is kept.
 */
export function persistedOperations(): PersistedOperations {
  const texts = new LRUCache<string, string>({
    maxSize: MOST_CHARACTERS,
    maxEntrySize: LONGEST_TEXT,
    sizeCalculation: (text, hash) => text.length + hash.length,
  });
  return {
    get: async (hash) => texts.get(hash),
    set: async (hash, text) => void texts.set(hash, text),
    delete: async (hash) => texts.delete(hash),
  };
}

const persisted = z.object({ version: z.literal(1), sha256Hash: z.string().regex(/^[0-9a-f]{64}$/) });

/**
 * Checks what a request says of its persisted operation: https://www.apollographql.com/docs/apollo-server/performance/apq.
 * Throws BAD_INPUT: INVALID_PERSISTED_QUERY, or HASH_MISMATCH where the text has another hash.
 */
export function checkPersisted(query: unknown, extensions: unknown): void {
  if (typeof extensions !== "object" || extensions === null || !("persistedQuery" in extensions)) return;
  const said = persisted.safeParse(extensions.persistedQuery);
  if (!said.success) {
    throw badInput(
      "extensions.persistedQuery",
      '"extensions.persistedQuery" takes version 1 and the operation\'s SHA-256 in 64 lower-case hexadecimal digits as sha256Hash.',
      "INVALID_PERSISTED_QUERY",
    );
  }
  if (typeof query !== "string" || createHash("sha256").update(query).digest("hex") === said.data.sha256Hash) return;
  throw badInput(
    "extensions.persistedQuery.sha256Hash",
    "This is not the SHA-256 of the operation that was sent with it; send that of its exact text.",
    "HASH_MISMATCH",
  );
}
