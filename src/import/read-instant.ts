import { DateTime } from "luxon";

/** Why a cell was not taken: a stable reason and a sentence that names the way out, never the value. */
export interface CellProblem {
  readonly reason: string;
  readonly message: string;
}

const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const EXAMPLE = "2026-05-01T18:30:00-07:00";

/**
 * An instant as ISO 8601, `T` or a space between, with its zone; without one it is read in `timezone`, if that is given.
 * Other ways to write dates are refused: 5/6/2026 is May to some and June to others.
 */
export function readInstant(text: string, timezone: string | null): Date | CellProblem {
  const [, date, time, offset] = ISO.exec(text) ?? [];
  if (date === undefined || time === undefined) {
    return { reason: "INVALID_DATE", message: `takes a date and time with its zone, such as ${EXAMPLE}` };
  }
  const written = `${date}T${time}`;
  if (offset !== undefined) return existing(DateTime.fromISO(`${written}${offset.toUpperCase()}`, { zone: "utc" }));
  if (timezone === null) {
    return { reason: "DATE_WITHOUT_ZONE", message: `has no zone: write it as ${EXAMPLE}` };
  }
  const local = DateTime.fromISO(written, { zone: timezone });
  // Luxon moves a time that the clocks skip; the business wrote something that did not happen.
  if (local.isValid && local.toFormat("HH:mm") !== time.slice(0, 5)) {
    return { reason: "NO_SUCH_LOCAL_TIME", message: `does not exist in ${timezone}: the clocks were put forward then` };
  }
  return existing(local);
}

const existing = (instant: DateTime): Date | CellProblem =>
  instant.isValid ? instant.toJSDate() : { reason: "INVALID_DATE", message: "is a date that does not exist" };
