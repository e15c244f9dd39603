import type { IncomingHttpHeaders } from "node:http";
import type { FastifyInstance } from "fastify";

/** Insights of long calls are large; nothing RingCentral sends comes near. */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

export interface WebhookDelivery {
  readonly headers: IncomingHttpHeaders;
  /** Path and query. */
  readonly url: string;
  /** As it came: it may not be JSON at all. */
  readonly body: Buffer;
}

export interface WebhookReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `/webhooks/ringcentral`, which has its own secret; what a delivery means is the receiver's to say. */
export async function addWebhookRoute(
  server: FastifyInstance,
  receive: (delivery: WebhookDelivery) => Promise<WebhookReply>,
): Promise<void> {
  await server.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: BODY_LIMIT_BYTES }, (_request, body, done) => {
      done(null, body);
    });
    raw.post("/webhooks/ringcentral", { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0); // the handshake has none
      const answer = await receive({ headers: request.headers, url: request.url, body });
      return reply
        .code(answer.status)
        .headers({ ...answer.headers })
        .send(answer.body);
    });
  });
}
