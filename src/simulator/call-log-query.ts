import { z } from "zod";
import { invalidParameter, sessionIdNotCombinable } from "./api-error.js";
import type { Call, LogAddress, LogRecord } from "./call.js";
import { findLastModifiedAt, showsRecording } from "./call-log-record.js";

const DAY_MS = 24 * 3_600_000;

/** A parameter that may be given once or several times. */
const many = <T extends z.ZodType>(one: T) => z.preprocess((value) => [value].flat(), z.array(one)).optional();
const flag = z.stringbool({ truthy: ["true"], falsy: ["false"] }).optional();
const instant = z.iso.datetime({ offset: true }).optional();

const CallLogQuery = z.object({
  telephonySessionId: z.string().optional(),
  sessionId: z.string().optional(),
  /** E.164 without the plus. */
  phoneNumber: z.string().optional(),
  extensionNumber: z.string().optional(),
  direction: many(z.enum(["Inbound", "Outbound"])),
  type: many(z.enum(["Voice", "Fax"])),
  view: z.enum(["Simple", "Detailed"]).default("Simple"),
  recordingType: z.enum(["Automatic", "OnDemand", "All"]).optional(),
  /** The deprecated way to say `recordingType=All`. */
  withRecording: flag,
  metadataCategory: many(z.string()),
  dateFrom: instant,
  dateTo: instant,
  perPage: z.union([z.coerce.number().int().min(1).max(1000), z.literal("max").transform(() => 1000)]).default(100),
  page: z.coerce.number().int().min(1).default(1),
});
export type CallLogQuery = z.infer<typeof CallLogQuery>;

/** @throws ApiError CMN-101 naming the parameter; CLG-110 where `sessionId` comes with another filter */
export function readCallLogQuery(query: unknown): CallLogQuery {
  const parsed = CallLogQuery.safeParse(query);
  if (!parsed.success) throw invalidParameter(String(parsed.error.issues[0]?.path[0] ?? "query"));
  const { sessionId, extensionNumber, phoneNumber, direction, type, recordingType } = parsed.data;
  const others = [extensionNumber, phoneNumber, direction, type, recordingType];
  if (sessionId !== undefined && others.some((filter) => filter !== undefined)) throw sessionIdNotCombinable();
  return parsed.data;
}

/** The records that the log shows at `nowMs` and the query asks for, newest start first. Without dates: the last 24 hours. */
export function selectRecords(
  entries: readonly { readonly call: Call; readonly record: LogRecord }[],
  query: CallLogQuery,
  nowMs: number,
): { readonly call: Call; readonly record: LogRecord }[] {
  const toMs = query.dateTo === undefined ? nowMs : Date.parse(query.dateTo);
  const fromMs = query.dateFrom === undefined ? toMs - DAY_MS : Date.parse(query.dateFrom);
  return entries
    .filter(
      ({ call, record }) =>
        record.startsAtMs >= fromMs &&
        record.startsAtMs <= toMs &&
        findLastModifiedAt(call, record, nowMs) !== null &&
        (query.telephonySessionId === undefined || query.telephonySessionId === record.telephonySessionId) &&
        (query.sessionId === undefined || query.sessionId === record.sessionId) &&
        (query.phoneNumber === undefined || hasPhone(record, query.phoneNumber)) &&
        (query.extensionNumber === undefined || query.extensionNumber === record.extension.number) &&
        (query.direction?.includes(record.direction) ?? true) &&
        (query.type?.includes("Voice") ?? true) &&
        (!query.metadataCategory || (query.metadataCategory.includes("AiNotes") && nowMs >= call.aiNotesAtMs)) &&
        matchesRecording(call, record, query, nowMs),
    )
    .sort((a, b) => b.record.startsAtMs - a.record.startsAtMs);
}

function matchesRecording(call: Call, record: LogRecord, query: CallLogQuery, nowMs: number): boolean {
  const type = query.recordingType ?? (query.withRecording ? "All" : undefined);
  if (type === undefined) return true;
  return showsRecording(call, record, nowMs) && (type === "All" || type === call.plan.knobs.recordingType);
}

const hasPhone = ({ from, to }: LogRecord, phoneNumber: string): boolean =>
  [from, to].some(({ phoneNumber: own = "" }: LogAddress) => own !== "" && digits(own).endsWith(digits(phoneNumber)));

const digits = (text: string): string => text.replace(/\D/g, "");
