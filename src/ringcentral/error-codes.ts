import { errorPayload } from "./account-payloads.js";

export interface ErrorReading {
  /** Most telling first: `CMN-401` of the list goes before the top level's `InsufficientPermissions`. */
  readonly codes: readonly string[];
  readonly permissionName: string | null;
}

/** The codes of an error's body. Messages are for people and change: nothing is decided on them, and none is kept. */
export function readErrorCodes(json: unknown): ErrorReading {
  const read = errorPayload.safeParse(json);
  if (!read.success) return { codes: [], permissionName: null };
  const { error, errorCode, errors, permissionName } = read.data;
  const codes = [...errors.map((one) => one.errorCode), errorCode, error].filter((code) => code !== null);
  const permissions = [permissionName, ...errors.map((one) => one.permissionName)];
  return {
    codes: [...new Set(codes)].filter(isCode),
    permissionName: permissions.find((name) => name !== null && isCode(name)) ?? null,
  };
}

/** Codes and permission names are short words; anything else could be somebody's data. */
const isCode = (text: string): boolean => /^[\w.-]{1,64}$/.test(text);
