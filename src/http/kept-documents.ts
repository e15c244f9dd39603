import type { DocumentNode } from "graphql";
import { LRUCache } from "lru-cache";

/** Parsed and valid documents by whatever they are found again by. */
export interface KeptDocuments {
  get(key: string): DocumentNode | undefined;
  set(key: string, document: DocumentNode): void;
}

/** Thousands of sockets that reconnect at once ask for the same few documents. */
const MOST_DOCUMENTS = 500;
/**
 * Of their texts. Parsed, a document takes 80 to 150 bytes for each of its characters: who sends a new one each time can
 * take some 50 MB. (Apollo's own store counts 30 MB of JSON, which were 200 MB.)
 */
const MOST_CHARACTERS = 400_000;

export function keepDocuments(): KeptDocuments {
  const kept = new LRUCache<string, DocumentNode>({
    max: MOST_DOCUMENTS,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: (document) => Math.max(document.loc?.source.body.length ?? 0, 1),
  });
  return { get: (key) => kept.get(key), set: (key, document) => void kept.set(key, document) };
}
