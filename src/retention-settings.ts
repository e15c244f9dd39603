import { setting, wholeNumber } from "./setting.js";

const days = wholeNumber(0, 36_500);

/** For how long people's data is kept. */
export const RETENTION_SETTINGS = {
  retainTranscriptsDays: setting({
    name: "RETAIN_TRANSCRIPTS_DAYS",
    doc: "After how many days what was said in a call is removed, with insights and quotations; the call and its link stay. 0 keeps it for ever.",
    default: "0",
    parse: days,
  }),
  retainReceiptsDays: setting({
    name: "RETAIN_RECEIPTS_DAYS",
    doc: "After how many days raw webhooks that were worked off are removed. 0 keeps them for ever.",
    default: "30",
    parse: days,
  }),
  retainEventsDays: setting({
    name: "RETAIN_EVENTS_DAYS",
    doc: "After how many days events are removed; a subscriber with an older cursor is told CURSOR_EXPIRED. 0 keeps them for ever.",
    default: "0",
    parse: days,
  }),
  retainAuditDays: setting({
    name: "RETAIN_AUDIT_DAYS",
    doc: "After how many days entries of the audit log are removed. 0 keeps them for ever.",
    default: "365",
    parse: days,
  }),
} as const;
