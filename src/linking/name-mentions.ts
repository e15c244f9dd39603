import type { CustomerFacts } from "./facts.js";
import type { Lexeme, Turn } from "./lexemes.js";
import type { Mention } from "./mention.js";
import { wordNear } from "./mention.js";
import { anyOf, oneOf } from "./phrases.js";
import { bareWord, isNearly } from "./said-words.js";

/**
 * How a customer's name was said. `introduced`: the caller gave it, or the agent addressed them by it; `full`: first and
 * last name together; `mentioned`: it was said, perhaps of somebody else.
 */
export interface NameMention extends Mention {
  readonly manner: "introduced" | "full" | "mentioned";
  /** "Tessa's", "I told Tessa", "Tessa, I've got her on Friday": of somebody who is spoken of. */
  readonly isOfThird: boolean;
  /** Set where none of the others that share the number has the name. */
  readonly own: boolean;
}

/** Short forms that share no beginning with the name; those that do (Jen, Chris, Rob) need no list. */
const SHORT_FORMS = new Map(
  "bob:robert bobby:robert bill:william billy:william will:william dick:richard rick:richard jack:john johnny:john liz:elizabeth beth:elizabeth betty:elizabeth lizzie:elizabeth peggy:margaret meg:margaret maggie:margaret ted:edward ed:edward eddie:edward ned:edward hank:henry harry:henry jim:james jimmy:james jamie:james tony:anthony kate:katherine katie:katherine kathy:katherine cathy:catherine kate:catherine sally:sarah sandy:sandra sasha:alexander alex:alexandra tina:christina mike:michael mick:michael mickey:michael nick:nicholas drew:andrew andy:andrew lou:louis becky:rebecca trish:patricia pat:patricia patty:patricia tricia:patricia debbie:deborah deb:deborah barb:barbara chuck:charles charlie:charles larry:lawrence dave:david steve:steven stevie:steven stephen:steven greg:gregory jeff:jeffrey jen:jennifer jenny:jennifer jess:jessica joe:joseph joey:joseph ron:ronald ken:kenneth dan:daniel danny:daniel matt:matthew tom:thomas tommy:thomas sue:susan susie:susan vicky:victoria val:valerie nancy:ann peter:pedro"
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);
/** By name, the codes of the letters with which its short forms begin. */
const INITIALS_OF_SHORT = new Map(
  [...Map.groupBy(SHORT_FORMS, ([, name]) => name)].map(([name, forms]) => [
    name,
    forms.map(([short]) => short.charCodeAt(0)),
  ]),
);
const CALENDAR_NAMES = new Set(
  "april may june august january sunday monday tuesday wednesday thursday friday saturday summer christmas".split(" "),
);

