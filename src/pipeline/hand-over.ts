import type { Sql } from "../database/sql.js";
import type { StoredLink } from "./hand-over-store.js";
import { writeLinks } from "./links-store.js";

/**
 * Gives calls to another customer because what they are linked to became that customer's: who decided, on what and how
 * surely stays. `note` says in the history what happened.
 */
export const handOver = (
  tx: Sql,
  links: readonly StoredLink[],
  customerOf: (link: StoredLink) => string,
  note: string,
): Promise<void> =>
  writeLinks(
    tx,
    links.map((link) => ({
      ...link,
      customerId: customerOf(link),
      customerConfidence: link.customerConfidence ?? 0,
      bookingConfidence: link.bookingConfidence ?? 0,
      explanation: link.explanation ?? "",
      ...{ evidence: null, candidates: null, topics: null, intent: null },
      decidedBy: link.decidedBy ?? "auto",
      action: link.decidedBy === "person" ? "LINKED" : "JUDGED",
      note,
      eventType: "RELINKED",
      previous: { status: link.status, customerId: link.customerId, bookingId: link.bookingId },
    })),
  );
