import fc from "fast-check";

/** Values that break what was not written for them: nothing in them is a word that a leak is known by. */
const STRINGS: readonly string[] = [
  ...["", " ", "\u0000", "a\u0000b", "\ud800", "\udc00x", "\ufeff", "\u202eevil", "e\u0301\u0301\u0301", "🧨👩‍👩‍👧‍👦"],
  ...[
    "' OR 1=1 --",
    '"; DROP TABLE x; --',
    "%s%n%x",
    "$\u007b7*7}",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "\r\nSet-Cookie: a=b",
  ],
  ...[
    "../../../../etc/passwd",
    "http://169.254.169.254/latest/meta-data",
    "file:///etc/hosts",
    "__proto__",
    "constructor",
  ],
  ...[
    "NaN",
    "Infinity",
    "-0",
    "1e309",
    "9".repeat(400),
    "-1",
    "0x10",
    "٣",
    "true",
    "null",
    "undefined",
    "[object Object]",
  ],
  ...[
    "0000-00-00T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "+275760-09-13T00:00:00.001Z",
    "9999-12-31T23:59:60Z",
    "2026-02-30T25:61:00Z",
  ],
  ...["2026-11-22T18:00:00", "1e400", "-271821-04-20T00:00:00Z", "4714-01-01T00:00:00Z BC", "infinity", "epoch"],
  ...["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "not-a-uuid", "+1".repeat(50)],
  ...[
    "x".repeat(5_000),
    "é".repeat(3_000),
    "a ".repeat(4_000),
    '"'.repeat(300),
    "\\".repeat(300),
    "(".repeat(500),
    "* OR -".repeat(100),
  ],
  ...[
    "W10",
    "WzFd",
    "WyJhIiwiYiJd",
    "bnVsbA",
    "eyJfX3Byb3RvX18iOjF9",
    Buffer.from('["9999-99-99T00:00:00Z","x"]').toString("base64url"),
  ],
];
const NUMBERS: readonly number[] = [
  ...[
    0,
    -0,
    1,
    -1,
    0.1,
    1e-320,
    255,
    65_536,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31) - 1,
    2 ** 53,
    2 ** 53 + 2,
    1e21,
    1e308,
    -1e308,
  ],
];

const nested = (depth: number, isList: boolean): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = isList ? [value] : { a: value };
  return value;
};

export const evilString: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...STRINGS), weight: 3 },
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
);

export const evilNumber: fc.Arbitrary<number> = fc.oneof(
  { arbitrary: fc.constantFrom(...NUMBERS), weight: 3 },
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Any JSON, the deeper the rarer. */
export const evilValue: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: evilString, weight: 5 },
  { arbitrary: evilNumber, weight: 3 },
  { arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { "": "" }), weight: 2 },
  {
    arbitrary: fc.tuple(fc.integer({ min: 5, max: 400 }), fc.boolean()).map(([depth, isList]) => nested(depth, isList)),
    weight: 1,
  },
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 2 },
);
