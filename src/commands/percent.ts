/** A rate from 0 to 1 as people read it; "-" where nothing could be counted. */
export const percent = (rate: number | null, digits = 2): string =>
  rate === null ? "-" : `${(rate * 100).toFixed(digits)} %`;
