import fc from "fast-check";
import { evilString, evilValue } from "./evil-values.js";

type Json = unknown;
interface Container {
  [key: string]: Json;
}

/** One change of a JSON document, at the place that `at` picks. */
interface Mutation {
  readonly at: number;
  readonly kind: "replace" | "remove" | "rename" | "repeat" | "wrap" | "add";
  readonly key: string;
  readonly value: Json;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(10_000),
  kind: fc.constantFrom("replace", "replace", "replace", "remove", "rename", "repeat", "wrap", "add"),
  key: evilString,
  value: evilValue,
});

/** Bodies made of real ones: changed in their structure, in their bytes, or no JSON at all. */
export function webhookBody(real: readonly string[]): fc.Arbitrary<Buffer> {
  const changed = fc
    .tuple(
      fc.constantFrom(...real),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      fc.option(fc.uuid(), { freq: 6 }),
    )
    .map(([text, mutations, uuid]) => {
      const document = JSON.parse(text) as Container;
      if (uuid !== null) document.uuid = uuid;
      for (const one of mutations) apply(document, one);
      return Buffer.from(JSON.stringify(document) ?? "");
    });
  const broken = fc
    .tuple(fc.constantFrom(...real), fc.nat(), fc.uint8Array({ maxLength: 12 }), fc.boolean())
    .map(([text, place, bytes, isCut]) => {
      const body = Buffer.from(text);
      const at = place % (body.length + 1);
      return Buffer.concat([body.subarray(0, at), bytes, isCut ? Buffer.alloc(0) : body.subarray(at)]);
    });
  const foreign = fc.oneof(
    evilValue.map((value) => Buffer.from(JSON.stringify(value) ?? "")),
    evilString.map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom("<html>502</html>", "\ufeff{}", "[".repeat(100_000), '{"a":'.repeat(50_000))
      .map((text) => Buffer.from(text)),
  );
  return fc.oneof(
    { arbitrary: changed, weight: 8 },
    { arbitrary: broken, weight: 3 },
    { arbitrary: foreign, weight: 1 },
  );
}

/** Four times within each other, still a body of some megabytes. */
const REPEATED = 6;

function apply(document: Container, { at, kind, key, value: drawn }: Mutation): void {
  const places = placesOf(document);
  const place = places[at % places.length];
  if (place === undefined) return;
  const { parent, name } = place;
  const before = parent[name];
  // What is drawn may be one and the same list many times: a change of it would be one of all bodies after this, or a circle.
  const value = structuredClone(drawn);
  if (kind === "replace") parent[name] = value;
  else if (kind === "remove") delete parent[name];
  else if (kind === "repeat") parent[name] = Array.from({ length: REPEATED }, () => before);
  else if (kind === "wrap") parent[name] = at % 2 === 0 ? [before] : { [key]: before };
  else if (kind === "add") put(parent, `${name}${key}`, value);
  else {
    delete parent[name];
    put(parent, key, before);
  }
}

/** An array would take a key such as `length` for an order. */
function put(parent: Container, key: string, value: Json): void {
  if (Array.isArray(parent)) parent.push(value);
  else parent[key] = value;
}

const MOST_PLACES = 2_000;

function placesOf(
  node: Json,
  found: { parent: Container; name: string }[] = [],
): { parent: Container; name: string }[] {
  if (typeof node !== "object" || node === null) return found;
  for (const name of Object.keys(node)) {
    if (found.length >= MOST_PLACES) break;
    found.push({ parent: node as Container, name });
    placesOf((node as Container)[name], found);
  }
  return found;
}
