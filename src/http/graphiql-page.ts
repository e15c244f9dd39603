import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { notFound } from "../errors.js";
import { packageRoot } from "../package-root.js";

/**
 * GraphiQL for a browser that opens /graphql: a page without data, so without a credential, and without any other host.
 * Its parts are files of their own instead of 9 MB inline, so that browsers keep them and no inline script need be allowed.
 */

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'", // the editor sets styles on elements
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const A_YEAR_SECONDS = 31_536_000;

interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  readonly gzipped: Buffer;
}

interface Page {
  /** Changes with any asset, so that assets may be kept for ever. */
  readonly version: string;
  readonly html: string;
  readonly assets: ReadonlyMap<string, Asset>;
}

/** A browser's own request for the page; programs ask for JSON, and other addresses have no page to give without a credential. */
export const wantsPage = (request: FastifyRequest): boolean =>
  request.method === "GET" &&
  request.routeOptions.url === "/graphql" &&
  (request.headers.accept ?? "").includes("text/html");

let page: Promise<Page> | undefined;
const getPage = (): Promise<Page> => {
  page ??= loadPage();
  return page;
};

export async function sendGraphiqlPage(reply: FastifyReply): Promise<FastifyReply> {
  const { html } = await getPage();
  return reply.header("content-security-policy", PAGE_POLICY).type("text/html; charset=utf-8").send(html);
}

export function addGraphiqlAssets(server: FastifyInstance): void {
  server.get<{ Params: { version: string; name: string } }>(
    "/graphql/assets/:version/:name",
    async (request, reply) => {
      const { version, assets } = await getPage();
      const asset = assets.get(request.params.name);
      if (asset === undefined || request.params.version !== version) throw notFound("asset", request.params.name);
      const isZipped = (request.headers["accept-encoding"] ?? "").includes("gzip");
      reply
        .type(asset.type)
        .header("cache-control", `public, max-age=${A_YEAR_SECONDS}, immutable`)
        .header("content-security-policy", PAGE_POLICY) // a worker obeys the policy of its own script's answer
        .header("vary", "accept-encoding");
      if (isZipped) reply.header("content-encoding", "gzip");
      return reply.send(isZipped ? asset.gzipped : asset.plain);
    },
  );
}

/** Loaded at the first visit: a service that nobody browses does not hold it. */
async function loadPage(): Promise<Page> {
  const graphiql = await import("@graphql-yoga/render-graphiql/graphiql");
  const script = "text/javascript; charset=utf-8";
  const files: [name: string, type: string, text: string][] = [
    ["graphiql.css", "text/css; charset=utf-8", graphiql.css],
    ["graphiql.js", script, graphiql.js],
    ["start.js", script, readFileSync(join(packageRoot, "public/graphiql-start.js"), "utf8")],
    ["editorWorkerService.worker.js", script, graphiql.editorWorkerService],
    ["json.worker.js", script, graphiql.jsonWorker],
    ["graphql.worker.js", script, graphiql.graphqlWorker],
  ];
  const hash = createHash("sha256");
  for (const [, , text] of files) hash.update(text);
  const version = hash.digest("hex").slice(0, 16);
  const compress = promisify(gzip);
  const assets = await Promise.all(
    files.map(async ([name, type, text]) => {
      const plain = Buffer.from(text);
      return [name, { type, plain, gzipped: await compress(plain) }] as const;
    }),
  );
  return { version, assets: new Map(assets), html: pageHtml(version) };
}

const pageHtml = (version: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Callthread GraphQL</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/graphql/assets/${version}/graphiql.css">
  </head>
  <body id="body" class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript. The API itself is at this address: POST a query with an Authorization header.</noscript>
    <div id="root"></div>
    <script src="/graphql/assets/${version}/graphiql.js"></script>
    <script src="/graphql/assets/${version}/start.js"></script>
  </body>
</html>
`;
