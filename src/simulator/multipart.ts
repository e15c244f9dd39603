import { randomUUID } from "node:crypto";

/** JSON parts in one `multipart/mixed` body, as RingCentral answers a request for several ids. */
export function multipartMixed(parts: readonly unknown[]): { readonly contentType: string; readonly body: string } {
  const boundary = `Boundary_${randomUUID()}`;
  const written = parts.map(
    (part) => `--${boundary}\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(part)}\r\n`,
  );
  return { contentType: `multipart/mixed; boundary=${boundary}`, body: `${written.join("")}--${boundary}--\r\n` };
}
