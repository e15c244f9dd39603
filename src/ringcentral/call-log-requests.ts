import { phoneNumberPage } from "./account-payloads.js";
import { isMediaLink } from "./allowed-hosts.js";
import { callLogPage, extractSyncPage } from "./call-log-payloads.js";
import type { DecodedRequest } from "./decoded-request.js";
import { RequestRefused } from "./failures.js";
import { type CallLogReading, readCallLogRecords } from "./read-call-log.js";

export interface CallLogRequests {
  /** One page of the account's calls by their last change: RingCentral's `call-log-extract-sync`. */
  syncCalls(position: SyncPosition): Promise<SyncOutcome>;
  /** One page of recorded calls by their start. */
  listCalls(query: CallQuery): Promise<CallPage>;
  /** All numbers of the account, as RingCentral writes them. */
  listOwnNumbers(): Promise<string[]>;
}

export type SyncPosition =
  | { readonly syncToken: string }
  /** To begin, or to begin anew: everything that changed since. */
  | { readonly from: Date };

export type SyncOutcome =
  | ({
      readonly kind: "page";
      /** Where the next page, or the next time, begins. */
      readonly syncToken: string;
      /** When RingCentral made this page. */
      readonly syncedAt: Date;
      /** Whether there is more to ask for at once. */
      readonly more: boolean;
    } & CallLogReading)
  /** RingCentral no longer knows the token: begin anew with `from`. */
  | { readonly kind: "tokenExpired" };

export interface CallQuery {
  readonly from: Date;
  readonly to: Date;
  /** From 1. */
  readonly page?: number;
  /** Only the calls of this session. */
  readonly telephonySessionId?: string;
}

export interface CallPage extends CallLogReading {
  /** null on the last page. */
  readonly nextPage: number | null;
}

/** The largest page that the call log gives. */
const PAGE_SIZE = 1_000;

/** A thousand numbers each: more pages than this are a fault, not a company. */
const MOST_NUMBER_PAGES = 50;

const ACCOUNT = "/restapi/v1.0/account/~";
const READING_CALLS = { area: "call-log", group: "heavy", method: "GET" } as const;
const READING_NUMBERS = { area: "phone-numbers", group: "heavy", method: "GET" } as const;

export const callLogRequests = ({ get }: DecodedRequest, now: () => Date, serverUrl: string): CallLogRequests => ({
  async syncCalls(position) {
    const continued = "syncToken" in position;
    const query = continued
      ? { syncType: "ISync", syncToken: position.syncToken, view: "Detailed" }
      : { syncType: "FSync", dateFrom: position.from.toISOString(), recordCount: PAGE_SIZE, view: "Detailed" };
    const path = `${ACCOUNT}/call-log-extract-sync`;
    try {
      const page = await get({ ...READING_CALLS, endpoint: "call-log-extract-sync", path, query }, extractSyncPage);
      const { syncToken, syncTime, newerRecordsExist } = page.syncInfo;
      const reading = withOwnLinks(readCallLogRecords(page.records), serverUrl);
      return { kind: "page", syncToken, syncedAt: syncTime ?? now(), more: newerRecordsExist, ...reading };
    } catch (error) {
      if (continued && isForgottenSyncToken(error)) return { kind: "tokenExpired" };
      throw error;
    }
  },

  async listCalls({ from, to, page = 1, telephonySessionId }) {
    const query = {
      view: "Detailed",
      recordingType: "All",
      // Without dateFrom RingCentral would look at the last 24 hours only.
      dateFrom: from.toISOString(),
      dateTo: to.toISOString(),
      telephonySessionId,
      perPage: PAGE_SIZE,
      page,
    };
    const path = `${ACCOUNT}/call-log`;
    const { records, navigation } = await get({ ...READING_CALLS, endpoint: "call-log", path, query }, callLogPage);
    // Totals are usually missing: the link to the next page is what tells.
    const more = hasNextPage(navigation) && records.length > 0;
    return { ...withOwnLinks(readCallLogRecords(records), serverUrl), nextPage: more ? page + 1 : null };
  },

  async listOwnNumbers() {
    const numbers = new Set<string>();
    const path = `${ACCOUNT}/phone-number`;
    for (let page = 1; page <= MOST_NUMBER_PAGES; page += 1) {
      const query = { page, perPage: PAGE_SIZE };
      const answer = await get({ ...READING_NUMBERS, endpoint: "phone-number", path, query }, phoneNumberPage);
      for (const { phoneNumber } of answer.records) if (phoneNumber !== null) numbers.add(phoneNumber);
      if (!hasNextPage(answer.navigation)) break;
    }
    return [...numbers];
  },
});

const withOwnLinks = (reading: CallLogReading, serverUrl: string): CallLogReading => ({
  ...reading,
  calls: reading.calls.map((call) => (isMediaLink(call.contentUri, serverUrl) ? call : { ...call, contentUri: null })),
});

const hasNextPage = (navigation: { readonly nextPage?: unknown } | null | undefined): boolean =>
  navigation?.nextPage !== null && navigation?.nextPage !== undefined;

/** CLG-101 to CLG-105: the token is expired or unknown, or the log was reset. */
const isForgottenSyncToken = (error: unknown): boolean =>
  error instanceof RequestRefused && error.errorCodes.some((code) => /^CLG-10[1-5]$/.test(code));
