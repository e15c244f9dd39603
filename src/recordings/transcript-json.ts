import { storable } from "../storable.js";

/** As PostgreSQL takes it. */
export const asJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? storable(part) : part));
