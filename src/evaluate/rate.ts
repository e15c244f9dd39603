/** A share from 0 to 1, to four digits; null where nothing could be counted. */
export const rate = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;
