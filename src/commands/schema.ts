import type { Command } from "commander";

export function registerSchema(program: Command): void {
  program
    .command("schema")
    .description("print the GraphQL schema")
    .option("--check [file]", "compare it with a file, by default the committed schema.graphql, instead")
    .addHelpText(
      "after",
      `
Examples:
  $ callthread schema > schema.graphql
  $ callthread schema --check`,
    )
    .action(async ({ check }: { check?: string | true }) => {
      const { printSchema, checkSchema } = await import("./print-schema.js");
      if (check === undefined) await printSchema();
      else await checkSchema(check === true ? null : check);
    });
}
