import { upsertBookings } from "../bookings/upsert-bookings.js";
import { upsertCustomers } from "../customers/upsert-customers.js";
import type { Database } from "../database/open.js";
import type { CallRequest } from "../simulator/call-request.js";
import { diceFor } from "./dice.js";
import { fictionalPhones, OWN_PHONE } from "./fictional-phones.js";
import { callLength, type Subject, speakCall } from "./spoken-call.js";
import { buildVocabulary } from "./vocabulary.js";

/** Customers who will call, each about a booking that only the talk tells from the other: number and time do not. */
export interface LatencyWorld {
  call(number: number): CallRequest;
}

const DAY_MS = 86_400_000;
const BUSINESS = { timezone: "America/Los_Angeles", region: "US", ownPhones: [OWN_PHONE] };
const CHUNK = 500;

export async function createLatencyWorld(
  database: Database,
  customers: number,
  insightsAfterMs: number,
): Promise<LatencyWorld> {
  const phones = fictionalPhones().slice(0, customers);
  const vocabulary = buildVocabulary();
  const people = phones.map((phone, index) => ({
    phone,
    key: `customer-${index}`,
    name: `Customer ${rareName(index)}`,
    events: eventsOf(index),
  }));
  for (let from = 0; from < people.length; from += CHUNK) {
    const chunk = people.slice(from, from + CHUNK);
    await database.transaction(async (tx) => {
      await upsertCustomers(
        tx,
        chunk.map(({ key, name, phone }) => ({ externalId: key, name, phones: [phone] })),
        BUSINESS,
      );
      await upsertBookings(
        tx,
        chunk.flatMap(({ key, events }) =>
          events.map((event, place) => ({
            ...{ externalId: `${key}-${place}`, customerExternalId: key, eventDate: event.eventAt },
            ...{ guestCount: event.guestCount, title: event.title, status: "CONFIRMED" as const },
          })),
        ),
      );
    });
  }
  return {
    call(number) {
      const person = people[number % people.length];
      const dice = diceFor(7, number);
      const event = person?.events[number % 2];
      if (person === undefined || event === undefined) throw new Error("The world has no customers.");
      const turns = speakCall(dice, vocabulary, { ...event, customerName: person.name }, callLength(dice));
      const segments = turns.map(({ speaker, text, start, end }) => ({ speaker, text, start, end }));
      const durationSeconds = Math.ceil(turns.at(-1)?.end ?? 60) + 1;
      // The call ends now; its ringing and hanging up are told of at once, its analysis a little later.
      const opening = 12_000;
      return {
        ...{ scenario: "inbound-direct", from: person.phone, durationSeconds, segments },
        startedAt: new Date(Date.now() - durationSeconds * 1_000 - opening).toISOString(),
        insights: {
          summary: `About the ${event.title.toLowerCase()}.`,
          sentiment: "Neutral",
          nextSteps: ["Call back."],
        },
        timers: { callLogAfterMs: 0, recordingFieldAfterMs: 0, mediaAfterMs: 0, insightsAfterMs },
      };
    },
  };
}

const TITLES = ["Birthday hibachi", "Anniversary dinner", "Graduation party", "Office lunch"];
const FIRST_NAMES = ["Nora", "Felix", "Ines", "Tobias", "Leila", "Victor", "Paula", "Omar"];
const LAST_NAMES = ["Lindgren", "Okonkwo", "Barros", "Castellan", "Whitlock", "Nakata", "Ferreira", "Dunmore", "Salas"];

const rareName = (index: number): string =>
  `${FIRST_NAMES[index % FIRST_NAMES.length]} ${LAST_NAMES[Math.floor(index / FIRST_NAMES.length) % LAST_NAMES.length]}`;

/** Two events, weeks away, that differ in everything that can be said of them. */
const eventsOf = (index: number): Omit<Subject, "customerName">[] =>
  [0, 1].map((place) => ({
    eventAt: new Date(
      Math.ceil(Date.now() / DAY_MS) * DAY_MS + (14 + place * 23 + (index % 5)) * DAY_MS + 20 * 3_600_000,
    ),
    guestCount: 11 + place * 17 + (index % 7),
    title: TITLES[(index + place) % TITLES.length] ?? "",
  }));
