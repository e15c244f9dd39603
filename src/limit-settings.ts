import { isIP } from "node:net";
import { list, onOrOff, optionalText, setting, wholeNumber } from "./setting.js";

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;
const isNetwork = (text: string): boolean => {
  if (/^(loopback|linklocal|uniquelocal)$/.test(text)) return true;
  const [address = "", bits] = text.split("/");
  const most = isIP(address) === 4 ? 32 : 128;
  return isIP(address) !== 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= most));
};

/** How much anybody may ask for, and what may be asked at all. */
export const LIMIT_SETTINGS = {
  rateLimitPerCredential: setting({
    name: "RATE_LIMIT_PER_CREDENTIAL",
    doc: "Requests and operations over sockets that one credential may send a minute, in each process.",
    default: "300000",
    parse: wholeNumber(1, 100_000_000),
  }),
  rateLimitPerAddress: setting({
    name: "RATE_LIMIT_PER_ADDRESS",
    doc: "Requests and new sockets of one address a minute, in each process; of IPv6 a /64 is one. Webhooks are not counted.",
    default: "300000",
    parse: wholeNumber(1, 100_000_000),
  }),
  trustedProxies: setting({
    name: "TRUSTED_PROXIES",
    doc: "Addresses or networks (10.0.0.0/8, loopback) of proxies whose X-Forwarded-For is believed, comma-separated. Without it all callers behind a proxy share its address.",
    parse: list.refine((proxies) => proxies.every(isNetwork), "must be IP addresses or networks, separated by commas"),
  }),
  socketsPerCredential: setting({
    name: "SOCKETS_PER_CREDENTIAL",
    doc: "Sockets that one credential may hold open, in each process.",
    default: "10000",
    parse: wholeNumber(1, 1_000_000),
  }),
  socketsInAll: setting({
    name: "SOCKETS_IN_ALL",
    doc: "Sockets that a process holds open.",
    default: "20000",
    parse: wholeNumber(1, 1_000_000),
  }),
  subscriptionsPerSocket: setting({
    name: "SUBSCRIPTIONS_PER_SOCKET",
    doc: "Operations that one socket may have under way, subscriptions above all.",
    default: "100",
    parse: wholeNumber(1, 10_000),
  }),
  answerCacheMb: setting({
    name: "ANSWER_CACHE_MB",
    doc: "Megabytes of answers about customers and bookings that each process keeps, given again while nothing they rest on has changed; 0 keeps none.",
    default: "32",
    parse: wholeNumber(0, 100_000),
  }),
  statementTimeoutSeconds: setting({
    name: "STATEMENT_TIMEOUT_SECONDS",
    doc: "Longest that the database may work on one statement of a request.",
    default: "10",
    parse: wholeNumber(1, 3_600),
  }),
  requestTimeoutSeconds: setting({
    name: "REQUEST_TIMEOUT_SECONDS",
    doc: "Longest that an operation may take, over HTTP as over a socket; subscriptions go on.",
    default: "20",
    parse: wholeNumber(1, 3_600),
  }),
  introspection: setting({
    name: "INTROSPECTION",
    doc: "on or off: whether the schema may be asked for, by those who have a credential.",
    default: "on",
    parse: onOrOff,
  }),
  mcp: setting({
    name: "MCP",
    doc: "on or off: whether AI agents may ask for tools at /mcp, with a credential; also beside ALLOWED_OPERATIONS.",
    default: "on",
    parse: onOrOff,
  }),
  allowedOperations: setting({
    name: "ALLOWED_OPERATIONS",
    doc: "Folder of .graphql files, or JSON manifest of operations by name or SHA-256: no others are accepted.",
    parse: optionalText,
  }),
  corsOrigins: setting({
    name: "CORS_ORIGINS",
    doc: "Origins, such as https://desk.example.com, whose pages may ask /graphql, comma-separated. Credentials of browsers (cookies) are never accepted.",
    parse: list.refine((origins) => origins.every(isOrigin), "must be origins such as https://desk.example.com"),
  }),
} as const;
