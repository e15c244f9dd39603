import { notFound } from "../errors.js";
import type { Candidate, LinkInput } from "../linking/facts.js";
import { linkCall } from "../linking/link-call.js";
import { readCases } from "./read-cases.js";
import { waterfall } from "./waterfall.js";

/**
 * How one labelled call of a file is judged, every candidate with its reasons, as text. `region` is the country of numbers
 * without a code, where nothing else tells. Throws NOT_FOUND where the file has no such case.
 */
export async function explainCase(file: string, id: string, region?: string): Promise<string> {
  const cases = await readCases([file], region);
  const item = cases.find((one) => one.id === id);
  if (item === undefined) throw notFound("case", id);
  const judgement = linkCall(item.input);
  const right = [item.truth?.customerId, item.truth?.bookingId];
  return [
    [judgement.status, judgement.reviewReason, judgement.intent].filter((word) => word !== null).join(", "),
    judgement.explanation,
    ...judgement.candidates.map((candidate) => {
      const mark = right.includes(candidate.id) ? " (right)" : "";
      return `\n${heading(candidate, item.input)}${mark}\n${waterfall(candidate.evidence)}`;
    }),
  ].join("\n");
}

function heading({ kind, id, probability, specPoints }: Candidate, { customers, bookings }: LinkInput): string {
  const chance = `${(probability * 100).toFixed(1)} %`;
  if (kind === "customer") return `${chance}  customer ${customers.find((one) => one.id === id)?.name ?? id}`;
  const booking = bookings.find((one) => one.id === id);
  const guests = booking?.guestCount == null ? "" : `, ${booking.guestCount} guests`;
  return `${chance}  booking ${booking?.title ?? id}, ${booking?.eventAt.toISOString() ?? ""}${guests}, ${specPoints} points`;
}
