import type { Database } from "../database/open.js";
import { rehearse } from "../database/rehearse.js";
import type { Sql } from "../database/sql.js";
import type { BusinessFacts } from "../linking/facts.js";
import { type Judged, judge } from "./link-entities.js";
import { isSameLink } from "./linkage-event-type.js";
import { forgetWhoDecided, type LinkState } from "./links-store.js";
import { type Label, pagesOfRecordings, readLabels } from "./preview-relink-store.js";

/** What judging again would make of a recording. */
export interface RelinkChange {
  readonly recordingId: string;
  readonly before: LinkState;
  readonly after: LinkState;
  readonly explanation: string;
}

/** How the program stands to what people decided; open: it would ask a person. */
export interface LabelScore {
  readonly right: number;
  readonly wrong: number;
  readonly open: number;
}

export interface RelinkPreview {
  readonly judged: number;
  readonly changed: number;
  /** Recordings that a person linked, confirmed or unlinked: what they said against the program's last word, and its new one. */
  readonly labels: { readonly count: number; readonly before: LabelScore; readonly after: LabelScore };
}

/**
 * Judges again, by this version's rules, every recording that started at `since` or later, and keeps nothing. Each batch
 * locks its recordings for as long as it is judged, as relinking itself would.
 */
export async function previewRelink(
  database: Database,
  business: BusinessFacts,
  since: Date | null,
  onChange: (change: RelinkChange) => void,
): Promise<RelinkPreview> {
  const counts = { judged: 0, changed: 0 };
  for await (const ids of pagesOfRecordings(database.sql, since, "auto")) {
    for (const judged of await rehearse(database, (tx) => judge(tx, ids, business))) {
      counts.judged += 1;
      const change = changeOf(judged);
      if (change === null) continue;
      counts.changed += 1;
      onChange(change);
    }
  }
  return { ...counts, labels: await scoreLabels(database, business, since) };
}

function changeOf({ recording, judgement }: Judged): RelinkChange | null {
  const before = { status: recording.status, customerId: recording.customerId, bookingId: recording.bookingId };
  const after = { status: judgement.status, customerId: judgement.customerId, bookingId: judgement.bookingId };
  return isSameLink(before, after)
    ? null
    : { recordingId: recording.id, before, after, explanation: judgement.explanation };
}

async function scoreLabels(
  database: Database,
  business: BusinessFacts,
  since: Date | null,
): Promise<RelinkPreview["labels"]> {
  const before = { right: 0, wrong: 0, open: 0 };
  const after = { right: 0, wrong: 0, open: 0 };
  let count = 0;
  for await (const ids of pagesOfRecordings(database.sql, since, "person")) {
    const labels = await readLabels(database.sql, ids);
    const judgements = new Map(
      (await rehearse(database, (tx) => judgeAsIfUndecided(tx, ids, business))).map(
        ({ recording, judgement }) => [recording.id, judgement] as const,
      ),
    );
    for (const label of labels) {
      const { autoStatus, autoCustomerId: customerId, autoBookingId: bookingId } = label;
      const judgement = judgements.get(label.id);
      if (judgement === undefined) continue;
      count += 1;
      before[verdict(label, autoStatus === null ? null : { status: autoStatus, customerId, bookingId })] += 1;
      after[verdict(label, judgement)] += 1;
    }
  }
  return { count, before, after };
}

/** In a transaction that is going to be rolled back: recordings that a person decided are otherwise left alone. */
async function judgeAsIfUndecided(tx: Sql, ids: readonly string[], business: BusinessFacts): Promise<Judged[]> {
  await forgetWhoDecided(tx, ids);
  return judge(tx, ids, business);
}

function verdict(label: Label, said: LinkState | null): keyof LabelScore {
  if (said === null || said.status === "NEEDS_REVIEW" || said.status === "PENDING") return "open";
  return said.customerId === label.customerId && said.bookingId === label.bookingId ? "right" : "wrong";
}
