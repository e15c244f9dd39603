import { DateTime } from "luxon";
import { bookingsById } from "../bookings/store.js";
import { customersById } from "../customers/store.js";
import type { Sql } from "../database/sql.js";
import { notFound } from "../errors.js";
import type { Candidate } from "../linking/facts.js";
import { findRecordingId } from "../recordings/find-recording.js";
import { type LinkGrounds, linkGroundsOf } from "../recordings/link-grounds.js";
import { type RecordingRow, recordingsById } from "../recordings/recordings-by-id.js";
import { print } from "./report-failure.js";
import type { Flags } from "./settings-flags.js";
import { waterfall } from "./waterfall.js";
import { withDatabase } from "./with-database.js";

export async function explainRecording(name: string, flags: Flags): Promise<void> {
  await withDatabase(flags, async ({ database: { sql }, config }) => {
    const id = await findRecordingId(sql, name);
    const [recording] = id === null ? [] : await recordingsById(sql, [id]);
    if (id === null || recording === undefined || recording === null) throw notFound("recording", name);
    const [grounds = { evidence: [], candidates: [] }] = await linkGroundsOf(sql, [id]);
    if (flags.json === true) print(JSON.stringify({ ...recording, ...grounds }));
    else print(await explanation(sql, recording, grounds, config.businessTimezone));
  });
}

async function explanation(sql: Sql, recording: RecordingRow, grounds: LinkGrounds, zone: string): Promise<string> {
  const names = await namesOf(sql, grounds.candidates, zone);
  const ways = { INBOUND: "from", OUTBOUND: "to", INTERNAL: "within" };
  const started = DateTime.fromJSDate(recording.callStartedAt, { zone }).toFormat(SHOWN_TIME);
  return [
    `Call ${recording.id}, ${started}, ${ways[recording.direction]} ${recording.outsidePhone ?? "nobody who can be known"}`,
    `${recording.linkStatus}${recording.linkedBy === "person" ? `, by ${recording.linkedByName ?? "a person"}` : ""}`,
    ...(recording.linkExplanation === null ? [] : ["", recording.linkExplanation]),
    ...(grounds.evidence.length === 0 ? ["", "No reasons were recorded."] : ["", waterfall(grounds.evidence)]),
    ...(grounds.candidates.length === 0
      ? []
      : ["", "Considered:", ...grounds.candidates.map((one) => line(one, names))]),
  ].join("\n");
}

const SHOWN_TIME = "ccc d LLL yyyy, h:mm a";

const line = ({ kind, id, probability, specPoints }: Candidate, names: ReadonlyMap<string, string>): string =>
  `  ${`${(probability * 100).toFixed(1)} %`.padStart(7)}  ${kind} ${names.get(id) ?? id}${kind === "booking" ? `, ${specPoints} points` : ""}`;

async function namesOf(sql: Sql, candidates: readonly Candidate[], zone: string): Promise<Map<string, string>> {
  const idsOf = (kind: Candidate["kind"]) => candidates.filter((one) => one.kind === kind).map(({ id }) => id);
  const [customers, bookings] = [
    await customersById(sql, idsOf("customer")),
    await bookingsById(sql, idsOf("booking")),
  ];
  const names = new Map<string, string>();
  for (const customer of customers) if (customer !== null) names.set(customer.id, customer.name);
  for (const booking of bookings) {
    if (booking === null) continue;
    const at = DateTime.fromJSDate(booking.eventDate, { zone }).toFormat(SHOWN_TIME);
    const guests = booking.guestCount === null ? "" : `, ${booking.guestCount} guests`;
    names.set(booking.id, `${booking.title === null ? "" : `"${booking.title}" `}on ${at}${guests}`);
  }
  return names;
}
