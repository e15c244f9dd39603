/** A pattern that finds any of some phrases, in lower-case text, at word boundaries. */
export const phrases = (...list: readonly string[]): RegExp => new RegExp(`\\b(?:${list.join("|")})\\b`);

/** A pattern that finds what any of several find. */
export const anyOf = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map(({ source }) => source).join("|"));

export const DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
