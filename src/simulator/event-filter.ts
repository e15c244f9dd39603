import type { AppScope, UserPermission } from "./account.js";
import type { CallEvent, EventParty } from "./call-event.js";

export interface EventFilter {
  /** As RingCentral answers it: account and extension `~` replaced by ids. */
  readonly expanded: string;
  readonly appScope: AppScope | null;
  readonly userPermission: UserPermission | null;
  readonly matches: (event: CallEvent) => boolean;
  /** Set for the renewal reminder: seconds before expiry at which reminders begin, and between them. */
  readonly reminder: { readonly thresholdSeconds: number; readonly intervalSeconds: number } | null;
}

const TELEPHONY = /^\/restapi\/v1\.0\/account\/([^/]+)(?:\/extension\/([^/]+))?\/telephony\/sessions$/;
const INSIGHTS =
  /^\/ai\/ringsense\/v1\/public\/accounts\/([^/]+)\/domains\/(pbx|rcv|rcx|ms-teams|nice-incontact)\/insights$/;
const REMINDER = /^\/restapi\/v1\.0\/subscription\/~$/;

/**
 * Reads one `eventFilters` entry: telephony sessions of the account or an extension, AI insights of a domain, or the
 * renewal reminder. Null where the filter is none that RingCentral has or names another account.
 */
export function readEventFilter(filter: string, accountId: string, ownerExtensionId: string): EventFilter | null {
  const [path = "", query = ""] = filter.split("?");
  const parameters = new URLSearchParams(query);
  const suffix = query === "" ? "" : `?${query}`;
  const telephony = TELEPHONY.exec(path);
  if (telephony !== null) {
    const [, account, extension] = telephony;
    if (account !== "~" && account !== accountId) return null;
    const extensionId = extension === "~" ? ownerExtensionId : extension;
    const extensionPath = extensionId === undefined ? "" : `/extension/${extensionId}`;
    return {
      expanded: `/restapi/v1.0/account/${accountId}${extensionPath}/telephony/sessions${suffix}`,
      appScope: "CallControl",
      userPermission: null,
      matches: (event) => matchesTelephony(event, extensionId, parameters),
      reminder: null,
    };
  }
  const insights = INSIGHTS.exec(path);
  if (insights !== null) {
    const [, account, domain] = insights;
    if (account !== "~" && account !== accountId) return null;
    return {
      expanded: `/ai/ringsense/v1/public/accounts/${accountId}/domains/${domain}/insights${suffix}`,
      appScope: "RingSense",
      userPermission: "ReadRingSenseInsights",
      matches: (event) => event.kind === "insights" && event.domain === domain,
      reminder: null,
    };
  }
  return REMINDER.test(path) ? readReminder(filter, parameters) : null;
}

function readReminder(filter: string, parameters: URLSearchParams): EventFilter | null {
  const thresholdSeconds = Number(parameters.get("threshold"));
  const intervalSeconds = Number(parameters.get("interval"));
  if (!(thresholdSeconds > 0) || !(intervalSeconds > 0) || intervalSeconds > thresholdSeconds / 2) return null;
  return {
    expanded: filter,
    appScope: null,
    userPermission: null,
    matches: () => false,
    reminder: { thresholdSeconds, intervalSeconds },
  };
}

function matchesTelephony(event: CallEvent, extensionId: string | undefined, parameters: URLSearchParams): boolean {
  if (event.kind !== "telephony") return false;
  const phoneNumber = parameters.get("phoneNumber");
  const statusCodes = parameters.getAll("statusCode").flatMap((codes) => codes.split(","));
  const fits = (party: EventParty): boolean =>
    (extensionId === undefined || party.extensionId === extensionId) &&
    (parameters.get("withRecordings") !== "true" || (party.recordings ?? []).length > 0) &&
    (statusCodes.length === 0 || statusCodes.includes(party.status.code)) &&
    (parameters.get("missedCall") !== "true" || party.missedCall) &&
    (parameters.get("direction") === null || parameters.get("direction") === party.direction) &&
    (phoneNumber === null || party.from.phoneNumber === phoneNumber || party.to.phoneNumber === phoneNumber);
  return event.body.parties.some(fits);
}
