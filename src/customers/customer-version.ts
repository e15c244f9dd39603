import { type GraphQLResolveInfo, isObjectType } from "graphql";
import { selectedFields } from "../selection.js";
import type { Customer } from "./customer.js";

/** A customer as a field was reached with, and the version of all that is known of them where it was read along. */
export interface VersionedCustomer extends Customer {
  /** `customer_version` of the database; undefined where no field asked for can use it. */
  readonly version?: string;
}

/** What an edge of a type says with `@Extensions` when it keeps its answers by the version of what it is an edge of. */
export const KEPT_BY_VERSION = { isKeptByVersion: true } as const;

/** Whether any field asked for of the objects of `typeName` that are being resolved keeps its answers by their version. */
export function usesVersion(info: GraphQLResolveInfo, typeName: "Customer" | "Booking"): boolean {
  const type = info.schema.getType(typeName);
  if (!isObjectType(type)) return false;
  const fields = type.getFields();
  return [...selectedFields(info, [])].some((name) => fields[name]?.extensions.isKeptByVersion === true);
}
