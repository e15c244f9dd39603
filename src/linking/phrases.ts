/** A pattern that finds any of some phrases, in lower-case text, at word boundaries. */
export const phrases = (...list: readonly string[]): RegExp => new RegExp(`\\b(?:${list.join("|")})\\b`);

export const DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
