/** PostgreSQL's text and jsonb hold neither U+0000 nor half a surrogate pair, which garbled transcripts can contain. */
export const storable = (text: string): string => text.replaceAll("\u0000", "").toWellFormed();

/** As PostgreSQL takes it. */
export const asJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? storable(part) : part));
