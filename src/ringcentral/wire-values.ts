import { DateTime } from "luxon";
import { z } from "zod";
import { storable } from "../storable.js";

/**
 * How the leaves of RingCentral's JSON are read. What is missing, null, blank or of an unexpected type becomes null:
 * one odd field must not cost a call. Only an identity is worth refusing a payload for.
 */

/** Longer than any id that RingCentral gives, and short enough for an index of PostgreSQL's. */
const LONGEST_ID = 256;

/** Ids are strings, except `extension.id` of a call log record, which is a JSON number. */
export const wireId = z
  .union([z.string(), z.int()])
  .transform((id) => storable(String(id)).trim())
  .pipe(z.string().min(1).max(LONGEST_ID));

const orNull = <Value>(schema: z.ZodType<Value>) =>
  schema
    .nullish()
    .transform((value) => value ?? null)
    .catch(null);

export const optionalId = orNull(wireId);

/** Text as spoken or named, or a number where text was promised; blank text is null. */
export const optionalText = orNull(
  z.union([z.string(), z.number()]).transform((text) => storable(String(text)).trim() || null),
);

/** An enumeration is read as text: real events carry values that the specification does not list. */
export const openEnum = optionalText;

export const optionalFlag = z.boolean().nullish().catch(null).transform(Boolean);

const finiteNumber = z
  .union([z.number(), z.string().trim().min(1).transform(Number)])
  .refine((value) => Number.isFinite(value) && (value === 0 || isReal(Math.abs(value))));

/** What PostgreSQL's `real` holds: seconds are kept as such, and a number beyond it would fail the job for ever. */
function isReal(magnitude: number): boolean {
  return magnitude >= 1e-37 && magnitude <= 1e37;
}

export const optionalNumber = orNull(finiteNumber);

/** The longest length that a PostgreSQL integer holds. */
const MOST_SECONDS = 2_147_483_647;

/** Whole seconds from 0. */
export const wholeSeconds = (seconds: number): number => Math.min(Math.max(Math.round(seconds), 0), MOST_SECONDS);

/** Telephony before this or after that is a broken clock; PostgreSQL and JSON have their own limits far beyond. */
const PLAUSIBLE_YEARS = { first: 1990, last: 2199 };

/** Instants are ISO 8601; one without a zone is UTC, as everything that RingCentral says. */
const wireInstant = z.string().transform((text, context) => {
  const instant = DateTime.fromISO(text.trim(), { zone: "utc" });
  if (instant.isValid && instant.year >= PLAUSIBLE_YEARS.first && instant.year <= PLAUSIBLE_YEARS.last) {
    return instant.toJSDate();
  }
  context.addIssue("not an ISO 8601 instant");
  return z.NEVER;
});

export const optionalInstant = orNull(wireInstant);

/** The elements that can be read; an odd one among them is left out. */
export const listOf = <Element>(element: z.ZodType<Element>) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((values) =>
      values.flatMap((value) => {
        const read = element.safeParse(value);
        return read.success ? [read.data] : [];
      }),
    );
