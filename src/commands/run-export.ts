import { AppError } from "../errors.js";
import { findPersonalData } from "../privacy/export-store.js";
import { findPerson } from "../privacy/find-person.js";
import { noteCommand } from "../privacy/note-command.js";
import { print } from "./report-failure.js";
import { type Flags, textOf } from "./settings-flags.js";
import { withDatabase } from "./with-database.js";

export async function runExport(id: string | undefined, flags: Flags): Promise<void> {
  const named = { id, externalId: textOf(flags.externalId), phone: textOf(flags.phone) };
  const data = await withDatabase(flags, async ({ database, config }) => {
    const person = await findPerson(database.sql, named, config.defaultRegion);
    if (person === null || "phone" in person) return null;
    await noteCommand(database.sql, "exportCustomer", person.customerId);
    return findPersonalData(database.sql, person.customerId);
  });
  if (data === null) throw new AppError("NOT_FOUND", "There is no such customer.");
  print(JSON.stringify(data, null, 2));
}
