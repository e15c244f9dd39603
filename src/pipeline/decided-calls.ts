import type { Database } from "../database/open.js";
import { rehearse } from "../database/rehearse.js";
import type { BusinessFacts, LinkInput } from "../linking/facts.js";
import { callFacts, lockAndReadFacts } from "./link-facts.js";
import { forgetWhoDecided } from "./links-store.js";
import { pagesOfRecordings, readLabels } from "./preview-relink-store.js";

/** A call of which a person said whom it is of and what it is about: a label to measure by and to learn from. */
export interface DecidedCall {
  readonly recordingId: string;
  /** What the program would judge by, as the facts are today. */
  readonly input: LinkInput;
  readonly truth: { readonly customerId: string | null; readonly bookingId: string | null };
}

/** The business's own labels, by the calls' start. Nothing is changed. */
export async function* decidedCalls(
  database: Database,
  business: BusinessFacts,
  since: Date | null,
): AsyncGenerator<DecidedCall> {
  for await (const ids of pagesOfRecordings(database.sql, since, "person")) {
    const labels = new Map((await readLabels(database.sql, ids)).map((label) => [label.id, label]));
    const facts = await rehearse(database, async (tx) => {
      await forgetWhoDecided(tx, ids);
      return lockAndReadFacts(tx, ids);
    });
    const inOrder = new Map(facts.recordings.map((recording) => [recording.id, recording]));
    for (const id of ids) {
      const [recording, label] = [inOrder.get(id), labels.get(id)];
      if (recording === undefined || label === undefined) continue;
      const customers = facts.customersOf(recording);
      yield {
        recordingId: id,
        input: { call: callFacts(recording), customers, bookings: facts.bookingsOf(recording, customers), business },
        truth: { customerId: label.customerId, bookingId: label.bookingId },
      };
    }
  }
}
