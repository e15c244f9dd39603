import { PgBoss } from "pg-boss";

/** Creates pg-boss's own schema in the database of `url`; does nothing where it is there. */
export async function installQueue(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, max: 2, schedule: false, supervise: false });
  await boss.start();
  await boss.stop({ graceful: false });
}