/** The lower-case words of a person's name, titles and initials left out. */
export const nameWords = (name: string): string[] =>
  name
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(/[^\p{L}']+/u)
    .filter(
      (word) => word.length > 1 && !/^(?:mr|mrs|ms|miss|dr|jr|sr|and|the|family|household|prof|ii|iii)$/.test(word),
    );

/** Whether a heard word is this part of a name: itself, its short form, its plural ("the Nguyens") or one misheard letter. */
function isName(heard: string, name: string): boolean {
  const word = bareWord(heard);
  if (word === name || word === `${name}s` || SHORT_FORMS.get(word) === name) return true;
  if (word.length >= 3 && name.length > word.length && name.startsWith(word) && word.length <= 5)
    return name.length - word.length >= 2;
  return name.length >= 6 && isNearly(word, name);
}

/** Every time a customer's name was said, in order. `others` share the number: their first name before a common surname is theirs. */
export function readNames(
  turns: readonly Turn[],
  customer: CustomerFacts,
  others: readonly CustomerFacts[] = [],
): NameMention[] {
  const namesOfOthers = others.filter((other) => other !== customer).map(({ name }) => nameWords(name));
  const firstNames = namesOfOthers.flatMap((names) => names.slice(0, -1));
  const words = nameWords(customer.name);
  if (words.length === 0) return [];
  const initials = new Set(words.map((word) => word.charCodeAt(0)));
  const shortInitials = new Set(words.flatMap((word) => INITIALS_OF_SHORT.get(word) ?? []));
  const out: NameMention[] = [];
  for (const turn of turns) {
    const { lexemes } = turn;
    for (let i = 0; i < lexemes.length; i++) {
      const lexeme = lexemes[i];
      // Most words begin like no name asked for; this is the inner loop of every call.
      if (lexeme === undefined) continue;
      const initial = lexeme.word.charCodeAt(0);
      if (!initials.has(initial) && !(shortInitials.has(initial) && SHORT_FORMS.has(lexeme.word))) continue;
      const which = lexeme.kind === "word" ? words.findIndex((name) => isName(lexeme.word, name)) : -1;
      if (which < 0) continue;
      const before = lexemes[i - 1]?.word ?? "";
      if (which === words.length - 1 && which > 0 && firstNames.some((name) => isName(before, name))) continue;
      const next = lexemes[i + 1];
      const isFull =
        next?.kind === "word" && words.some((name, j) => j !== which && j > which && isName(next.word, name));
      const isOfThird = lexeme.word.endsWith("'s") || isThird(turn, i) || isWrongGuess(turn, i, turns[turn.index + 1]);
      const manner = !isOfThird && isIntroduced(turn, i) ? "introduced" : isFull ? "full" : "mentioned";
      const exact = words.includes(lexeme.word.replace(/'s$/, ""));
      // "From Delgado Plumbing": a firm's name, whoever of the Delgados calls.
      if (manner === "mentioned" && words.length > 1 && /^(?:from|at|with)$/.test(before) && isNoun(next)) continue;
      // "May I", "in June", "will you", "bill" and "rob" are words; only a place where names stand makes them names.
      if (
        manner === "mentioned" &&
        (!exact || CALENDAR_NAMES.has(lexeme.word) || lexeme.word.length < 4 || COMMON_WORDS.has(lexeme.word))
      )
        continue;
      out.push({
        turn,
        from: i,
        to: isFull ? i + 2 : i + 1,
        manner: isFull && manner !== "introduced" ? "full" : manner,
        isOfThird,
        own: isFull || !namesOfOthers.some((names) => names.some((name) => isName(lexeme.word, name))),
      });
      if (isFull) i++;
    }
  }
  return out;
}

/** Told, asked, or "her" in the same breath. */
const isThird = ({ lexemes }: Turn, at: number): boolean =>
  /^(?:told|tell|asked|ask|telling|asking)$/.test(wordNear(lexemes, at, -1)) ||
  HAVING_THEM.test([1, 2, 3, 4].map((offset) => wordNear(lexemes, at, offset)).join(" "));
const HAVING_THEM = /^(?:(?:i've|we've|i have|we have|i|we|yes|yeah) )*(?:got|have|see) (?:her|him)\b/;

/** "Is that Dana?" "No, she's at work, this is her husband." */
const isWrongGuess = ({ speaker, lexemes }: Turn, at: number, answer: Turn | undefined): boolean =>
  speaker === "agent" &&
  answer !== undefined &&
  answer.speaker !== "agent" &&
  ASKS_FOR.test([4, 3, 2, 1].map((offset) => wordNear(lexemes, at, -offset)).join(" ")) &&
  ANOTHER_ANSWERS.test(answer.plain.slice(0, 80));
const ASKS_FOR =
  /\b(?:is (?:this|that|it)|(?:speaking|talking) (?:with|to)|have i got|(?:looking|calling|ringing|message) for) ?(?:mr|mrs|ms|miss|dr)?$/;
const ANOTHER_ANSWERS = anyOf(
  /^\W*(?:[\w']+\W+){0,2}?(?:no|nope|nah|not)\b(?! (?:problem|worries|bother))/,
  /\b(?:she|he)(?:'s| is) (?:not|at|out|away|off|driving|working|asleep|in the)\b/,
  /\b(?:this is|it's|i'm) (?:his|her|their|the) (?:husband|wife|partner|mum|mom|mother|dad|father|son|daughter|brother|sister|assistant|secretary|other half)\b/,
);

const isNoun = (lexeme: Lexeme | undefined): boolean => lexeme?.kind === "word" && !NO_NOUN.test(lexeme.word);
const NO_NOUN = oneOf(`
  and or about on in at for from to of is was has had here there again calling speaking please yes no the a an we i
  i'm it's who that this said my our so but if um uh
`);

const COMMON_WORDS = new Set(
  "will mark rose grace hope joy faith frank grant chase drew pat sue bill rob jack art gene ray dawn eve young king hill green white brown black long price cook baker park parker lane wood woods field fields stone church hall day rice may summer autumn dean earl duke guy miles pace sandy rusty".split(
    " ",
  ),
);

function isIntroduced(turn: Turn, at: number): boolean {
  const { lexemes, speaker } = turn;
  const before = [3, 2, 1]
    .map((offset) => wordNear(lexemes, at, -offset))
    .join(" ")
    .trim();
  const after = wordNear(lexemes, at, 1);
  const beyond = wordNear(lexemes, at, 2);
  if (
    /\b(?:name is|name's|names|this is|it is|it's|i'm|i am|speaking is|under|name of|named|under the name|last name|first name|surname|mr|mrs|ms|miss|name)$/.test(
      before,
    ) &&
    !/^(?:thank|thanks|of the)$/.test(after)
  ) {
    return (
      !/\b(?:isn't|not)\b/.test(before) &&
      !(speaker === "agent" && /\b(?:this is|i'm|my name is|name is|it's)$/.test(before))
    );
  }
  if (speaker !== "agent" && /^(?:speaking|calling|here|again)$/.test(after)) return true;
  if (
    speaker !== "agent" &&
    /^(?:speaking|calling|here|again|from)$/.test(beyond) &&
    lexemes[at + 1]?.kind === "word" &&
    turn.index < 6
  )
    return true;
  if (speaker !== "agent" && /\b(?:behalf of|calling for|assistant to|office of)$/.test(before)) return true;
  if (speaker === "agent")
    return (
      /\b(?:hi|hello|hey|thanks|thank you|okay|ok|alright|right|welcome|afternoon|morning|evening|sure|perfect|great|speak(?:ing)? (?:with|to)|is this|is that|you|bye|goodbye)$/.test(
        before,
      ) && !/^(?:is|will|may|march)$/.test(lexemes[at]?.word ?? "")
    );
  if (isAnswer(turn, at)) return true;
  // A bare answer to "may I have your name".
  return turn.lexemes.filter((one) => one.kind !== "pause").length <= 3;
}

/** "Nadia. She's Zainab.", "Yes, Joanna, …", "Hello, Vera here": among the first turns, a name that stands alone after a greeting. */
function isAnswer({ lexemes, index, plain }: Turn, at: number): boolean {
  if (index >= FIRST_TURNS || !lexemes.slice(0, at).every(({ kind, word }) => kind === "pause" || GREETS.test(word)))
    return false;
  const after = lexemes[at + 1];
  const beyond = lexemes[at + 2];
  return after === undefined || after.kind === "pause" || (beyond?.kind === "pause" && !plain.startsWith("hey"));
}

const FIRST_TURNS = 6;
const GREETS = /^(?:hi|hiya|hello|hey|yes|yeah|yep|oh|um|uh|er|good|morning|afternoon|evening|there|it's|sure|so|ah)$/;

/** A name that the caller gave after "my name is"; null where none was given. The words are lower case. */
export function statedName(
  turns: readonly Turn[],
): { readonly words: readonly string[]; readonly mention: Mention } | null {
  for (const turn of turns) {
    if (turn.speaker === "agent") continue;
    const { lexemes } = turn;
    for (let i = 2; i < lexemes.length; i++) {
      const lead = `${lexemes[i - 2]?.word} ${lexemes[i - 1]?.word}`;
      if (lead !== "name is" && lexemes[i - 1]?.word !== "name's") continue;
      if (/^(?:your|the|his|her|event|venue|dog's)$/.test(lexemes[i - 3]?.word ?? "")) continue;
      const words = takeNames(lexemes, i);
      if (words.length > 0) return { words, mention: { turn, from: i, to: i + words.length } };
    }
  }
  return null;
}

/** What people say after "my name is" that is no part of it. */
const NO_NAME = oneOf(`
  and i i'm calling from the a on for we with my not under it is in so here at to can could please would um uh that
  this also
`);

function takeNames(lexemes: readonly Lexeme[], at: number): string[] {
  const words: string[] = [];
  for (let i = at; i < at + 2; i++) {
    const lexeme = lexemes[i];
    if (lexeme?.kind !== "word" || NO_NAME.test(lexeme.word)) break;
    words.push(lexeme.word.replace(/'s$/, ""));
  }
  return words;
}

/** True where a stated name shares no part with the customer's. */
export const isAnotherName = (stated: readonly string[], customer: CustomerFacts): boolean =>
  stated.length > 0 &&
  !stated.some((word) => nameWords(customer.name).some((name) => isName(word, name) || isNearly(word, name)));
