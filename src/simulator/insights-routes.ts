import type { FastifyInstance } from "fastify";
import { insightsForbidden, insightsNotFound, invalidParameter } from "./api-error.js";
import { INSIGHT_TYPES } from "./insight-types.js";
import { findInsightsAt, type RecordingInsights } from "./insights.js";
import type { World } from "./world.js";

const BASE = "/ai/ringsense/v1/public/accounts/:accountId/domains/:domain";

interface InsightsRoute {
  Params: { domain: string; id: string };
  Querystring: { insightTypes?: string | string[] };
}

/** RingSense's insights of one recording, and of all recordings of a session. 404 means "not yet" and "never" alike. */
export function serveInsights(app: FastifyInstance, world: World): void {
  const options = { config: { guard: { group: "light", appScope: "RingSense" } } } as const;

  app.get<InsightsRoute>(`${BASE}/records/:id/insights`, options, async ({ params, query }) => {
    checkUser(world);
    const found = world.calls.findRecording(params.id);
    const insights =
      found === null || params.domain !== "pbx"
        ? null
        : findInsightsAt(found.call, found.recording, world.account, world.clock.now());
    if (insights === null) throw insightsNotFound();
    return only(insights, query.insightTypes);
  });

  app.get<InsightsRoute>(`${BASE}/sessions/:id/insights`, options, async ({ params, query }) => {
    checkUser(world);
    const now = world.clock.now();
    const records = world.calls
      .listRecordingsOfSession(params.domain === "pbx" ? params.id : "")
      .map(({ call, recording }) => findInsightsAt(call, recording, world.account, now))
      .filter((insights) => insights !== null)
      .map((insights) => only(insights, query.insightTypes));
    if (records.length === 0) throw insightsNotFound();
    const paging = { page: 1, perPage: 100, pageStart: 0, pageEnd: records.length - 1 };
    return { records, paging: { ...paging, totalPages: 1, totalElements: records.length, sortableFields: [] } };
  });
}

function checkUser({ permissions }: World): void {
  if (!permissions.userPermissions.has("ReadRingSenseInsights")) throw insightsForbidden();
}

/** `insightTypes` is comma-separated; some clients repeat the parameter instead. */
function only(insights: RecordingInsights, insightTypes: string | string[] | undefined): RecordingInsights {
  if (insightTypes === undefined) return insights;
  const wanted = [insightTypes].flat().flatMap((types) => types.split(","));
  const known = new Set<string>(INSIGHT_TYPES);
  if (!wanted.every((type) => known.has(type))) throw invalidParameter("insightTypes");
  const entries = Object.entries(insights.insights).filter(([type]) =>
    wanted.includes(type === "HighLights" ? "Highlights" : type),
  );
  return { ...insights, insights: Object.fromEntries(entries) };
}
