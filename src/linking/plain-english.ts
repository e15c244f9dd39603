/** Small matters of English in sentences for people. */

export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** "Harold Beck's", "Marisol Reyes'". */
export const possessive = (name: string): string => `${name}${/s$/i.test(name) ? "'" : "'s"}`;
