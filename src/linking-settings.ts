import { z } from "zod";
import { setting } from "./setting.js";

/** A weight of so many bits is beyond doubt; a file that says more was not written by `calibrate`. */
const MOST_BITS = 30;

const Adaptation = z.strictObject({
  calls: z.int().nonnegative(),
  talk: z.record(z.string(), z.number().min(-MOST_BITS).max(MOST_BITS)),
});

/** The text of a file that `callthread calibrate --adapt` has written. */
export const adaptationText = z.string().transform((text, context) => {
  const read = Adaptation.safeParse(jsonOf(text));
  if (read.success) return read.data;
  context.addIssue("must be what `callthread calibrate --adapt` writes");
  return z.NEVER;
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How calls are linked. */
export const LINKING_SETTINGS = {
  linkAdaptation: setting({
    name: "LINK_ADAPTATION",
    doc: "What your people's decisions taught about your calls, as `callthread calibrate --adapt` writes it; LINK_ADAPTATION_FILE may name the file.",
    parse: adaptationText.optional(),
  }),
} as const;
