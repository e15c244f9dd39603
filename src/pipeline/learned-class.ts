import { getPhoneNumber, lockPhoneClass } from "../customers/phone-class-store.js";
import type { Sql } from "../database/sql.js";
import { getOutsidePhone } from "../recordings/store.js";
import { noteNumber } from "./relink-store.js";

/**
 * People's decisions teach that several people call from a number. When one of them changes what is known of the
 * number, its other calls are judged again. Decisions on calls of one number take turns: of two at the same time, each
 * would see one customer only.
 */
export async function learningClass(tx: Sql, recordingId: string, decide: () => Promise<void>): Promise<void> {
  const phone = await getOutsidePhone(tx, recordingId);
  if (phone === null) return decide();
  await lockPhoneClass(tx, phone);
  const before = await getPhoneNumber(tx, phone);
  await decide();
  const after = await getPhoneNumber(tx, phone);
  if (after.class === before.class) return;
  await noteNumber(tx, phone);
}
