/** Both ends included, as in HTTP. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads a `Range` header with one range (`bytes=0-99`, `bytes=100-`, `bytes=-50`). `whole` where there is none that the
 * server must honour (RFC 9110 lets it ignore what it does not understand), `unsatisfiable` where it starts past the end.
 */
export function readRange(header: string | undefined, totalBytes: number): ByteRange | "whole" | "unsatisfiable" {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  const [, from = "", to = ""] = match ?? [];
  if (match === null || (from === "" && to === "")) return "whole";
  if (from === "") {
    const length = Math.min(Number(to), totalBytes);
    return length === 0 ? "unsatisfiable" : { first: totalBytes - length, last: totalBytes - 1 };
  }
  const first = Number(from);
  const last = to === "" ? totalBytes - 1 : Math.min(Number(to), totalBytes - 1);
  if (to !== "" && Number(to) < first) return "whole";
  return first >= totalBytes ? "unsatisfiable" : { first, last };
}
