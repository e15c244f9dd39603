import { hideSecrets } from "./spoken-secrets.js";

/**
 * Text that callers spoke, a machine derived from it, or somebody typed into a record, as it may stand in the context of
 * an AI agent, between double quotes or in a field of its own: on one line, without double quotes that could close those,
 * without anything that could pass for the context's own structure (headings, list marks, citations, tags, code) or hide
 * itself (control and format characters, look-alike forms), and without card and social-security numbers.
 */
export const plainUntrusted = (text: string): string => {
  const visible = text
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .replace(QUOTES, "'")
    .replace(MARKUP, " ")
    .replace(/[\p{Zs}\p{Zl}\p{Zp}\s\u0085]+/gu, " ")
    .replace(/-{2,}|={2,}|~{2,}/g, " - ")
    .trim();
  return hideSecrets(visible);
};

/** What Unicode calls a quotation mark, and the ornaments that look like one. */
const QUOTES = /(?!['‘’])[\p{Quotation_Mark}\u275b-\u2760\u02ba\u02ee\u05f4\u2033]/gu;

/**
 * Control, format, private-use, unassigned and lone surrogates, and whatever is not drawn at all, such as variation
 * selectors, which can carry whole hidden texts; what separates lines becomes a space below.
 */
const INVISIBLE = /(?![\n\v\f\r\t\u0085])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Marks of Markdown, XML, templates and chat formats. */
const MARKUP = /[<>`#*_|[\]{}\\^~]/g;

/** Where the mark of the last sentence stands that another follows; -1 where there is none. */
export const lastSentenceEnd = (text: string): number =>
  Math.max(text.lastIndexOf(". "), text.lastIndexOf("? "), text.lastIndexOf("! "));

/** The first sentences that fit into `length` characters; a first sentence that is longer is cut between words. */
export function cutAtSentence(text: string, length: number): string {
  if (text.length <= length) return text;
  const room = text.slice(0, length);
  const end = lastSentenceEnd(room);
  if (end >= length / 3) return room.slice(0, end + 1);
  const space = room.lastIndexOf(" ", length - 1);
  return `${room.slice(0, space > length / 2 ? space : length - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
