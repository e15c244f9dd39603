import { onOrOff, postgresUrl, setting } from "./setting.js";

/** How a database of one's own is reached. */
export const DATABASE_SETTINGS = {
  databaseDirectUrl: setting({
    name: "DATABASE_DIRECT_URL",
    doc: "The same database without a pooler, where DATABASE_URL is PgBouncer in transaction mode: for LISTEN, locks and migrations.",
    parse: postgresUrl.optional(),
  }),
  databaseReadUrl: setting({
    name: "DATABASE_READ_URL",
    doc: "A streaming replica for queries, one server. It is asked when it has replayed all that was committed before the question, else the primary.",
    parse: postgresUrl.optional(),
  }),
  migrate: setting({
    name: "MIGRATE",
    doc: "on or off: whether a start brings the database to this version's schema. With off, `callthread migrate` does, and a start on an older database is refused.",
    default: "on",
    parse: onOrOff,
  }),
} as const;
