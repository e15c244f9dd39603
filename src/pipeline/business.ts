import type { Config } from "../config.js";
import type { Sql } from "../database/sql.js";
import type { BusinessFacts } from "../linking/facts.js";
import { readOwnPhones } from "../ringcentral/connection-state.js";

/** The business as linking takes it: its settings, its own numbers, those that its RingCentral account
 * has included, and what its decisions taught. */
export async function readBusiness(
  sql: Sql,
  config: Pick<Config, "businessTimezone" | "defaultRegion" | "businessPhones" | "linkAdaptation">,
): Promise<BusinessFacts> {
  return {
    timezone: config.businessTimezone,
    region: config.defaultRegion,
    ownPhones: [...config.businessPhones, ...(await readOwnPhones(sql))],
    adaptation: config.linkAdaptation ?? null,
  };
}
