import { z } from "zod";
import type { ItemProblem } from "../bad-items.js";
import { externalId, givenId, instant, readItem, remark } from "../customers/item-fields.js";
import type { BookingInput } from "./booking-input.js";
import { BookingStatus } from "./booking-status.js";

const MOST_GUESTS = 100_000;
const guestCount = `takes a whole number from 1 to ${MOST_GUESTS}, or null`;

const Shape = z
  .object({
    id: givenId,
    externalId,
    customerId: givenId,
    customerExternalId: externalId,
    eventDate: instant,
    endsAt: instant.nullish(),
    guestCount: z.int(guestCount).min(1, guestCount).max(MOST_GUESTS, guestCount).nullish(),
    status: z.enum(BookingStatus, `takes one of ${Object.keys(BookingStatus).join(", ")}`).nullish(),
    title: remark(300),
    venue: remark(500),
    notes: remark(10_000),
  })
  .refine(({ eventDate, endsAt }) => endsAt === null || endsAt === undefined || endsAt > eventDate, {
    error: "must be after eventDate",
    path: ["endsAt"],
    params: { reason: "END_BEFORE_START" },
  });

/** A booking that may be stored if its customer exists; undefined leaves a field as it is. */
export type CheckedBooking = z.infer<typeof Shape> & { readonly index: number };

/** Reads one booking, or tells everything that is wrong with it by itself. */
export function readBookingInput(input: BookingInput, index: number): CheckedBooking | readonly ItemProblem[] {
  const read = readItem(Shape, input, index);
  return Array.isArray(read) ? read : { ...read, index };
}
