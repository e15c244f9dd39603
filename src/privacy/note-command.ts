import type { Sql } from "../database/sql.js";
import { writeAudit } from "./audit-store.js";

/** Notes in the audit log what somebody at the command line did. */
export const noteCommand = (sql: Sql, what: string, customerId: string | null): Promise<void> =>
  writeAudit(sql, [
    {
      at: new Date().toISOString(),
      ...{ byId: "command-line", byName: "the command line", operation: "command", fields: [what], outcome: null },
      ...{ customerIds: customerId === null ? [] : [customerId], recordingIds: [], times: 1 },
    },
  ]);
