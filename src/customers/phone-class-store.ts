import { getOne, type Sql } from "../database/sql.js";
import type { PhoneClass, PhoneNumber } from "./phone-class.js";

/** What is known of a number, given as `customer_phones` has it. */
export const getPhoneNumber = (sql: Sql, phone: string): Promise<PhoneNumber> =>
  getOne<PhoneNumber>(
    sql,
    `SELECT $1::text AS phone, bookings.class_of_phone($1) AS class,
            EXISTS (SELECT FROM bookings.phone_classes WHERE phone_e164 = $1) AS "isSet"`,
    [phone],
  );

/** Sets a number's class, or with null leaves it to be learned again. Its calls are judged again by themselves. */
export async function setPhoneClass(tx: Sql, phone: string, phoneClass: PhoneClass | null, by: string): Promise<void> {
  if (phoneClass === null) {
    await tx.query("DELETE FROM bookings.phone_classes WHERE phone_e164 = $1", [phone]);
    return;
  }
  await tx.query(
    `INSERT INTO bookings.phone_classes AS stored (phone_e164, class, set_by_name) VALUES ($1, $2, $3)
     ON CONFLICT (phone_e164) DO UPDATE SET class = excluded.class, set_by_name = excluded.set_by_name, set_at = now()
      WHERE stored.class <> excluded.class`,
    [phone, phoneClass, by],
  );
}

/** Who may change what is learned of a number takes turns, until the transaction ends. */
export async function lockPhoneClass(tx: Sql, phone: string): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('callthread class of ' || $1, 0))", [phone]);
}
