import { z } from "zod";

/** One line of the configuration. */
export interface Setting<T> {
  readonly name: string;
  readonly doc: string;
  /** As it would be written in the environment; absent where the setting has no default. */
  readonly default?: string;
  /** Takes the text, or undefined where neither the environment nor a default gives one. */
  readonly parse: z.ZodType<T>;
}

export const text = z.string().min(1, "must not be empty");
export const optionalText = text.optional();
export const list = z
  .string()
  .optional()
  .transform((value) =>
    (value ?? "")
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  );
export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .pipe(z.number().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`));
export const onOrOff = z.enum(["on", "off"], "must be on or off").transform((word) => word === "on");
export const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http or https URL" });
export const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" });

export const setting = <T>(value: Setting<T>): Setting<T> => value;
