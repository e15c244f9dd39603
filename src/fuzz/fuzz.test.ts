import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { buildAppSchema } from "../app-schema.js";
import { type RunningApp, startRunningApp, WEBHOOK_TOKEN } from "../testing/running-app.js";
import { throwOperations, throwToolCalls, throwWebhooks } from "./doors.js";
import { untilQueueIsEmpty, whatFailed } from "./queue-after.js";
import { collectRealBodies } from "./real-bodies.js";
import { type Tally, throwAt } from "./throw-at.js";

/**
 * The short form of `npm run fuzz`. The same is sent in every run, so that what fails here fails again; the command draws a
 * new seed each time.
 */
describe("whatever is sent", () => {
  let app: RunningApp;
  let ids: readonly string[] = [];
  beforeAll(async () => {
    app = await startRunningApp();
  });
  afterAll(() => app.stop());

  const seed = 20_261_122;
  const OPERATIONS = 400;
  const TOOL_CALLS = 400;
  const WEBHOOKS = 400;
  const target = () => ({ url: app.url, key: app.key, webhookToken: WEBHOOK_TOKEN });
  const sql = () => app.app().database.sql;
  const short = ({ findings }: Tally) => findings.map(({ problem, sent }) => `${problem}: ${sent.slice(0, 500)}`);

  it("to GraphQL is answered without a failure of ours and without a word of what is inside", async () => {
    const { data } = await app.ask(
      'mutation { upsertCustomers(input: [{ externalId: "c", name: "Ann", phones: ["(202) 555-0101"] }]) { ids } }',
    );
    ids = data.upsertCustomers.ids;
    const things = { schema: await buildAppSchema(null), ids };
    const tally = await throwAt(throwOperations(target(), things, { count: OPERATIONS, seed, withinMs: 120_000 }));
    expect({ seed, findings: short(tally) }).toEqual({ seed, findings: [] });
    expect(tally.sent).toBe(OPERATIONS);
  });

  it("to the tools of agents is answered likewise", async () => {
    const tally = await throwAt(throwToolCalls(target(), ids, { count: TOOL_CALLS, seed, withinMs: 120_000 }));
    expect({ seed, findings: short(tally) }).toEqual({ seed, findings: [] });
    expect(tally.sent).toBe(TOOL_CALLS);
  });

  it("to the webhook is taken, and no job stumbles over it", async () => {
    const real = await collectRealBodies(app.simulator, sql());
    const tally = await throwAt(throwWebhooks(target(), real, { count: WEBHOOKS, seed, withinMs: 120_000 }));
    expect({ seed, findings: short(tally) }).toEqual({ seed, findings: [] });
    expect(tally.sent).toBe(WEBHOOKS);
    expect({ seed, left: await untilQueueIsEmpty(sql()) }).toEqual({ seed, left: 0 });
    expect({ seed, failed: await whatFailed(sql()) }).toEqual({ seed, failed: [] });
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  });
});
