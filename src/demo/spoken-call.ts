import type { DemoInsights, DemoSegment } from "./business.js";
import type { CallFacts } from "./call-facts.js";
import type { Draw } from "./draw.js";
import type { Script } from "./script.js";

export interface SpokenCall {
  readonly segments: readonly DemoSegment[];
  readonly durationSeconds: number;
  readonly insights: DemoInsights;
}

/** People on the phone say two to three words a second. */
const WORDS_PER_SECOND = 2.6;

/** RingCentral does not keep a recording of less than about 30 s: what was kept lasted longer, be it in silence. */
const SHORTEST_KEPT_SECONDS = 31;
/** A machine's greeting. */
const GREETING_SECONDS = 7;

/** Lets a dialogue be spoken: turns with times that never overlap, and what RingCentral would make of it. */
export function speak(script: Script, facts: CallFacts, draw: Draw): SpokenCall {
  const segments: DemoSegment[] = [];
  const highlights: string[] = [];
  let clock = script.kind === "voicemail" ? GREETING_SECONDS : 0.4;
  for (const line of script.talk(facts).trim().split("\n")) {
    const { speaker, text, highlight } = turnOf(line, script.id);
    const words = text.split(/\s+/).length;
    const startSeconds = tenth(clock);
    const endSeconds = tenth(startSeconds + Math.max(0.6, words / (WORDS_PER_SECOND + draw.int(-4, 6) / 10)));
    segments.push({ speaker, text, startSeconds, endSeconds });
    if (highlight) highlights.push(text);
    clock = endSeconds + draw.int(1, 13) / 10;
  }
  const last = segments.at(-1)?.endSeconds ?? 0;
  return {
    segments,
    durationSeconds: Math.max(SHORTEST_KEPT_SECONDS, Math.ceil(last + 1)),
    insights: {
      summary: tidy(script.summary(facts)),
      nextSteps: (script.nextSteps?.(facts) ?? []).map(tidy),
      sentiment: script.sentiment ?? "NEUTRAL",
      ...(highlights.length === 0 ? {} : { highlights }),
    },
  };
}

function turnOf(line: string, script: string): { speaker: DemoSegment["speaker"]; text: string; highlight: boolean } {
  const parts = /^([AC])(\*?): (.+)$/.exec(line.trim());
  if (parts === null) throw new Error(`a line of the dialogue ${script} has no speaker`);
  const [, who, star, text = ""] = parts;
  return { speaker: who === "A" ? "agent" : "customer", text: tidy(text), highlight: star === "*" };
}

/** Facts are inserted as they stand within a sentence: capitals at its start, and one full stop after "p.m.". */
const tidy = (text: string): string =>
  text
    .trim()
    .replace(/\.m\.\.(?!\.)/g, ".m.")
    .replace(/^[a-z]/, (letter) => letter.toUpperCase())
    .replace(/(?<!\.\.|\.m)([.?!]) ([a-z])/g, (_, stop: string, letter: string) => `${stop} ${letter.toUpperCase()}`);

const tenth = (seconds: number): number => Math.round(seconds * 10) / 10;
