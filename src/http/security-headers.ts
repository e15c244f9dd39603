import type { FastifyInstance } from "fastify";

/** Answers are data for programs: nothing in them may run, be framed, be guessed at or be kept. */
const HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
} as const;

/** Headers of every answer; a route that needs others sets its own before sending. */
export function addSecurityHeaders(server: FastifyInstance, overTls: boolean): void {
  server.addHook("onSend", async (_request, reply) => {
    for (const [name, value] of Object.entries(HEADERS)) if (!reply.hasHeader(name)) reply.header(name, value);
    if (overTls) reply.header("strict-transport-security", "max-age=31536000");
  });
}
