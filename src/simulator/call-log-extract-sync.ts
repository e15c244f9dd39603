import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { invalidParameter } from "./api-error.js";
import { findLastModifiedAt, renderLogRecord } from "./call-log-record.js";
import type { World } from "./world.js";

const Query = z.object({
  syncType: z.enum(["FSync", "ISync"]).default("FSync"),
  syncToken: z.string().optional(),
  dateFrom: z.iso.datetime({ offset: true }).optional(),
  recordCount: z.coerce.number().int().min(1).max(1000).default(250),
  view: z.enum(["Simple", "Detailed"]).default("Simple"),
});

const DEFAULT_LOOK_BACK_MS = 3_600_000;

/**
 * `GET …/call-log-extract-sync`: the account's records by the moment of their last *change*, oldest change first. A
 * recording that appears late is a change, so a client that follows the tokens misses none.
 */
export function serveExtractSync(app: FastifyInstance, world: World): void {
  const guard = { group: "heavy", appScope: "ReadCallLog", userPermission: "ReadCallLog" } as const;
  app.get("/restapi/v1.0/account/:accountId/call-log-extract-sync", { config: { guard } }, async (request) => {
    const parsed = Query.safeParse(request.query);
    if (!parsed.success) throw invalidParameter(String(parsed.error.issues[0]?.path[0] ?? "query"));
    const { syncType, syncToken, dateFrom, recordCount, view } = parsed.data;
    const now = world.clock.now();
    if (syncType === "ISync" && syncToken === undefined) throw invalidParameter("syncToken");
    const position =
      syncToken !== undefined && syncType === "ISync"
        ? world.syncTokens.get(syncToken)
        : { changedAtMs: dateFrom ? Date.parse(dateFrom) : now - DEFAULT_LOOK_BACK_MS, recordIds: [], recordCount };
    const changes = listChanges(world, position, now);
    const page = changes.filter(
      ({ atMs }, index) => index < position.recordCount || atMs === changes[position.recordCount - 1]?.atMs,
    );
    const lastAtMs = page.at(-1)?.atMs ?? position.changedAtMs;
    const atLast = page.filter(({ atMs }) => atMs === lastAtMs).map(({ entry }) => entry.record.id);
    const recordIds = lastAtMs === position.changedAtMs ? [...position.recordIds, ...atLast] : atLast;
    return {
      uri: `${world.url()}${request.url}`,
      records: page.map(({ entry }) => renderLogRecord(entry, now, view === "Detailed", world)),
      syncInfo: {
        syncType,
        syncToken: world.syncTokens.issue({ changedAtMs: lastAtMs, recordIds, recordCount: position.recordCount }),
        syncTime: new Date(now).toISOString(),
        newerRecordsExist: page.length < changes.length,
      },
    };
  });
}

function listChanges(world: World, position: { changedAtMs: number; recordIds: readonly string[] }, nowMs: number) {
  return world.calls
    .listLogRecords()
    .map((entry) => ({ entry, atMs: findLastModifiedAt(entry.call, entry.record, nowMs) ?? Number.NaN }))
    .filter(
      ({ entry, atMs }) =>
        atMs > position.changedAtMs || (atMs === position.changedAtMs && !position.recordIds.includes(entry.record.id)),
    )
    .sort((a, b) => a.atMs - b.atMs);
}
