import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import proxyAddress from "@fastify/proxy-addr";

/** Who a request is from, as limits count callers. */
export type AddressOf = (request: IncomingMessage) => string;

/** `X-Forwarded-For` is believed of `trustedProxies` (addresses, networks, `loopback`) alone: anybody can send it. */
export function createAddressOf(trustedProxies: readonly string[]): AddressOf {
  const trust = proxyAddress.compile([...trustedProxies]);
  return (request) => {
    // A proxy may forward anything, and a socket that is gone has no address.
    const address = request.socket.remoteAddress === undefined ? "gone" : proxyAddress(request, trust);
    return isIPv6(address) ? networkOf(address) : address;
  };
}

/** The first 64 bits: a household or a server has at least as many addresses of IPv6 to change between. */
function networkOf(address: string): string {
  if (address.startsWith("::ffff:") && address.includes(".")) return address.slice("::ffff:".length);
  const [head = "", tail] = address.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const after = tail === undefined ? [] : tail.split(":").filter((group) => group !== "");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  const all = [...groups, ...Array<string>(zeros).fill("0"), ...after];
  return `${all.slice(0, 4).join(":")}::/64`;
}
