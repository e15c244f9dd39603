import type { LinkingReport } from "../evaluate/score-linking.js";
import { percent } from "./percent.js";

/** How often bookings were found, in a line. */
export function figuresInWords({
  booking,
  calibrationError,
}: Pick<LinkingReport, "booking" | "calibrationError">): string {
  return [
    `bookings right ${percent(booking.accuracy)}`,
    `links right ${percent(booking.precision)}`,
    `${booking.falseLinks} of ${booking.noneCases} linked where none is right`,
    `calibration error ${calibrationError.booking ?? "-"}`,
  ].join(", ");
}
