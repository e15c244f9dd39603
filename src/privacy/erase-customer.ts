import { bookingsToErase } from "../bookings/erase-store.js";
import {
  type CustomerToErase,
  deleteCustomerForGood,
  forgetPhoneClasses,
  lockCustomerToErase,
} from "../customers/erase-store.js";
import type { Sql } from "../database/sql.js";
import { eraseChanges, eraseFromGrounds, eraseJobs, eraseReceipts } from "../pipeline/erase-store.js";
import { queueRelink, queueTouched } from "../pipeline/relink-store.js";
import {
  callsInDoubt,
  eraseCalls,
  isRarelySaid,
  lockCallsToErase,
  scrubNumbers,
  sessionsOfOtherCalls,
} from "../recordings/erase-store.js";
import { holdBackNewCalls } from "../recordings/erased-calls.js";
import { eraseEvents } from "../recordings/linkage-events.js";
import { findEntry, PARTS_OF_SPEECH } from "../recordings/wordnet.js";
import { forgetSessions } from "../ringcentral/unrecorded-sessions.js";
import { eraseFromAudit } from "./audit-store.js";
import { noteErasure } from "./erasure-store.js";
import { type Traces, tracePatterns } from "./trace-pattern.js";

/** Whom to erase: a customer, or a caller whose number no customer holds. */
export type Person = { readonly customerId: string } | { readonly phone: string };

/** How much is gone, without a word of whom. */
export interface Erasure {
  readonly id: string;
  readonly counts: ErasureCounts;
  /** Calls of a number that others hold as well, linked to nobody: they may be the others', and stay. The newest first. */
  readonly callsInDoubt: readonly string[];
  /** What the person was known by, to look for what is left; never to be stored. */
  readonly knownBy: KnownBy;
}

export interface KnownBy extends Traces {
  readonly customerId: string | null;
  readonly recordingIds: readonly string[];
}

export interface ErasureCounts {
  readonly customers: number;
  readonly numbers: number;
  readonly bookings: number;
  readonly calls: number;
  readonly receipts: number;
  readonly jobs: number;
  /** Of other people's calls, on whose grounds the person stood. */
  readonly decisions: number;
  /** Numbers that other customers hold as well, and keep. */
  readonly sharedNumbers: number;
}

/** Of an id in another system: a shorter one, such as "42", stands everywhere and tells of nobody. */
const SHORTEST_TELLING = 6;

const telling = (texts: readonly (string | null | undefined)[]): string[] =>
  texts.filter((text) => text != null).filter((text) => text.length >= SHORTEST_TELLING);

const SHORTEST_TELLING_NAME = 4;
/** Matches no text. */
const NOTHING = "$^";

/**
 * The names that tell of this customer wherever they stand: the whole one, and a surname that is rare. One that is a word as
 * well ("Best", "Person") stands in what the program writes of everybody's calls, and tells behind a title alone.
 */
async function tellingNames(tx: Sql, customer: CustomerToErase | null): Promise<Pick<Traces, "names" | "titledNames">> {
  if (customer === null || customer.isNamesake) return { names: [], titledNames: [] };
  const { name, surname } = customer;
  const alone = surname ?? (/\s/.test(name.trim()) ? null : name);
  if (alone !== null && isWord(alone)) return { names: surname === null ? [] : [name], titledNames: [alone] };
  const isTelling = surname !== null && surname.length >= SHORTEST_TELLING_NAME && (await isRarelySaid(tx, surname));
  return { names: isTelling ? [name, surname] : [name], titledNames: [] };
}

/** Whether it is a word of the language, met in its texts. */
const isWord = (name: string): boolean =>
  PARTS_OF_SPEECH.some((part) => (findEntry(name.trim().toLowerCase(), part)?.known ?? 0) > 0);

/**
 * Removes all that is stored of a person, in the caller's transaction. Null where nothing is: a second time changes nothing.
 *
 * A call goes where it is linked to the customer, whatever its number, and where it is linked to nobody and came from a
 * number that is theirs alone. A call linked to another customer is the other's and stays, without the number and without
 * this customer among its grounds; it is judged again.
 */
export async function erasePerson(tx: Sql, person: Person, byName: string): Promise<Erasure | null> {
  await holdBackNewCalls(tx);
  const customer = "customerId" in person ? await lockCustomerToErase(tx, person.customerId) : null;
  const customerId = customer?.id ?? null;
  const phones = "phone" in person ? [person.phone] : (customer?.ownPhones ?? []);
  const bookings = customerId === null ? [] : await bookingsToErase(tx, customerId);
  const calls = await lockCallsToErase(tx, customerId, phones);
  if (customer === null && calls.length === 0) return null;

  const bookingIds = bookings.map(({ id }) => id);
  const recordingIds = calls.map(({ id }) => id);
  const shared = new Set(await sessionsOfOtherCalls(tx, recordingIds));
  const sessions = calls.map(({ telephonySessionId }) => telephonySessionId).filter((id) => id !== null);
  const callIds = [
    ...calls.map(({ rcRecordingId }) => rcRecordingId).filter((id) => id !== null),
    ...telling(calls.map(({ externalId }) => externalId)),
  ];
  const fullName = customer === null ? [] : [customer.name];
  await eraseCalls(tx, calls, [...fullName, ...bookings.flatMap(({ texts }) => texts)]);
  const contacts = [customer?.email, customer?.externalId, ...bookings.map(({ externalId }) => externalId)];
  const knownBy: KnownBy = {
    customerId,
    recordingIds,
    ...(await tellingNames(tx, customer)),
    phones,
    addresses: telling(contacts),
    ids: [
      ...(customerId === null ? [] : [customerId]),
      ...bookingIds,
      ...recordingIds,
      ...callIds,
      ...sessions.filter((session) => !shared.has(session)),
    ],
  };
  const { people } = tracePatterns({ ...knownBy, addresses: [...knownBy.addresses, customerId ?? "", ...bookingIds] });
  const pattern = people === "" ? NOTHING : people;

  const receipts = await eraseReceipts(tx, [...callIds, ...sessions, ...phones]);
  const jobs = await eraseJobs(tx, [...recordingIds, ...receipts]);
  if (customerId !== null) await deleteCustomerForGood(tx, customerId);
  await eraseEvents(tx, { customerId, bookingIds, calls });
  await forgetPhoneClasses(tx, phones);
  await scrubNumbers(tx, phones);
  await forgetSessions(tx, sessions);
  const grounds = await eraseFromGrounds(tx, { customerId, bookingIds, pattern });
  await queueRelink(tx, grounds.recordingIds);
  await queueTouched(tx, [], customer?.sharedPhones ?? []);
  await eraseChanges(tx, { customerId, phones, recordingIds });

  const counts = {
    customers: customer === null ? 0 : 1,
    numbers: phones.length,
    bookings: bookings.length,
    calls: calls.length,
    receipts: receipts.length,
    jobs,
    decisions: grounds.decisions,
    sharedNumbers: customer?.sharedPhones.length ?? 0,
  };
  const id = await noteErasure(tx, byName, counts);
  await eraseFromAudit(tx, { customerId, recordingIds, erasureId: id });
  return { id, counts, callsInDoubt: await callsInDoubt(tx, customer?.sharedPhones ?? []), knownBy };
}
