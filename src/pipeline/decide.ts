import type { z } from "zod";
import { line, reasonOf, remark } from "../customers/item-fields.js";
import { upsertCustomers } from "../customers/upsert-customers.js";
import type { Sql } from "../database/sql.js";
import { AppError, badInput, notFound } from "../errors.js";
import type { BusinessFacts } from "../linking/facts.js";
import type { DecisionAction } from "../recordings/link-words.js";
import { getOutsidePhone } from "../recordings/store.js";
import type { BusinessSettings } from "../request-context.js";
import { tellInFlight } from "./calls-in-flight-store.js";
import { learningClass } from "./learned-class.js";
import { judge } from "./link-entities.js";
import { isSameLink, linkageEventType } from "./linkage-event-type.js";
import {
  type DecidedLink,
  findBookingsCustomer,
  findLinkForUpdate,
  forgetWhoDecided,
  hasCustomer,
  type LinkState,
  type LinkWrite,
  writeLinks,
} from "./links-store.js";
import { writeJudgements } from "./save-judgements.js";

/** Who decides, for the record. */
export interface Person {
  readonly name: string;
}

export interface PersonsLink {
  readonly customerId: string | null;
  readonly bookingId: string | null;
  readonly note: string | null;
}

/** A person says whom a call is of and what it is about. The program never changes it afterwards. */
export async function linkByPerson(tx: Sql, recordingId: string, link: PersonsLink, person: Person): Promise<void> {
  const decided = await lock(tx, recordingId);
  const { bookingId } = link;
  const note = readText(remark(LONGEST_NOTE), "note", link.note) ?? null;
  const after = {
    status: bookingId === null ? "CUSTOMER_ONLY" : "LINKED",
    ...{ customerId: await customerOf(tx, link), bookingId },
  } as const;
  await save(tx, recordingId, decided, { action: "LINKED", after, note, person });
}

/**
 * A person makes a customer of a caller whom nobody knew; returns its id. The recording is locked before it is looked at:
 * of two that press the button, one makes a customer.
 */
export async function createCustomerByPerson(
  tx: Sql,
  recordingId: string,
  name: string,
  business: BusinessSettings,
  person: Person,
): Promise<string> {
  const given = readText(line("a name", 200), "name", name);
  const { customerId } = (await lock(tx, recordingId)).link;
  if (customerId !== null) {
    throw new AppError(
      "CONFLICT",
      `This call is of customer ${customerId} already; should that be wrong, take the link away with unlinkRecording first.`,
      { field: "id", reason: "CUSTOMER_KNOWN" },
    );
  }
  const phone = await getOutsidePhone(tx, recordingId);
  if (phone === null) {
    throw new AppError("CONFLICT", "This call has no number that a customer could be known by.", {
      field: "id",
      reason: "NO_USABLE_PHONE",
    });
  }
  const { ids } = await upsertCustomers(tx, [{ name: given, phones: [phone] }], business);
  const created = ids[0] as string;
  await linkByPerson(
    tx,
    recordingId,
    { customerId: created, bookingId: null, note: "Created from this call." },
    person,
  );
  return created;
}

/**
 * A person says that the link there is, is right. Of a booking that became another's, for which the call waits to be judged
 * again, whose it is now: who says which booking a call is about says with it whose call it is.
 */
export async function confirmByPerson(tx: Sql, recordingId: string, person: Person): Promise<void> {
  const decided = await lock(tx, recordingId);
  const { link: before } = decided;
  const { bookingId } = before;
  if (before.customerId === null) {
    throw new AppError("CONFLICT", "There is no link to confirm on this recording; use linkRecording to make one.", {
      field: "id",
      reason: "NOTHING_TO_CONFIRM",
    });
  }
  const after =
    bookingId === null
      ? ({ ...before, status: "CUSTOMER_ONLY" } as const)
      : ({ status: "LINKED", customerId: await findBookingsCustomer(tx, bookingId), bookingId } as const);
  await save(tx, recordingId, decided, { action: "CONFIRMED", after, note: null, person });
}

/** A person says that the call is of nobody known. */
export async function unlinkByPerson(tx: Sql, recordingId: string, person: Person): Promise<void> {
  const decided = await lock(tx, recordingId);
  const after = { status: "UNMATCHED", customerId: null, bookingId: null } as const;
  await save(tx, recordingId, decided, { action: "UNLINKED", after, note: null, person });
}

/**
 * A person takes back what people decided: the program judges the call at once, by all that is known now, and again when
 * facts change. In between the history says that nobody was known, so that no moment keeps the word that was taken back.
 */
