import type { FastifyInstance, FastifyReply } from "fastify";
import { ownerOf } from "./account.js";
import { invalidParameter, missingResource } from "./api-error.js";
import { readCallLogQuery, selectRecords } from "./call-log-query.js";
import { findLastModifiedAt, renderLogRecord } from "./call-log-record.js";
import { multipartMixed } from "./multipart.js";
import type { World } from "./world.js";

/** Records that one request may name. */
const MOST_IDS = 50;

interface OneRecord {
  Params: { ids: string };
  Querystring: { view?: string };
}

/** The company's call log, one extension's call log, and records by id. */
export function serveCallLog(app: FastifyInstance, world: World): void {
  const { clock, calls } = world;
  const company = { group: "heavy", appScope: "ReadCallLog", userPermission: "FullCompanyCallLog" } as const;
  const own = { group: "heavy", appScope: "ReadCallLog", userPermission: "ReadCallLog" } as const;
  const base = "/restapi/v1.0/account/:accountId";

  app.get(`${base}/call-log`, { config: { guard: company } }, async (request) =>
    page(world, request.url, request.query, null),
  );

  app.get<{ Params: { extensionId: string } }>(
    `${base}/extension/:extensionId/call-log`,
    { config: { guard: own } },
    async (request) => {
      const { extensionId } = request.params;
      return page(world, request.url, request.query, extensionId === "~" ? ownerOf(world.account).id : extensionId);
    },
  );

  app.get<OneRecord>(`${base}/call-log/:ids`, { config: { guard: company } }, async (request, reply) => {
    const ids = request.params.ids.split(",");
    if (ids.length > MOST_IDS) throw invalidParameter("callRecordId");
    const detailed = request.query.view !== "Simple";
    const now = clock.now();
    const find = (id: string): object | null => {
      const found = calls.findLogRecord(id);
      if (found === null || findLastModifiedAt(found.call, found.record, now) === null) return null;
      return renderLogRecord(found, now, detailed, world);
    };
    if (ids.length > 1)
      return answerMany(
        reply,
        world,
        ids.map((id) => [id, find(id)] as const),
      );
    const record = find(ids[0] ?? "");
    if (record === null) throw missingResource("callRecordId");
    return record;
  });
}

/** Pages have no totals: a client follows `navigation.nextPage` until it is absent. */
function page(world: World, url: string, rawQuery: unknown, extensionId: string | null): object {
  const query = readCallLogQuery(rawQuery);
  const now = world.clock.now();
  const entries = world.calls
    .listLogRecords()
    .filter(({ record }) => extensionId === null || record.extension.id === extensionId);
  const selected = selectRecords(entries, query, now);
  const start = (query.page - 1) * query.perPage;
  const records = selected.slice(start, start + query.perPage);
  const link = (number: number): { uri: string } => {
    const uri = new URL(url.replace("/account/~/", `/account/${world.account.id}/`), world.url());
    uri.searchParams.set("page", String(number));
    uri.searchParams.set("perPage", String(query.perPage));
    return { uri: uri.href };
  };
  return {
    uri: link(query.page).uri,
    records: records.map((entry) => renderLogRecord(entry, now, query.view === "Detailed", world)),
    paging: {
      page: query.page,
      perPage: query.perPage,
      ...(records.length === 0 ? {} : { pageStart: start, pageEnd: start + records.length - 1 }),
    },
    navigation: {
      firstPage: link(1),
      ...(query.page > 1 ? { previousPage: link(query.page - 1) } : {}),
      ...(start + query.perPage < selected.length ? { nextPage: link(query.page + 1) } : {}),
    },
  };
}

/** Several ids: status 207, first a part with the statuses, then one for each record or error. */
function answerMany(reply: FastifyReply, world: World, records: readonly (readonly [string, object | null])[]) {
  const missing = missingResource("callRecordId");
  const statuses = records.map(([id, record]) => ({
    href: `${world.url()}/restapi/v1.0/account/${world.account.id}/call-log/${id}`,
    status: record === null ? missing.status : 200,
    responseDescription: record === null ? "Not Found" : "OK",
  }));
  const { contentType, body } = multipartMixed([
    { response: statuses },
    ...records.map(([, record]) => record ?? missing.body),
  ]);
  return reply.code(207).header("content-type", contentType).send(body);
}
