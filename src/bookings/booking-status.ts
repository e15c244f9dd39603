import { registerEnumType } from "type-graphql";

/** Lower case in the database, as the bookings system writes them. */
export const BookingStatus = {
  PENDING: "PENDING",
  CONFIRMED: "CONFIRMED",
  IN_PROGRESS: "IN_PROGRESS",
  COMPLETED: "COMPLETED",
  CANCELLED: "CANCELLED",
} as const;
export type BookingStatus = keyof typeof BookingStatus;

registerEnumType(BookingStatus, {
  name: "BookingStatus",
  description: "How far a booking has come.",
  valuesConfig: {
    PENDING: { description: "Asked for, not yet confirmed." },
    CONFIRMED: { description: "Agreed with the customer." },
    IN_PROGRESS: { description: "Under way." },
    COMPLETED: { description: "The event took place." },
    CANCELLED: { description: "Called off." },
  },
});
