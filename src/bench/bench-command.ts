import { Command } from "commander";
import { messageOf } from "../errors.js";

/** What a benchmark answers: one object for machines, and the same as text for people. */
export interface Report {
  readonly figures: object;
  readonly text: string;
}

/** What a run is given. */
export interface Bench {
  /** Says on stderr how far it is. */
  progress(line: string): void;
  /** Has something that was started stopped at the end, the latest first, however the run ends. */
  stopLater(stop: () => Promise<unknown>): void;
}

export interface BenchCommand<Flags> {
  readonly name: string;
  readonly description: string;
  /** Adds the flags of its own. */
  readonly flags: (command: Command) => Command;
  readonly run: (flags: Flags, bench: Bench) => Promise<Report>;
}

/** Runs the benchmark that the process was started for: figures on stdout, progress on stderr, exit code 1 on failure. */
export async function runBench<Flags>(definition: BenchCommand<Flags>): Promise<void> {
  const command = new Command(`npm run -s ${definition.name} --`)
    .description(definition.description)
    .option("--json", "print one JSON object");
  definition.flags(command).parse();
  const { json, ...flags } = command.opts<{ json?: boolean }>();
  const started: (() => Promise<unknown>)[] = [];
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const stopAll = async (): Promise<void> => {
    for (const stop of started.splice(0).reverse())
      await stop().catch((error: unknown) => say(`not stopped cleanly: ${messageOf(error)}`));
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void stopAll().finally(() => process.exit(130)));
  try {
    const { figures, text } = await definition.run(flags as Flags, {
      progress: say,
      stopLater: (stop) => void started.push(stop),
    });
    process.stdout.write(json === true ? `${JSON.stringify(figures)}\n` : `${text}\n`);
  } catch (error) {
    say(`${definition.name}: ${messageOf(error)}`);
    process.exitCode = 1;
  } finally {
    await stopAll();
  }
}

/** Reads a flag's number above 0. */
export const positiveNumber = (text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${text} is not a number above 0.`);
  return value;
};

/** Reads a flag's whole number, at least `least`. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least) throw new Error(`${text} is not a whole number from ${least} on.`);
    return value;
  };
