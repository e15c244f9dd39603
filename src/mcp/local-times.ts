import { DateTime } from "luxon";

/**
 * The same data with every instant as the business's clocks show it, with its offset: a model that speaks with a customer
 * says "at six", not "at two in the morning UTC".
 */
export function inLocalTime(data: unknown, timezone: string): unknown {
  if (data instanceof Date) return DateTime.fromJSDate(data, { zone: timezone }).toISO({ suppressMilliseconds: true });
  if (Array.isArray(data)) return data.map((one) => inLocalTime(one, timezone));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, inLocalTime(value, timezone)]));
}
