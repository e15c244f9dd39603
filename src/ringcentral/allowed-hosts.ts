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
