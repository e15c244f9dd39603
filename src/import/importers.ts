import { createHash } from "node:crypto";
import type { BookingInput } from "../bookings/booking-input.js";
import { upsertBookings } from "../bookings/upsert-bookings.js";
import type { CustomerInput } from "../customers/customer-input.js";
import { upsertCustomers } from "../customers/upsert-customers.js";
import type { Sql } from "../database/sql.js";
import type { BusinessFacts } from "../linking/facts.js";
import { ingestRecordings } from "../pipeline/ingest.js";
import type { RecordingInput } from "../pipeline/recording-input.js";
import type { ImportKind } from "./columns.js";

/** Cells of one line by the names that GraphQL's inputs have. */
export type Item = Readonly<Record<string, unknown>>;

export interface Stored {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Calls that had been erased, and are not stored again. */
  readonly erased: number;
}

export interface Importer {
  /** Stores items in `tx`, all or none. Throws BadItems. */
  store(tx: Sql, items: readonly Item[], business: BusinessFacts): Promise<Stored>;
  /** What makes two lines without an id the same thing, so that a file can be imported again; null where an id is needed. */
  readonly identity: readonly string[] | null;
}

/** The rooms' own rules judge the values: what an import takes is what the API takes. */
export const IMPORTERS: Readonly<Record<ImportKind, Importer>> = {
  customers: {
    identity: ["name", "phones"],
    store: async (tx, items, business) => ({
      ...(await upsertCustomers(tx, items as unknown as CustomerInput[], business)),
      erased: 0,
    }),
  },
  bookings: {
    identity: ["customerId", "customerExternalId", "eventDate", "title"],
    store: async (tx, items) => ({ ...(await upsertBookings(tx, items as unknown as BookingInput[])), erased: 0 }),
  },
  recordings: {
    identity: null,
    store: (tx, items, business) => ingestRecordings(tx, items as unknown as RecordingInput[], business, new Date()),
  },
};

/** Gives a line without id and external id an external id made of what it is: imported twice, it is one and the same. */
export function withIdentity({ identity }: Importer, item: Item): Item {
  if (identity === null || isGiven(item.id) || isGiven(item.externalId)) return item;
  const text = JSON.stringify(identity.map((field) => item[field] ?? null));
  return { ...item, externalId: `${MADE}${createHash("sha256").update(text).digest("hex").slice(0, 32)}` };
}

const MADE = "line:";

/** Whether an external id was made of what the line says. */
export const isMade = (externalId: string): boolean => externalId.startsWith(MADE);

const isGiven = (value: unknown): boolean => typeof value === "string" && value !== "";
