import { availableParallelism } from "node:os";
import pLimit from "p-limit";
import type { Sql } from "../database/sql.js";

/**
 * More searches than this at once make none sooner, and each connection that they are spread over meets the same pages of
 * the database anew: of sixteen searches for three words at once each cost the database 43 ms of work over ten
 * connections and 29 over four, on two cores.
 */
const inTurn = pLimit(Math.min(8, Math.max(4, 2 * availableParallelism())));

/** The statements of all searches of this process take turns; other reads need not wait for them. */
export const searchesInTurn = (sql: Sql): Sql => ({
  query: (text, values, options) => inTurn(() => sql.query(text, values, options)),
});
