import type { Config } from "../config.js";
import type { Sql } from "../database/sql.js";
import type { BusinessFacts } from "../linking/facts.js";
import { readOwnPhones } from "../ringcentral/connection-state.js";

/** The business as linking takes it: its settings, and its own numbers, those that its RingCentral account has included. */
export async function readBusiness(
  sql: Sql,
  config: Pick<Config, "businessTimezone" | "defaultRegion" | "businessPhones">,
): Promise<BusinessFacts> {
  return {
    timezone: config.businessTimezone,
    region: config.defaultRegion,
    ownPhones: [...config.businessPhones, ...(await readOwnPhones(sql))],
  };
}
