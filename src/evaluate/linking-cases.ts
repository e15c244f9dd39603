import { z } from "zod";
import { badInput } from "../errors.js";
import type { LinkInput, Segment } from "../linking/facts.js";
import { normalisePhone } from "../linking/phone.js";
import { readWrittenTranscript } from "../recordings/written-transcript.js";
import { whatItTakes } from "../what-it-takes.js";

/** A labelled call as `evaluate linking` reads it, one JSON object a line. */
export interface LinkingCase {
  readonly id: string;
  readonly input: LinkInput;
  /** null where the line has no `truth`. */
  readonly truth: { readonly customerId: string | null; readonly bookingId: string | null } | null;
  readonly source: string | null;
  /** Who made up the calls and their rivals, as far as the line tells: what one make has in common another may lack. */
  readonly make: string;
  readonly family: string | null;
  readonly variant: string | null;
  /** What the call was for, where the line says it; of several each is right. */
  readonly intents: readonly string[];
  /** Cases of one talk are never on both sides of a cross-validation. */
  readonly group: string;
}

const instant = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), "must be an ISO 8601 instant")
  .transform((text) => new Date(text));
const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? null);
const status = z
  .string()
  .transform((text) => text.toUpperCase())
  .pipe(z.enum(["PENDING", "CONFIRMED", "IN_PROGRESS", "COMPLETED", "CANCELLED"]));

const Line = z.object({
  id: z.string(),
  call: z.object({
    startedAt: instant,
    timezone: z.string(),
    direction: z
      .string()
      .transform((text) => text.toUpperCase())
      .pipe(z.enum(["INBOUND", "OUTBOUND", "INTERNAL"])),
    fromPhone: optionalText,
    toPhone: optionalText,
    transcript: optionalText,
    insights: z.object({ summary: optionalText, nextSteps: z.array(z.string()).default([]) }).nullish(),
  }),
  customers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      phone: optionalText,
      phones: z.array(z.string()).optional(),
      lastContactAt: instant.nullish(),
    }),
  ),
  bookings: z.array(
    z.object({
      id: z.string(),
      customerId: z.string(),
      eventAt: instant,
      guestCount: z.number().nullish(),
      status,
      title: optionalText,
      venue: optionalText,
      notes: optionalText,
      createdAt: instant.nullish(),
    }),
  ),
  truth: z.object({ customerId: optionalText, bookingId: optionalText }).nullish(),
  source: optionalText,
  meta: z
    .object({
      ...{ family: optionalText, variant: optionalText, dialogueId: optionalText, make: optionalText },
      intents: z.array(z.string()).nullish(),
    })
    .nullish(),
});

/**
 * Reads one line. `defaultRegion` is the region of numbers without a country where the business's own number has none.
 * Throws BAD_INPUT naming the line.
 */
export function readLinkingCase(text: string, lineNumber: number, defaultRegion: string): LinkingCase {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw badInput("file", `Line ${lineNumber} is not JSON.`);
  }
  const read = Line.safeParse(json, { error: whatItTakes });
  if (!read.success) {
    const [problem] = read.error.issues;
    const place = problem === undefined || problem.path.length === 0 ? "it" : problem.path.join(".");
    throw badInput("file", `Line ${lineNumber}: ${place} ${problem?.message ?? "is wrong"}.`);
  }
  const { id, call, customers, bookings, truth, source, meta } = read.data;
  const ownPhone = call.direction === "OUTBOUND" ? call.fromPhone : call.toPhone;
  const region = regionOf(ownPhone, call.timezone, defaultRegion);
  return {
    id,
    input: {
      call: {
        startedAt: call.startedAt,
        direction: call.direction,
        fromPhone: call.fromPhone,
        toPhone: call.toPhone,
        segments: call.transcript === null ? null : segmentsOf(call.transcript),
        insights: call.insights ?? null,
      },
      customers: customers.map(({ phone, phones, lastContactAt, ...customer }) => ({
        ...customer,
        phones: phones ?? (phone === null ? [] : [phone]),
        lastContactAt: lastContactAt ?? null,
      })),
      bookings: bookings.map((booking) => ({
        ...booking,
        guestCount: booking.guestCount ?? null,
        createdAt: booking.createdAt ?? null,
      })),
      business: { timezone: call.timezone, region, ownPhones: ownPhone === null ? [] : [ownPhone] },
    },
    truth: truth ?? null,
    source,
    make: meta?.make ?? (source === "own" ? "own" : ""),
    family: meta?.family ?? null,
    variant: meta?.variant ?? null,
    intents: meta?.intents ?? [],
    group: meta?.dialogueId ?? id,
  };
}

/** Reads a whole file; blank lines are skipped. Throws BAD_INPUT (EMPTY_FILE) where it holds no call. */
export function readLinkingCases(text: string, defaultRegion: string): LinkingCase[] {
  const cases = text
    .split("\n")
    .flatMap((line, i) => (line.trim() === "" ? [] : [readLinkingCase(line, i + 1, defaultRegion)]));
  if (cases.length === 0)
    throw badInput("file", "The file holds no labelled calls: it takes one a line, as JSON.", "EMPTY_FILE");
  return cases;
}

const segmentsOf = (transcript: string): Segment[] =>
  readWrittenTranscript(transcript).map((turn) => ({ ...turn, startSeconds: null, endSeconds: null }));

/** The country of the business's own number where it is written with its code, else of its time zone where that is plain. */
function regionOf(ownPhone: string | null, timezone: string, defaultRegion: string): string {
  if (ownPhone !== null && /^\s*(?:\+|00)/.test(ownPhone)) {
    const reading = normalisePhone(ownPhone, defaultRegion);
    const code =
      reading.kind === "e164" ? CALLING_CODES.find(([prefix]) => reading.e164.startsWith(prefix)) : undefined;
    if (code !== undefined) return code[1];
  }
  return ZONES.find(([zone]) => zone.test(timezone))?.[1] ?? defaultRegion;
}

const CALLING_CODES = [
  ["+44", "GB"],
  ["+353", "IE"],
  ["+61", "AU"],
  ["+64", "NZ"],
] as const;
const ZONES = [
  [/^Europe\/London$/, "GB"],
  [/^Europe\/Dublin$/, "IE"],
  [/^Australia\//, "AU"],
  [/^Pacific\/Auckland$/, "NZ"],
  [/^Europe\/(?:Paris)$/, "FR"],
  [/^Europe\/(?:Berlin)$/, "DE"],
] as const;
