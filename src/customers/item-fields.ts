import { z } from "zod";
import type { ItemProblem } from "../bad-items.js";
import { isUuid } from "../uuid.js";
import { whatItTakes } from "../what-it-takes.js";

/** Fields that customers and bookings have in common, with the stable `reason` of each refusal as zod's `params`. */

/** C0 and C1 control characters: PostgreSQL refuses NUL, and none belongs in a line of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL_BUT_BREAKS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** Half of a surrogate pair, such as is left where a text is cut within an emoji: PostgreSQL refuses it in JSON. */
const HALF = /[\ud800-\udfff]/u;
/** Neither space nor control character nor one without width. */
const VISIBLE = /[^\p{C}\p{Z}]/u;

/** As PostgreSQL keeps it, which replaces halves of characters: compared otherwise, the same would be a change each time. */
const whole = (text: string): string => text.toWellFormed();

/** Without control characters. */
export const printable = (text: string): string => whole(text.replace(new RegExp(CONTROL, "g"), "").trim());

export const givenId = z
  .string()
  .refine(isUuid, { error: "takes a UUID", params: { reason: "INVALID_ID" } })
  .transform((id) => id.toLowerCase())
  .nullish();

const externalIdOf = (length: string) =>
  z
    .string(length)
    .trim()
    .min(1, length)
    .max(200, length)
    .refine(
      (text) => !CONTROL.test(text) && !HALF.test(text),
      "takes no control characters and no halves of characters",
    );

export const externalId = externalIdOf("takes 1 to 200 characters, or null").nullish();
export const neededExternalId = externalIdOf("takes 1 to 200 characters");

/** One line that must say something. */
export const line = (what: string, longest: number) =>
  z
    .string(`takes ${what} of 1 to ${longest} characters`)
    .trim()
    .min(1, `takes ${what} of 1 to ${longest} characters`)
    .max(longest, `takes ${what} of 1 to ${longest} characters`)
    .refine((text) => !CONTROL.test(text), "takes no control characters")
    .refine((text) => text === "" || VISIBLE.test(text), `takes ${what} that can be seen`)
    .overwrite(whole);

const INSTANT = "takes an instant between the years 1900 and 2200, with its offset, such as 2026-11-15T18:00:00Z";

/** A call or an event: before or after that is a mistake, and PostgreSQL knows neither a year 0 nor all of 10000. */
export const instant = z
  .date(INSTANT)
  .min(new Date("1900-01-01T00:00:00Z"), INSTANT)
  .max(new Date("2200-01-01T00:00:00Z"), INSTANT);

/** Text that may be missing or have several lines; blank counts as null. */
export const remark = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `takes at most ${longest} characters`)
    .refine((text) => !CONTROL_BUT_BREAKS.test(text), "takes no control characters")
    .transform((text) => (text === "" ? null : whole(text)))
    .nullish();

/** An item as its shape says, or everything that is wrong with it, in the words of an import. */
export function readItem<Item>(shape: z.ZodType<Item>, input: unknown, index: number): Item | ItemProblem[] {
  const read = shape.safeParse(input, { error: whatItTakes });
  return read.success ? read.data : problemsOf(read.error, index);
}

const problemsOf = (error: z.ZodError, index: number): ItemProblem[] =>
  error.issues.map((issue) => ({
    index,
    path: issue.path
      .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
      .join("")
      .slice(1),
    message: issue.message,
    reason: reasonOf(issue),
  }));

/** Stable, whatever the words. */
export function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "custom" && typeof issue.params?.reason === "string") return issue.params.reason;
  if (issue.code === "too_big") return "TOO_LONG";
  if (issue.code === "too_small") return "TOO_SMALL";
  return "INVALID_VALUE";
}

/** The same key given by two items would make the last one win by chance. */
export const repeatedKeys = <Item extends { index: number }>(
  items: readonly Item[],
  path: string,
  keyOf: (item: Item) => string | null,
): ItemProblem[] =>
  repetitions(items, keyOf, (_item, first) => ({ path, message: `is the same as that of input[${first}]` }));

/** So would two items that name the same, one by its id and one by its external id; `meant` has the id of each in turn. */
export const namedTwice = (
  items: readonly { readonly index: number; readonly id?: string | null | undefined }[],
  meant: readonly { readonly id: string }[],
): ItemProblem[] =>
  repetitions(
    items.map(({ index, id }, at) => ({ index, given: id, meant: meant[at]?.id ?? null })),
    (item) => item.meant,
    ({ given }, first) => ({
      path: given == null ? "externalId" : "id",
      message: `names the same as input[${first}]`,
    }),
  );

function repetitions<Item extends { index: number }>(
  items: readonly Item[],
  keyOf: (item: Item) => string | null,
  describe: (item: Item, first: number) => Pick<ItemProblem, "path" | "message">,
): ItemProblem[] {
  const firstWith = new Map<string, number>();
  return items.flatMap((item) => {
    const key = keyOf(item);
    if (key === null) return [];
    const first = firstWith.get(key);
    if (first === undefined) {
      firstWith.set(key, item.index);
      return [];
    }
    return [{ index: item.index, ...describe(item, first), reason: "REPEATED" }];
  });
}

export const LARGEST_UPSERT = 1000;
