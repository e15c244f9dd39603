import { spokenWords } from "./spoken-words.js";

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const ASKING = words("what when where who whom whose which why how");
/** "isn't" is read as "isn" and "t", "what's" as "what" and "s". */
const VERBS = words(
  `is are was were am do does did has have had will would shall should can could may might must
   isn aren wasn weren don doesn didn hasn haven hadn won wouldn shouldn couldn s re`,
);
const MEASURES = words("many much long often old far big late early soon");
/** "did they" asks, "has been and will be" does not: behind the verb stands whom it is about, one of these or a name. */
const SUBJECTS = words(
  `there it he she they we you i the a an his her their its our my your this that these those all both no nobody
   any anyone anybody anything some someone somebody something every everyone everybody everything`,
);
const ANY = words("any anyone anybody anything");
const AND = words("and or but");
const JOINTS = words("and or but also plus");
/** Nobody asks more at once; what is left goes with the last. */
const MOST_PARTS = 6;

/**
 * The parts of a question that ask for themselves, as written and in order; the whole where it asks one thing. Cut only
 * where something begins that cannot go on what stands before: "mac and cheese" and "when I called, …" stay whole.
 */
export function questionParts(text: string): string[] {
  const heard = hear(text);
  const parts: string[] = [];
  let from = 0;
  for (let at = 1; at < heard.length && parts.length < MOST_PARTS - 1; at++) {
    const joints = Math.min(jointsBefore(heard, at), at - from - 1);
    if (!isCut(heard, from, at, joints)) continue;
    parts.push(text.slice(heard[from]?.start, heard[at - joints - 1]?.end));
    from = at;
  }
  const last = heard[from];
  return last === undefined ? [] : [...parts, text.slice(last.start)];
}

interface Heard {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly isCapital: boolean;
  /** What stands between this word and the next. */
  readonly after: string;
}

function hear(text: string): Heard[] {
  const spoken = spokenWords(text);
  return spoken.map(({ word, start, end }, place) => ({
    ...{ word, start, end },
    isCapital: /^\p{Lu}/u.test(text.slice(start, end)),
    after: text.slice(end, spoken[place + 1]?.start),
  }));
}

/** How many words before this one only join it on. */
function jointsBefore(heard: readonly Heard[], at: number): number {
  const [third, second, first] = [-3, -2, -1].map((step) => heard[at + step]?.word ?? "");
  if (third === "as" && second === "well" && first === "as") return 3;
  if (first === "also" || first === "plus")
    return second === "and" ? 2 : /[,;.?!]/.test(afterWord(heard, at - 2)) ? 1 : 0;
  return AND.has(first ?? "") ? 1 : 0;
}

const afterWord = (heard: readonly Heard[], place: number): string => heard[place]?.after ?? "";

function isCut(heard: readonly Heard[], from: number, at: number, joints: number): boolean {
  if (JOINTS.has(heard[at]?.word ?? "")) return false;
  const gap = afterWord(heard, at - joints - 1);
  if (/[;\n]/.test(gap)) return true;
  if (gap.includes("?")) return joints > 0 || begins(heard, at) || endsAsking(heard, at);
  if (/[.!]/.test(gap)) return isAsking(heard, from) && begins(heard, at);
  if (joints > 0) return begins(heard, at) || !AND.has(heard[at - 1]?.word ?? "");
  return gap.includes(",") && isAsking(heard, from) && beginsForSure(heard, at);
}

function endsAsking(heard: readonly Heard[], at: number): boolean {
  const end = heard.slice(at).find(({ after }) => /[?!;\n]|\.(?:\s|$)/.test(after));
  return end?.after.includes("?") === true;
}

/** Whether the words from here ask, where something joins them on. */
function begins(heard: readonly Heard[], at: number): boolean {
  const word = heard[at]?.word ?? "";
  return ASKING.has(word) || word === "whether" || word === "if" || word === "about" || beginsForSure(heard, at);
}

/** Whether they ask even where nothing joins them on: "when was it" does, "when I called" does not. */
function beginsForSure(heard: readonly Heard[], at: number): boolean {
  const [word = "", next = "", third = "", fourth = ""] = heard.slice(at, at + 4).map((each) => each.word);
  if (ANY.has(word)) return next !== "more" && next !== "longer" && next !== "other";
  if (VERBS.has(word)) return isInverted(heard, at);
  if (!ASKING.has(word)) return false;
  if (VERBS.has(next)) return true;
  if (word === "how") return MEASURES.has(next);
  return OF_SOMETHING.has(word) && (VERBS.has(third) || VERBS.has(fourth));
}

/** "Which mill did …", "what kind of car is …". */
const OF_SOMETHING = words("what which whose");

/** A capital in the middle makes of "may" a month and of "will" a name. */
function isInverted(heard: readonly Heard[], at: number): boolean {
  const [before, verb, next, third] = [heard[at - 1], heard[at], heard[at + 1], heard[at + 2]];
  if (verb?.isCapital === true && before !== undefined && !/[.?!;\n]/.test(before.after)) return false;
  const subject = next?.word === "t" ? third : next;
  return subject !== undefined && (SUBJECTS.has(subject.word) || subject.isCapital);
}

/** Whether what begins here asks; "tell me when …" does, too. */
const isAsking = (heard: readonly Heard[], from: number): boolean =>
  beginsForSure(heard, from) || TELLING.has(heard[from]?.word ?? "");

const TELLING = words("tell say show list give find");
