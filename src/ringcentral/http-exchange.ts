import { Unavailable } from "./failures.js";

export interface HttpRequest {
  /** Of the endpoint, for messages: addresses may hold ids. */
  readonly endpoint: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; undefined where there was none. */
  readonly json: unknown;
}

/**
 * One request and its whole answer as JSON. Throws Unavailable where none came in time, where it broke off, and where
 * it is not JSON: a gateway's HTML says nothing of the thing asked for, whatever its status. Redirects are not followed.
 */
export async function exchange(request: HttpRequest, fetcher: typeof fetch, timeoutMs: number): Promise<HttpAnswer> {
  const { endpoint, method, url, headers, body } = request;
  let response: Response;
  let text: string;
  try {
    response = await fetcher(url, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body }),
    });
    // The body comes after the headers, and may break off or never end.
    text = await response.text();
  } catch (cause) {
    throw new Unavailable(`RingCentral did not answer ${endpoint}: ${describe(cause)}.`, { cause });
  }
  return { status: response.status, headers: response.headers, json: parse(text, response, endpoint) };
}

function parse(text: string, { status, headers }: Response, endpoint: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The refusal of a rate limit counts whatever its body is.
    if (status === 429) return undefined;
    // The parser's own error quotes the text: it is no cause to keep.
    throw new Unavailable(`RingCentral answered ${endpoint} with ${status} and ${kindOf(headers)}, not JSON.`, {
      status,
    });
  }
}

const kindOf = (headers: Headers): string => headers.get("content-type")?.split(";")[0] ?? "no content type";

/** undici says "fetch failed" and hides the reason one level below. */
function describe(error: unknown): string {
  const { name, cause } = error as { readonly name?: unknown; readonly cause?: { readonly code?: unknown } };
  if (name === "TimeoutError") return "it took too long";
  return typeof cause?.code === "string" ? cause.code : "the connection failed";
}
