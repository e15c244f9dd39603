import { type Command, Option } from "commander";
import { checkReadable, checkWritable } from "./check-file.js";
import { wholeNumberFlag } from "./number-flags.js";
import { print } from "./report-failure.js";
import { type Flags, withDatabaseFlags } from "./settings-flags.js";

interface LinkingFlags {
  json?: true;
  predictions?: string;
  region?: string;
  crossValidate?: true;
  adaptation?: string;
}

interface CalibrateFlags {
  with?: string[];
  adapt?: true;
  out?: string;
  region?: string;
}

/** Measuring on labelled cases; neither command reads or writes the service's data. */
export function registerEvaluate(program: Command): void {
  const evaluate = program
    .command("evaluate")
    .description("measure linking and search on labelled cases, without touching the service's data")
    .addHelpText(
      "after",
      "\nExamples:\n  $ callthread evaluate linking cases.jsonl\n  $ callthread evaluate search people.json",
    );

  evaluate
    .command("linking")
    .description("how often calls are linked to the right customer and booking, and how sure that is")
    .argument("<file>", "JSONL, one labelled call a line")
    .option("--json", "print the whole report as one JSON object")
    .option("--predictions <file>", "write what was judged of each call, one JSON object a line")
    .addOption(
      new Option("--cross-validate", "judge each call with weights learned from the file's other talks").conflicts(
        "adaptation",
      ),
    )
    .option("--adaptation <file>", "judge as a service with this LINK_ADAPTATION_FILE would")
    .option("--region <country>", "of numbers without a country code, where nothing else tells (US)")
    .addHelpText(
      "after",
      `
Examples:
  $ callthread evaluate linking cases.jsonl
  $ callthread evaluate linking cases.jsonl --json --predictions predictions.jsonl`,
    )
    .action(async (file: string, flags: LinkingFlags) => {
      for (const one of [file, flags.adaptation]) checkReadable(one);
      checkWritable(flags.predictions);
      const { evaluateLinking } = await import("./evaluate-linking.js");
      print(await evaluateLinking(file, flags));
    });

  withDatabaseFlags(evaluate.command("search"))
    .description(
      "how often what is found for a question holds its answer; in a database of its own, dropped afterwards",
    )
    .argument("<file>", "JSON, people with their conversations and questions")
    .option("--json", "print the whole report as one JSON object")
    .option("--predictions <file>", "write what was found for each question, one JSON object a line")
    .option("--max-tokens <count>", "budget of what is found", wholeNumberFlag("--max-tokens", 1, 100_000), 500)
    .addHelpText("after", "\nExample:\n  $ callthread evaluate search people.json --json --max-tokens 500")
    .action(async (file: string, { maxTokens, ...flags }: Flags & { maxTokens: number }) => {
      checkReadable(file);
      checkWritable(flags.predictions as string | undefined);
      const { runEvaluateSearch } = await import("./evaluate-search.js");
      await runEvaluateSearch(file, maxTokens, flags);
    });

  program
    .command("calibrate")
    .description("learn match weights from labelled calls")
    .argument("<file>", "JSONL, one labelled call a line")
    .option("--with <files...>", "more such files to learn from")
    .option("--intents", "learn what calls are for instead of match weights, from lines that say it in meta.intents")
    .addOption(
      new Option(
        "--adapt",
        "learn only how these calls, a business's own, differ from what is built in: for LINK_ADAPTATION_FILE",
      ).conflicts("intents"),
    )
    .option("--out <file>", "where to write the weights: a module where it ends in .ts, else JSON; printed otherwise")
    .option("--region <country>", "of numbers without a country code, where nothing else tells (US)")
    .addHelpText(
      "after",
      `
Examples:
  $ callthread calibrate decided.jsonl --adapt --out adaptation.json
  $ callthread calibrate cases.jsonl > weights.json
  $ callthread calibrate cases.jsonl --with ours.jsonl --out src/linking/learned-weights.ts
  $ callthread calibrate ours.jsonl --with theirs.jsonl --intents --out src/linking/intent-weights.ts`,
    )
    .action(async (file: string, flags: CalibrateFlags) => {
      for (const one of [file, ...(flags.with ?? [])]) checkReadable(one);
      checkWritable(flags.out);
      const { calibrate } = await import("./calibrate.js");
      const { calibrateOwn } = await import("./calibrate-own.js");
      print(await (flags.adapt === true ? calibrateOwn : calibrate)(file, flags));
    });
}
