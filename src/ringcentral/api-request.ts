import pRetry from "p-retry";
import type { AccessToken } from "./access-token.js";
import { mayCarryToken } from "./allowed-hosts.js";
import { closeCircuits, openCircuit, passCircuit } from "./circuit.js";
import { readErrorCodes } from "./error-codes.js";
import { type Area, CircuitOpen, NotPermitted, RequestRefused, Unavailable } from "./failures.js";
import type { HttpAnswer, HttpRequest } from "./http-exchange.js";
import type { Pace, PacedExchange } from "./paced-exchange.js";

export interface ApiCall {
  /** Stable name for messages and for what is learned of it. */
  readonly endpoint: string;
  readonly area: Area;
  /** Rate group by RingCentral's documents. */
  readonly group: "light" | "medium" | "heavy";
  readonly method: HttpRequest["method"];
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly json?: object;
  /** False for what must not happen twice: an answer that never came does not say that nothing was done. */
  readonly repeatable?: boolean;
}

export type ApiAnswer = { readonly kind: "ok"; readonly json: unknown } | { readonly kind: "notFound" };

export type ApiRequest = (call: ApiCall) => Promise<ApiAnswer>;

export interface ApiSurroundings extends Pick<Pace, "sql" | "now"> {
  readonly serverUrl: string;
  readonly token: AccessToken;
  readonly exchange: PacedExchange;
  /** First pause between tries, in milliseconds; doubled and jittered for the next. */
  readonly retryPauseMs: number;
}

/** RingCentral's documents: up to three tries, with a growing pause. */
const TRIES = 3;
const LONGEST_RETRY_PAUSE_MS = 10_000;

/** Over the limit of subscriptions: a 403 that no permission would mend. */
const SUBSCRIPTION_LIMIT = "SUB-505";

const isOfPermissions = ({ json }: Pick<HttpAnswer, "json">): boolean =>
  !readErrorCodes(json).codes.includes(SUBSCRIPTION_LIMIT);

/** A 404 that says nothing of the thing asked for, only that the address is wrong. */
const NO_SUCH_ADDRESS = "CMN-120";

/**
 * Requests to the API: past the circuit, within the budget, with a token. "Not found" is an outcome; the rest is thrown
 * as `failures.ts` says. Outages are tried three times here, refusals never.
 */
export function createApiRequest(surroundings: ApiSurroundings): ApiRequest {
  return (call) =>
    pRetry(() => attempt(call, surroundings), {
      retries: call.repeatable === false ? 0 : TRIES - 1,
      minTimeout: surroundings.retryPauseMs,
      maxTimeout: LONGEST_RETRY_PAUSE_MS,
      randomize: true,
      shouldRetry: ({ error }) => error instanceof Unavailable && isWorthRetrying(error),
    });
}

/** Who says when to come back is not to be asked before; and of sign-ins there are five a minute for all processes. */
const isWorthRetrying = ({ retryAt, status }: Unavailable): boolean => retryAt === null && status !== 401;

async function attempt(call: ApiCall, surroundings: ApiSurroundings): Promise<ApiAnswer> {
  const { sql, token, now } = surroundings;
  const passage = await passCircuit(sql, call.area, now());
  if (passage.kind === "open") throw new CircuitOpen(passage.circuit.area, passage.circuit.reason, passage.retryAt);

  let value = await token.get();
  let answer = await send(call, surroundings, value);
  if (answer.status === 401 || (answer.status === 403 && isOfPermissions(answer))) {
    // A token can die early: RingCentral ends the oldest of a user's sessions beyond five. And it keeps the permissions
    // of the moment it was issued: whether one was granted since, only a new one can tell.
    token.drop(value);
    value = await token.get();
    answer = await send(call, surroundings, value);
  }
  const outcome = await judge(call, surroundings, answer, value);
  if (passage.kind === "probe") await closeCircuits(sql, [call.area, "sign-in"]);
  return outcome;
}

function send(call: ApiCall, { serverUrl, exchange }: ApiSurroundings, token: string): Promise<HttpAnswer> {
  const url = new URL(call.path, serverUrl);
  // An id such as ".." would have walked to another path, and "//host" to another host.
  if (url.pathname !== call.path || !mayCarryToken(url, serverUrl)) throw new RequestRefused(call.endpoint, 400, []);
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const { endpoint, method, json } = call;
  const headers = { accept: "application/json", authorization: `Bearer ${token}` };
  const request: HttpRequest =
    json === undefined
      ? { endpoint, method, url, headers }
      : {
          endpoint,
          method,
          url,
          headers: { ...headers, "content-type": "application/json" },
          body: JSON.stringify(json),
        };
  return exchange(request, call.group);
}

async function judge(
  { endpoint, area }: ApiCall,
  { sql, token, now }: ApiSurroundings,
  { status, json }: HttpAnswer,
  usedToken: string,
): Promise<ApiAnswer> {
  if (status < 300) return { kind: "ok", json };
  const { codes, permissionName } = readErrorCodes(json);
  if (status === 404 && !codes.includes(NO_SUCH_ADDRESS)) return { kind: "notFound" };
  if (status === 401) {
    token.drop(usedToken);
    throw new Unavailable(`RingCentral took no new token for ${endpoint}.`, { status });
  }
  if (status === 403 && isOfPermissions({ json })) {
    const errorCode = codes[0] ?? null;
    const { message: reason } = new NotPermitted(area, errorCode, permissionName, now());
    const probeAt = await openCircuit(sql, area, { reason, errorCode, permissionName }, now());
    throw new NotPermitted(area, errorCode, permissionName, probeAt);
  }
  throw new RequestRefused(endpoint, status, codes);
}