export async function releaseByPerson(
  tx: Sql,
  recordingId: string,
  business: BusinessFacts,
  person: Person,
): Promise<void> {
  const { link: before, isPersons } = await lock(tx, recordingId);
  if (!isPersons) {
    throw new AppError("CONFLICT", "No person decided on this recording; the program judges it as it is.", {
      field: "id",
      reason: "NOT_DECIDED",
    });
  }
  await learningClass(tx, recordingId, async () => {
    await forgetWhoDecided(tx, [recordingId]);
    const judged = await judge(tx, [recordingId], business);
    if (judged.length === 0) {
      throw new AppError(
        "CONFLICT",
        "The words of this call are no longer kept, so the program cannot judge it; say whom it is of with linkRecording.",
        { field: "id", reason: "WORDS_EXPIRED" },
      );
    }
    const after = { status: "UNMATCHED", customerId: null, bookingId: null } as const;
    const release = decisionOf(recordingId, before, { action: "RELEASED", after, note: null, person });
    await writeLinks(tx, [{ ...release, eventType: null, previous: null }]);
    await writeJudgements(tx, judged);
  });
}

const LONGEST_NOTE = 2_000;

function readText<Text>(shape: z.ZodType<Text>, field: string, text: string | null): Text {
  const read = shape.safeParse(text);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw badInput(field, `"${field}" ${issue?.message ?? "is wrong"}.`, issue && reasonOf(issue));
}

/** First of all: a booking that becomes another's after it was read here takes the call along once that is committed. */
async function lock(tx: Sql, recordingId: string): Promise<DecidedLink> {
  await tellInFlight(tx);
  const link = await findLinkForUpdate(tx, recordingId);
  if (link === null) throw notFound("call recording", recordingId);
  return link;
}

/** The booking's customer, who must be the one named, if one is. */
async function customerOf(tx: Sql, { customerId, bookingId }: PersonsLink): Promise<string> {
  if (bookingId !== null) {
    const holder = await findBookingsCustomer(tx, bookingId);
    if (holder === null) throw notFound("booking", bookingId, "bookingId");
    if (customerId !== null && customerId !== holder) {
      throw new AppError("CONFLICT", '"bookingId" is a booking of another customer than "customerId".', {
        field: "bookingId",
        reason: "BOOKING_OF_ANOTHER_CUSTOMER",
      });
    }
    return holder;
  }
  if (customerId === null) {
    throw badInput(
      "customerId",
      'Give "customerId", "bookingId" or both; to take a link away use unlinkRecording.',
      "NOBODY_GIVEN",
    );
  }
  if (!(await hasCustomer(tx, customerId))) throw notFound("customer", customerId, "customerId");
  return customerId;
}

interface PersonsDecision {
  readonly action: Exclude<DecisionAction, "JUDGED">;
  readonly after: LinkState;
  readonly note: string | null;
  readonly person: Person;
}

async function save(tx: Sql, recordingId: string, decided: DecidedLink, decision: PersonsDecision): Promise<void> {
  if (isRepeated(decided, decision)) return;
  await learningClass(tx, recordingId, () => writeLinks(tx, [decisionOf(recordingId, decided.link, decision)]));
}

/** A button pressed twice, or a request sent again because its answer was lost: the history has it once. */
const isRepeated = ({ link, isPersons, lastWord }: DecidedLink, { after, action, note, person }: PersonsDecision) =>
  isPersons &&
  isSameLink(link, after) &&
  lastWord?.action === action &&
  lastWord.name === person.name &&
  lastWord.note === note;

/** The evidence of that time is kept beside the decision: with it, the decision is a label to learn from. */
function decisionOf(
  recordingId: string,
  before: LinkState,
  { action, after, note, person }: PersonsDecision,
): LinkWrite {
  return {
    ...{ recordingId, ...after, reviewReason: null, action, note },
    customerConfidence: after.customerId === null ? 0 : 1,
    bookingConfidence: after.bookingId === null ? 0 : 1,
    ...{ evidence: null, candidates: null, topics: null, intent: null },
    explanation: EXPLANATIONS[action],
    ...{ decidedBy: "person", decidedByName: person.name },
    eventType: linkageEventType(before, after),
    previous: before.status === "PENDING" ? null : before,
  };
}

const EXPLANATIONS = {
  LINKED: "A person linked this call.",
  CONFIRMED: "A person confirmed this link.",
  UNLINKED: "A person took the link away.",
  RELEASED: "A person gave this call back to the program.",
} as const;
