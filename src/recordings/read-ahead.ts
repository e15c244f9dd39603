import type { Booking } from "../bookings/booking.js";
import { JOINED_BOOKING_COLUMNS, type JoinedBooking, joinedBooking } from "../bookings/store.js";
import type { Customer } from "../customers/customer.js";
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
  readonly customerRow?: Customer | null;
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

/** The booking of rows called `recording` with `RECORDING_COLUMNS`: its columns, and what to join for them. */
export const bookingColumns = ({ bookings }: Ahead): string => (bookings ? `, ${JOINED_BOOKING_COLUMNS}` : "");
export const bookingJoin = ({ bookings }: Ahead): string =>
  bookings ? 'LEFT JOIN bookings.bookings AS booking ON booking.id = recording."bookingId"' : "";

export type AheadRow = RecordingRow &
  Partial<JoinedBooking> & { readonly beginning?: string | null; readonly stored?: InsightsRow["stored"] };

/** Adds to the row what was asked for, in the shape in which the fields answer it. */
export const withAhead = (row: AheadRow, { excerpts, insights, bookings }: Ahead): RowReadAhead =>
  Object.assign(row, {
    ...(excerpts ? { usualExcerpt: row.beginning == null ? null : cutAtWord(row.beginning, EXCERPT_LENGTH) } : {}),
    ...(insights ? { insights: insightsFrom(row) } : {}),
    ...(bookings ? { bookingRow: joinedBooking(row as JoinedBooking) } : {}),
  });
