import { badInput } from "../errors.js";

/** What commander reads the number of a flag with. Throws BAD_INPUT that names the flag and what it takes. */
export const numberFlag =
  (flag: string, least: number, most?: number) =>
  (text: string): number =>
    numberIn(text, { flag, least, most, isFine: Number.isFinite, kind: "number" });

/** The same of a whole number. */
export const wholeNumberFlag =
  (flag: string, least: number, most?: number) =>
  (text: string): number =>
    numberIn(text, { flag, least, most, isFine: Number.isSafeInteger, kind: "whole number" });

interface Wanted {
  readonly flag: string;
  readonly least: number;
  readonly most: number | undefined;
  readonly isFine: (value: number) => boolean;
  readonly kind: string;
}

function numberIn(text: string, { flag, least, most, isFine, kind }: Wanted): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (isFine(value) && value >= least && (most === undefined || value <= most)) return value;
  const range = most === undefined ? `from ${least} on` : `from ${least} to ${most}`;
  throw badInput(flag, `${flag} takes a ${kind} ${range}.`);
}
