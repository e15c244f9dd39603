import { getOne, type Sql } from "../database/sql.js";

/** How the connection to RingCentral stands, for those who watch over it. */
export interface ConnectionFigures {
  /** Requests that may be made now, of how many in a window; 0 while RingCentral has us wait. */
  readonly budgets: readonly { readonly group: string; readonly left: number; readonly limit: number }[];
  readonly closedAreas: readonly string[];
  /** Null without a subscription; below 0 when it has run out. */
  readonly subscriptionSecondsLeft: number | null;
  readonly subscriptionSeenSecondsAgo: number | null;
  readonly callLogReadSecondsAgo: number | null;
  readonly lastWebhookSecondsAgo: number | null;
}

/** Group names are RingCentral's to choose, and each is a series: no more than these. */
const MOST_GROUPS = 20;

export const readConnectionFigures = (sql: Sql): Promise<ConnectionFigures> =>
  getOne<ConnectionFigures>(
    sql,
    `WITH budgets AS (
       SELECT group_name AS "group", request_limit AS "limit",
              CASE WHEN blocked_until > now() THEN 0
                   ELSE greatest(0, request_limit - (SELECT count(*)::int FROM unnest(granted_at) AS at
                                                      WHERE at > now() - window_seconds * interval '1 second')) END AS left
         FROM ringcentral_rate_groups ORDER BY group_name LIMIT ${MOST_GROUPS})
     SELECT (SELECT coalesce(jsonb_agg(budgets), '[]') FROM budgets) AS budgets,
            (SELECT coalesce(jsonb_agg(area), '[]') FROM ringcentral_circuits) AS "closedAreas",
            extract(epoch FROM subscription_expires_at - now())::float8 AS "subscriptionSecondsLeft",
            extract(epoch FROM now() - subscription_active_at)::float8 AS "subscriptionSeenSecondsAgo",
            extract(epoch FROM now() - synced_at)::float8 AS "callLogReadSecondsAgo",
            (SELECT extract(epoch FROM now() - max(received_at))::float8 FROM webhook_receipts) AS "lastWebhookSecondsAgo"
       FROM ringcentral_state`,
  );
