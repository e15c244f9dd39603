import type { SpeakerRole } from "../linking/facts.js";

export interface WrittenTurn {
  readonly speaker: SpeakerRole;
  /** In one line, never empty. */
  readonly text: string;
}

const CUSTOMER = /^\s*(?:customer|caller|client|guest)\s*:\s*/i;
const AGENT = /^\s*(?:agent|business|staff|host|rep(?:resentative)?)\s*:\s*/i;

/** A written transcript by turns: a label ("Customer:") begins one, a line without a label continues it. */
export function readWrittenTranscript(transcript: string): WrittenTurn[] {
  const turns: { speaker: SpeakerRole; lines: string[] }[] = [];
  for (const line of transcript.split("\n")) {
    const speaker = CUSTOMER.test(line) ? "customer" : AGENT.test(line) ? "agent" : null;
    const said = (speaker === null ? line : line.slice(line.indexOf(":") + 1)).trim();
    const last = turns.at(-1);
    if (speaker !== null || last === undefined) turns.push({ speaker: speaker ?? "unknown", lines: [said] });
    else last.lines.push(said);
  }
  return turns
    .map(({ speaker, lines }) => ({ speaker, text: lines.filter((line) => line !== "").join(" ") }))
    .filter(({ text }) => text !== "");
}
