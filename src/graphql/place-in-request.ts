import { GraphQLError, type Token, TokenKind } from "graphql";

/**
 * Which argument or variable of a request GraphQL would not take: `first`, `filter.sentiment`, `input[0].eventDate`.
 * undefined for an error that is about none.
 */
export function placeInRequest(message: string, error: unknown): string | undefined {
  return variableIn(message) ?? argumentIn(message) ?? literalAt(error);
}

const ABSENT_OR_UNKNOWN = /Field "(\w+)" (?:of required type|is not defined by)/;

function variableIn(message: string): string | undefined {
  const wrong = /^Variable "\$(\w+)"(?: got invalid value .*? at "([\w.[\]]+)";)?/s.exec(message);
  if (wrong === null) return undefined;
  const field = / got invalid value /.test(message) ? ABSENT_OR_UNKNOWN.exec(message)?.[1] : undefined;
  return [wrong[2] ?? wrong[1], field].filter((part) => part !== undefined).join(".");
}

/** One that is absent or unknown. */
const argumentIn = (message: string): string | undefined =>
  /^(?:Unknown|Field "\w+") argument "(\w+)"/.exec(message)?.[1];

/** The argument, and the fields of its object, that a literal stands for. */
function literalAt(error: unknown): string | undefined {
  const token = error instanceof GraphQLError ? error.nodes?.[0]?.loc?.startToken : undefined;
  const names = token === undefined ? [] : namesBefore(token);
  return names.length === 0 ? undefined : names.join(".");
}

/** Read backwards from a value: its name, and those of the objects and lists that it stands in. */
function namesBefore(value: Token): string[] {
  const names: string[] = [];
  let token: Token | null = value.prev;
  while (token !== null) {
    if (token.kind === TokenKind.COLON && token.prev !== null) {
      names.unshift(token.prev.value);
      token = token.prev;
    }
    token = openingBefore(token);
    if (token === null || token.kind === TokenKind.PAREN_L) return token === null ? [] : names;
    token = token.prev;
  }
  return [];
}

const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);
const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);

/** The bracket within which a token stands. */
function openingBefore(inner: Token): Token | null {
  let closed = 0;
  for (let token: Token | null = inner; token !== null; token = token.prev) {
    if (CLOSING.has(token.kind)) closed += 1;
    if (!OPENING.has(token.kind)) continue;
    if (closed === 0) return token;
    closed -= 1;
  }
  return null;
}
