/** A pattern that finds any of some phrases, in lower-case text, at word boundaries. */
export const phrases = (...list: readonly string[]): RegExp => new RegExp(`\\b(?:${list.join("|")})\\b`);

/** A pattern that finds what any of several find. */
export const anyOf = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map(({ source }) => source).join("|"));

/** Any of some phrases and the small words behind them, right before what they are said of; `across` may stand between. */
export const leadingTo = (small: string, across: string, ...list: readonly string[]): RegExp =>
  new RegExp(`\\b(?:${list.join("|")})(?: (?:${small}))*${across}*$`);

/** Any of some phrases right after what they are said of; `lead` may stand between. */
export const behind = (lead: string, ...list: readonly string[]): RegExp => new RegExp(`^${lead}(?:${list.join("|")})`);

/** A word that is one of some, separated by spaces. */
export const oneOf = (words: string): RegExp => new RegExp(`^(?:${words.trim().split(/\s+/).join("|")})$`);

export const DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
