import type { CustomerFacts } from "./facts.js";
import type { Mention } from "./mention.js";
import { isAnotherName, type NameMention, readNames, statedName } from "./name-mentions.js";
import type { Signal } from "./signal.js";
import type { Talk } from "./talk.js";

/** Where the caller gave the whole name of a customer who does not hold the number. */
function strangerNamed(talk: Talk, strangers: readonly CustomerFacts[]): Mention | null {
  for (const stranger of strangers) {
    const given = readNames(talk.turns, stranger).find(
      (name) => name.manner === "introduced" && name.to - name.from > 1,
    );
    if (given !== undefined) return given;
  }
  return null;
}

const isGiven = ({ manner, own, isOfThird }: NameMention): boolean => own && !isOfThird && manner !== "mentioned";

/** Of those who share a number one calls, and the others are spoken of: "it's Cal, and Tessa's got that one". */
function isSpokenOf(
  names: readonly NameMention[],
  talk: Talk,
  customer: CustomerFacts,
  holders: readonly CustomerFacts[],
): boolean {
  if (holders.length < 2 || names.some(isGiven)) return false;
  const ownNames = names.filter(({ own }) => own);
  return (
    (ownNames.length > 0 && ownNames.every(({ isOfThird }) => isOfThird)) ||
    holders.some((other) => other !== customer && readNames(talk.turns, other, holders).some(isGiven))
  );
}

/** What speaks for one holder of a number against the others: whose name was given, and who called lately. */
export function customerSignals(
  customer: CustomerFacts,
  holders: readonly CustomerFacts[],
  talk: Talk | null,
  startedAt: Date,
  strangers: readonly CustomerFacts[] = [],
): Signal[] {
  const named = talk === null ? [] : nameSignals(talk, customer, holders, strangers);
  if (!isLastToCall(customer, holders, startedAt)) return named;
  const detail = `of those who share the number, ${customer.name} spoke with the business last`;
  return [...named, { name: "last_to_call", value: 1, detail, mention: null }];
}

function nameSignals(
  talk: Talk,
  customer: CustomerFacts,
  holders: readonly CustomerFacts[],
  strangers: readonly CustomerFacts[],
): Signal[] {
  const names = readNames(talk.turns, customer, holders);
  const named = (how: NameMention["manner"]): NameMention | undefined => names.find(({ manner }) => manner === how);
  const strongest = named("full") ?? named("introduced") ?? names[0];
  const manner = named("introduced")?.manner ?? named("full")?.manner ?? "mentioned";
  const own = manner === "introduced" ? "given" : "said";
  const stranger = strongest === undefined ? strangerNamed(talk, strangers) : null;
  const stated = statedName(talk.turns);
  return [
    ...(strongest === undefined
      ? []
      : isSpokenOf(names, talk, customer, holders)
        ? [said("name_spoken_of", `${customer.name} was spoken of`, strongest)]
        : [said(`name_${manner}`, `${customer.name}'s name was ${own}`, strongest)]),
    ...(stranger === null
      ? []
      : [said("name_of_stranger", `the caller gave the name of another customer than ${customer.name}`, stranger)]),
    ...(stated !== null && isAnotherName(stated.words, customer)
      ? [said("name_other", `the caller gave another name than ${customer.name}`, stated.mention)]
      : []),
  ];
}

const said = (name: string, detail: string, mention: Mention): Signal => ({ name, value: 1, detail, mention });

function isLastToCall(customer: CustomerFacts, holders: readonly CustomerFacts[], startedAt: Date): boolean {
  const contactOf = ({ lastContactAt }: CustomerFacts): number => lastContactAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  const own = contactOf(customer);
  return (
    holders.length > 1 &&
    customer.lastContactAt !== null &&
    own === Math.max(...holders.map(contactOf)) &&
    own < startedAt.getTime()
  );
}
