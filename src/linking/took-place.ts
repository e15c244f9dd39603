import type { BookingFacts } from "./facts.js";

/** For so many days after an event people call about it, with thanks, bills and things left behind; later seldom. */
const CALLED_ABOUT_DAYS = 90;
const DAY_MS = 86_400_000;

/** An event is over some hours after its start. */
const OVER_AFTER_MS = 3 * 3_600_000;

/** Whether a call at `startedAt` comes after it. */
export const isOver = ({ eventAt }: Pick<BookingFacts, "eventAt">, startedAt: Date): boolean =>
  eventAt.getTime() + OVER_AFTER_MS < startedAt.getTime();

/** Whether it took place, and so lately that a call at `startedAt` may be about it. */
export function tookPlaceLately({ eventAt, status }: BookingFacts, startedAt: Date): boolean {
  const days = (startedAt.getTime() - eventAt.getTime()) / DAY_MS;
  return status !== "CANCELLED" && days > 0 && days < CALLED_ABOUT_DAYS;
}
