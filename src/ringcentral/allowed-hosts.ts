/** Where RingCentral keeps recordings' sound, beside its API. */
const MEDIA_ORIGINS: ReadonlyMap<string, string> = new Map([
  ["https://platform.ringcentral.com", "https://media.ringcentral.com"],
  ["https://platform.devtest.ringcentral.com", "https://media.devtest.ringcentral.com"],
]);

/**
 * Whether a request to `address` may carry the access token: only to RingCentral itself, whatever a payload says.
 * `serverUrl` is the configured API.
 */
export function mayCarryToken(address: string | URL, serverUrl: string): boolean {
  if (!URL.canParse(String(address))) return false;
  const url = new URL(address);
  const { origin } = new URL(serverUrl);
  if (url.username !== "" || url.password !== "") return false;
  return url.origin === origin || url.origin === MEDIA_ORIGINS.get(origin);
}

/**
 * Whether a recording's link leads to where the account keeps its recordings. It is kept for whoever reads the database,
 * never fetched: one that leads elsewhere is not worth keeping and may be a trap. A server that is not RingCentral's own,
 * such as a simulated one, may have its media on another port.
 */
export function isMediaLink(address: string | null, serverUrl: string): boolean {
  if (address === null || !URL.canParse(address)) return false;
  if (mayCarryToken(address, serverUrl)) return true;
  const [link, server] = [new URL(address), new URL(serverUrl)];
  const isElsewhere = !MEDIA_ORIGINS.has(server.origin);
  return isElsewhere && link.protocol === server.protocol && link.hostname === server.hostname && link.username === "";
}
