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
  const out: Signal[] = [];
  if (talk !== null) {
    const names = readNames(talk.turns, customer, holders);
    const strongest =
      names.find((name) => name.manner === "full") ?? names.find((name) => name.manner === "introduced") ?? names[0];
    if (strongest !== undefined && isSpokenOf(names, talk, customer, holders)) {
      out.push({ name: "name_spoken_of", value: 1, detail: `${customer.name} was spoken of`, mention: strongest });
    } else if (strongest !== undefined) {
      const introduced = names.some((name) => name.manner === "introduced");
      const full = names.some((name) => name.manner === "full");
      const manner = introduced ? "introduced" : full ? "full" : "mentioned";
      out.push({
        name: `name_${manner}`,
        value: 1,
        detail: `${customer.name}'s name was ${introduced ? "given" : "said"}`,
        mention: strongest,
      });
    }
    const stranger = strongest === undefined ? strangerNamed(talk, strangers) : null;
    if (stranger !== null) {
      out.push({
        name: "name_of_stranger",
        value: 1,
        detail: `the caller gave the name of another customer than ${customer.name}`,
        mention: stranger,
      });
    }
    const stated = statedName(talk.turns);
    if (stated !== null && isAnotherName(stated.words, customer)) {
      out.push({
        name: "name_other",
        value: 1,
        detail: `the caller gave another name than ${customer.name}`,
        mention: stated.mention,
      });
    }
  }
  const latest = Math.max(...holders.map((holder) => holder.lastContactAt?.getTime() ?? Number.NEGATIVE_INFINITY));
  if (
    holders.length > 1 &&
    customer.lastContactAt !== null &&
    customer.lastContactAt.getTime() === latest &&
    customer.lastContactAt < startedAt
  ) {
    out.push({
      name: "last_to_call",
      value: 1,
      detail: `of those who share the number, ${customer.name} spoke with the business last`,
      mention: null,
    });
  }
  return out;
}
