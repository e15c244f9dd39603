import { badInput } from "./errors.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (id: string): boolean => UUID.test(id);

/** `id` in lower case, as the database writes it. Throws BAD_INPUT (INVALID_ID) that names `field`. */
export function requireUuid(id: string, field = "id"): string {
  if (!isUuid(id)) {
    throw badInput(
      field,
      `"${field}" takes an id as this service gives them, such as 3f2a8c1e-0b5d-4e6f-9a7b-1c2d3e4f5a6b.`,
      "INVALID_ID",
    );
  }
  return id.toLowerCase();
}
