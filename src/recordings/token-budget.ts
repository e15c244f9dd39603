import { countTokens } from "gpt-tokenizer/encoding/cl100k_base";

/**
 * Tokens by OpenAI's cl100k_base. Newer vocabularies (o200k_base) need as many or fewer for what people say; the margin
 * covers the rest. Lines are counted one by one, each with its line break, and a text of lines has at most their sum.
 */
const MARGIN = 0.97;

export const usableTokens = (maxTokens: number): number => Math.floor(maxTokens * MARGIN);

export const tokensOf = (text: string): number => countTokens(text, ANY_TEXT);

/** What a caller says may spell a special token: it is text like any other. */
const ANY_TEXT = { disallowedSpecial: new Set<string>() };
