import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { DateTime } from "luxon";
import colors from "picocolors";
import type { DemoCall } from "./business.js";
import type { CallProgress } from "./seed-store.js";

/** What the terminal shows of a live call, in the words of the desk. Pure: text in, text out. */

const WIDTH = 110;

export function describeCall(call: DemoCall, recordingId: string | null): string {
  const [verb, other] = call.direction === "OUTBOUND" ? ["to", call.toPhone] : ["from", call.fromPhone];
  const what =
    call.direction === "INTERNAL" ? "Internal call" : `${call.direction === "OUTBOUND" ? "Outbound" : "Inbound"} call`;
  const minutes = Math.floor(call.durationSeconds / 60);
  const length = minutes > 0 ? `${minutes} min ${call.durationSeconds % 60} s` : `${call.durationSeconds} s`;
  return `${colors.bold(`${what} ${verb} ${phone(other)}`)}${colors.dim(`  ${length}${recordingId === null ? "" : ` · recording ${recordingId}`}`)}`;
}

const phone = (raw: string | null): string =>
  raw === null ? "a withheld number" : (parsePhoneNumberFromString(raw)?.formatNational() ?? raw);

export function describeReceived(progress: CallProgress): string {
  if (progress.customer !== null) return `webhook stored; the number is ${colors.bold(progress.customer)}'s`;
  if (progress.status === "NOT_LINKABLE") return "webhook stored; there is no customer to look for";
  return progress.status === "UNMATCHED"
    ? "webhook stored; nobody known has this number"
    : "webhook stored; several customers share this number, so its words must tell";
}

export function describeTranscript(progress: CallProgress): string {
  const segments = progress.segments ?? [];
  const telling = segments
    .filter(({ speaker }) => speaker === "customer")
    .sort((a, b) => b.text.length - a.text.length)[0];
  const quote = telling === undefined ? "" : ` ${colors.italic(`“${shorten(telling.text, WIDTH - 40)}”`)}`;
  return `${segments.length} turns${quote}`;
}

/** To whom, to which booking, how sure, and why. */
export function describeLink(progress: CallProgress, zone: string): { heading: string; lines: string[] } {
  const why = progress.explanation ?? "";
  switch (progress.status) {
    case "LINKED":
      return {
        heading: colors.green("linked"),
        lines: [
          `${colors.bold(progress.customer ?? "")} → ${colors.bold(booking(progress, zone))}`,
          `${sure(progress.bookingConfidence)}: ${why}`,
        ],
      };
    case "CUSTOMER_ONLY":
      return {
        heading: colors.green("linked"),
        lines: [
          `${colors.bold(progress.customer ?? "")}, to no booking`,
          `${sure(progress.customerConfidence)} of the customer: ${why}`,
        ],
      };
    case "NEEDS_REVIEW":
      return { heading: colors.yellow("review"), lines: [`${words(progress.reviewReason)}: ${why}`] };
    case "UNMATCHED":
      return { heading: colors.yellow("unmatched"), lines: [why] };
    default:
      return { heading: colors.dim("not linked"), lines: [why] };
  }
}

const words = (code: string | null): string => (code ?? "").toLowerCase().replaceAll("_", " ");

const sure = (confidence: number | null): string => colors.cyan(`${percent(confidence ?? 0)} sure`);

/** Never "100 %": nothing here is certain. */
const percent = (probability: number): string =>
  probability > 0.995 ? "over 99 %" : `${Math.round(probability * 100)} %`;

function booking(progress: CallProgress, zone: string): string {
  if (progress.booking === null) return "";
  const { title, eventDate, guestCount } = progress.booking;
  const when = DateTime.fromISO(eventDate, { zone }).toFormat("ccc d LLL yyyy, h:mm a");
  return [title ?? "booking", when, ...(guestCount === null ? [] : [`${guestCount} guests`])].join(" · ");
}

/** Broken at words to the terminal's width, with every line but the first indented. */
export function wrap(text: string, indent: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && `${line} ${word}`.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join(`\n${indent}`);
}

const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, text.lastIndexOf(" ", length))} …`;
