import type { Booking } from "../bookings/booking.js";
import { BOOKING_JSON, type BookingJson, bookingFromJson } from "../bookings/store.js";
import { type Selection, selectedFields } from "../selection.js";
import { type CallInsights, type InsightsRow, insightsFrom } from "./call-insights.js";
import type { RecordingRow } from "./recordings-by-id.js";
import { cutAtWord, EXCERPT_LENGTH } from "./transcript-excerpt.js";

/** A row with what came along with it, where the operation asks for it; undefined where it did not. */
export interface RowReadAhead extends RecordingRow {
  /** Of the usual length. */
  readonly usualExcerpt?: string | null;
  readonly insights?: CallInsights | null;
  readonly bookingRow?: Booking | null;
}

/** What to read with the rows of a list. */
export interface Ahead {
  readonly excerpts: boolean;
  readonly insights: boolean;
  readonly bookings: boolean;
}

export const askedAhead = (selection: Selection): Ahead => {
  const fields = selectedFields(selection, ["edges", "node"]);
  return {
    excerpts: fields.has("transcriptExcerpt"),
    insights: fields.has("insights"),
    bookings: fields.has("booking"),
  };
};

/** Columns of texts, of a table called `recording`. */
export const textColumns = ({ excerpts, insights }: Ahead): string =>
  [
    ...(excerpts ? [`left(recording.rc_transcript, ${EXCERPT_LENGTH + 1}) AS beginning`] : []),
    ...(insights ? ["recording.rc_ai_insights AS stored"] : []),
  ]
    .map((column) => `, ${column}`)
    .join("");

/** The booking of rows of a table called `recording` with `RECORDING_COLUMNS`: a column, and what to join for it. */
export const bookingColumn = ({ bookings }: Ahead): string => (bookings ? `, ${BOOKING_JSON} AS "bookingJson"` : "");
export const bookingJoin = ({ bookings }: Ahead): string =>
  bookings ? 'LEFT JOIN bookings.bookings AS booking ON booking.id = recording."bookingId"' : "";

export type AheadRow = RecordingRow & {
  readonly beginning?: string | null;
  readonly stored?: InsightsRow["stored"];
  readonly bookingJson?: BookingJson | null;
};

export function withAhead(row: AheadRow, asked: Ahead): RowReadAhead {
  const { beginning = null, stored = null, bookingJson = null, ...recording } = row;
  return {
    ...recording,
    ...(asked.excerpts ? { usualExcerpt: beginning === null ? null : cutAtWord(beginning, EXCERPT_LENGTH) } : {}),
    ...(asked.insights ? { insights: insightsFrom({ ...recording, stored }) } : {}),
    ...(asked.bookings ? { bookingRow: bookingJson === null ? null : bookingFromJson(bookingJson) } : {}),
  };
}
