import pLimit from "p-limit";
import { HEAVY_READS_AT_ONCE } from "../database/open.js";
import type { Sql } from "../database/sql.js";
import type { RequestContext } from "../request-context.js";

const inTurn = pLimit(HEAVY_READS_AT_ONCE);

/**
 * The statements of all searches of this process take turns, and are not sent any more where a request was given up while
 * they waited; other reads need not wait for them.
 */
export const searchesInTurn = ({ heavyRead }: Pick<RequestContext, "heavyRead">): Sql => ({
  query: (text, values, options) => inTurn(() => heavyRead.query(text, values, options)),
});
