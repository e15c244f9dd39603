/**
 * PostgreSQL's text and jsonb hold neither U+0000 nor half a surrogate pair: garbled transcripts can contain them, and nobody
 * can have said them who is searched for.
 */
export const storable = (text: string): string => text.replaceAll("\u0000", "").toWellFormed();
