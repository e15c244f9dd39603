import type { IncomingHttpHeaders } from "node:http";
import type { FastifyInstance, FastifyReply } from "fastify";

/** Insights of long calls are large; nothing RingCentral sends comes near. */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

export interface WebhookDelivery {
  readonly headers: IncomingHttpHeaders;
  /** As it came: it may not be JSON at all. */
  readonly body: Buffer;
}

export interface WebhookReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WebhookDoor {
  /** The answer to a delivery whose headers alone refuse it: nobody else's 10 MB are read. */
  admit(headers: IncomingHttpHeaders): WebhookReply | null;
  receive(delivery: WebhookDelivery): Promise<WebhookReply>;
}

/** `/webhooks/ringcentral`, which has its own secret; what a delivery means is the receiver's to say. */
export async function addWebhookRoute(server: FastifyInstance, { admit, receive }: WebhookDoor): Promise<void> {
  await server.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: BODY_LIMIT_BYTES }, (_request, body, done) => {
      done(null, body);
    });
    raw.addHook("onRequest", async (request, reply) => {
      const refusal = admit(request.headers);
      // What is not read cannot be left on a connection that goes on.
      if (refusal !== null) return send(reply.header("connection", "close"), refusal);
    });
    raw.post("/webhooks/ringcentral", { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0); // the handshake has none
      return send(reply, await receive({ headers: request.headers, body }));
    });
  });
}

const send = (reply: FastifyReply, { status, headers, body }: WebhookReply): FastifyReply =>
  reply
    .code(status)
    .headers({ ...headers })
    .send(body);
