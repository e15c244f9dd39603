import { messageOf } from "../errors.js";
import { pause } from "../pause.js";

/** Sends an operation, again and again until it succeeds: what a careful client does with operations that may be repeated. */
export async function askUntilAnswered<Data>(
  { url, key }: { readonly url: string; readonly key: string },
  query: string,
  variables: Readonly<Record<string, unknown>>,
  withinMs = 90_000,
): Promise<Data> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask<Data>(`${url}/graphql`, key, query, variables);
    if ("data" in answer) return answer.data;
    if (Date.now() > deadline) throw new Error(`No answer within ${withinMs} ms: ${answer.failure}`);
    await pause(300);
  }
}

async function ask<Data>(
  url: string,
  key: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<{ data: Data } | { failure: string }> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(10_000),
    });
    const { data, errors } = (await response.json()) as { data?: Data | null; errors?: { message: string }[] };
    if (errors === undefined && data !== undefined && data !== null) return { data };
    return { failure: errors?.map(({ message }) => message).join(" ") ?? `status ${response.status}` };
  } catch (error) {
    return { failure: messageOf(error) };
  }
}
