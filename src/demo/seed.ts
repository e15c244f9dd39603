import { upsertBookings } from "../bookings/upsert-bookings.js";
import { upsertCustomers } from "../customers/upsert-customers.js";
import type { Database } from "../database/open.js";
import { AppError } from "../errors.js";
import type { BusinessFacts } from "../linking/facts.js";
import { ingestRecordings } from "../pipeline/ingest.js";
import type { RecordingInput } from "../pipeline/recording-input.js";
import { buildBusiness, type DemoBusiness, type DemoCall } from "./business.js";
import { backdate, DEMO_PREFIX, findSeededAt, holdsABusiness } from "./seed-store.js";

export interface Seeded {
  readonly business: DemoBusiness;
  /** False where an earlier start had stored it. */
  readonly isNew: boolean;
}

/**
 * Stores the demo's business, customers, bookings and past calls in one transaction, unless it is there already. Throws
 * AppError CONFLICT where the database holds a business of its own: invented customers would not be told from real ones.
 */
export async function seedDemo(database: Database, settings: BusinessFacts, now: Date): Promise<Seeded> {
  const seededAt = await findSeededAt(database.sql);
  if (seededAt !== null) return { business: buildBusiness(seededAt), isNew: false };
  if (await holdsABusiness(database.sql)) {
    throw new AppError(
      "CONFLICT",
      "This database holds a business already, and the demo would mix its own into it: leave out DATABASE_URL, or name an empty database.",
      { reason: "DATABASE_IN_USE" },
    );
  }
  const business = buildBusiness(now);
  await database.transaction(async (tx) => {
    const customers = business.customers.map(({ key, name, phones, email }) => ({
      ...{ externalId: externalId(key), name, phones: [...phones], email },
    }));
    await upsertCustomers(tx, customers, settings);
    const bookings = business.bookings.map((booking) => ({
      externalId: externalId(booking.key),
      customerExternalId: externalId(booking.customerKey),
      eventDate: booking.eventAt,
      guestCount: booking.guestCount,
      status: booking.status,
      title: booking.title,
      venue: booking.venue,
      notes: booking.notes,
    }));
    await upsertBookings(tx, bookings);
    await backdate(
      tx,
      now,
      business.bookings.map(({ key, createdAt }) => ({ externalId: externalId(key), createdAt })),
    );
    await ingestRecordings(tx, business.pastCalls.map(recordingOf), settings, now);
  });
  return { business, isNew: true };
}

const externalId = (key: string): string => `${DEMO_PREFIX}${key}`;

const recordingOf = (call: DemoCall): RecordingInput => ({
  externalId: externalId(call.key),
  callStartedAt: call.startedAt,
  direction: call.direction,
  fromPhone: call.fromPhone,
  toPhone: call.toPhone,
  durationSeconds: call.durationSeconds,
  segments: call.segments?.map((segment) => ({ ...segment })) ?? null,
  insights: call.insights,
});
