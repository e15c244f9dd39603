import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { buildGraphqlSchema } from "../graphql/schema.js";
import type { Scope } from "../request-context.js";
import { storeCall, storeCustomer } from "../testing/store-call.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { startTestGraphql, type TestGraphql } from "../testing/test-graphql.js";
import { learnWords } from "./learn-words.js";
import { TranscriptSearchResolver } from "./transcript-search-resolver.js";
import { widenPairs } from "./widen-pairs.js";

const NOW = new Date("2026-11-22T18:00:00Z");

interface Answer {
  edges: {
    cursor: string;
    score: number;
    node: { id: string };
    highlights: { text: string; speaker: string; offsetSeconds: number; ranges: { start: number; end: number }[] }[];
  }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: number;
  isTotalExact: boolean;
  didYouMean: string | null;
  notice: string | null;
  facets: { kind: string; value: string; calls: number }[];
}

let database: TestDatabase;
let server: TestGraphql;
const calls = new Map<string, string>();
let jen: string;
let booking: string;

const QUERY = `query ($query: String!, $filter: TranscriptFilter, $orderBy: SearchOrder, $first: Int, $after: String) {
  searchTranscripts(query: $query, filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    edges { cursor score node { id } highlights { text speaker offsetSeconds ranges { start end } } }
    pageInfo { hasNextPage endCursor } totalCount isTotalExact didYouMean notice facets { kind value calls }
  } }`;

async function ask(variables: Record<string, unknown>, scopes: readonly Scope[] = ["read"]) {
  const { data, errors, statements } = await server.ask(QUERY, variables, scopes);
  return { errors, statements, page: data?.searchTranscripts as Answer };
}

async function search(query: string, rest: Record<string, unknown> = {}): Promise<Answer> {
  const { errors, page } = await ask({ query, ...rest });
  expect(errors).toBeUndefined();
  return page;
}

/** The names of the calls found, best first. */
async function found(query: string, rest: Record<string, unknown> = {}): Promise<string[]> {
  const page = await search(query, rest);
  const names = new Map([...calls].map(([name, id]) => [id, name]));
  expect(page.totalCount).toBe(page.edges.length);
  return page.edges.map((edge) => names.get(edge.node.id) ?? "?");
}

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestGraphql(await buildGraphqlSchema({ resolvers: [TranscriptSearchResolver] }), database);
  const { sql } = database;
  jen = await storeCustomer(sql, "Jen Álvarez", ["+19167405550"]);
  const [row] = await sql.query<{ id: string }>(
    "INSERT INTO bookings.bookings (customer_id, event_date) VALUES ($1, '2025-11-08T20:00:00Z') RETURNING id",
    [jen],
  );
  booking = row?.id ?? "";
  const store = async (name: string, call: Parameters<typeof storeCall>[1]) =>
    calls.set(name, await storeCall(sql, call));
  await store("lunch", {
    talk: "A: Thank you for calling.\nC: I am calling about the lunch party, we are thirty guests and one is allergic to peanuts.\nA: Wonderful, gluten-free cake as well?\nC: Yes. It is twelve thirty, and the deposits were paid.",
    startedAt: new Date("2025-11-03T22:05:00Z"),
    customerId: jen,
    bookingId: booking,
    sentiment: "POSITIVE",
    topics: ["menu"],
    outsidePhone: "+19167405550",
  });
  await store("cancel", {
    talk: "C: I need to cancel the party, the caterer never called me back about lunch.\nA: I am sorry.",
    startedAt: new Date("2025-10-01T18:00:00Z"),
    sentiment: "NEGATIVE",
    durationSeconds: 60,
    outsidePhone: "+14155550142",
  });
  await store("dinner", {
    talk: "A: Calling to confirm the dinner at the Café Müller, 30 people at 7:30pm, reference 8841-22.\nC: Perfect, the catering looks great. Party hats please!",
    startedAt: new Date("2025-11-10T18:00:00Z"),
    direction: "OUTBOUND",
    durationSeconds: 600,
  });
  const sam = await storeCustomer(sql, "Sam Okafor", ["+19167405551"]);
  await store("hall", {
    talk: "C: May we see the hall for September the fourteenth?",
    customerId: sam,
    startedAt: new Date("2025-09-01T18:00:00Z"),
  });
  await store("arabic", { talk: "C: أريد حجز قاعة للعشاء\nA: One moment please." });
});

afterAll(async () => {
  await server.stop();
  await database.drop();
});

describe("searchTranscripts", () => {
  it.each<[string, string[]]>([
    ["peanuts", ["lunch"]],
    ["peanut allergic", ["lunch"]],
    ["deposit", ["lunch"]],
    ['"lunch party"', ["lunch"]],
    ['"party lunch"', []],
    ["party -cancel", ["dinner", "lunch"]],
    ["deposit OR cancel", ["cancel", "lunch"]],
    ["cater*", ["cancel", "dinner"]],
    ["cateri", ["cancel", "dinner"]],
    ["gluten-free", ["lunch"]],
    ["gluten free", ["lunch"]],
    ["cafe muller", ["dinner"]],
    ["Café MÜLLER", ["dinner"]],
    ["7:30", ["dinner"]],
    ["30", ["dinner", "lunch"]],
    ["thirty guests", ["lunch"]],
    ["8841-22", ["dinner"]],
    ["9/14", ["hall"]],
    ["9/14/2025 hall", ["hall"]],
    ["2025-09-14", ["hall"]],
    ["hall -9/14", []],
    ["9/15", []],
    ["قاعة", ["arabic"]],
    ["Jen Alvarez", ["lunch"]],
    ["calls of Jen Álvarez", ["lunch"]],
    ["alvarez deposit", ["lunch"]],
    ["alvarez -peanuts", []],
    ["916 740 -peanuts", []],
    ["alvarez -cancelled", ["lunch"]],
    ["916 740", ["lunch"]],
    ["(916) 740-5550", ["lunch"]],
    ["415 555", ["cancel"]],
    ["customer agent", []],
  ])("%s finds %j", async (query, expected) => {
    expect((await found(query)).sort()).toEqual(expected);
  });

  it.each([
    ["peanutz", "peanut", "lunch"],
    ["lnuch peanuts", "lunch peanuts", "lunch"],
    ["allregic", "allergic", "lunch"],
  ])("reads %s as %s and says so", async (query, meant, call) => {
    const page = await search(query);
    expect(page.didYouMean?.startsWith(meant)).toBe(true);
    expect(page.edges.map((edge) => edge.node.id)).toContain(calls.get(call));
  });

  it.each<[string, string[], string | null]>([
    ["peanuts helicopter", ["lunch"], "No call says “helicopter”; these calls say the rest."],
    ["helicopter submarine peanuts", ["lunch"], "No call says “helicopter” or “submarine”; these calls say the rest."],
    ["allergic hats", ["dinner", "lunch"], "No call says all of these words; these calls say some of them."],
    ["allergic hats -confirm", ["lunch"], "No call says all of these words; these calls say some of them."],
    ["helicopter", [], "No call says “helicopter”."],
    ["(O'Leary!)", [], "No call says “O'Leary”."],
    ["alvarez cancelled", ["lunch"], "No call of the customers named says all of this; these are calls of theirs."],
    ["jen alvarez submarine", ["lunch"], "No call says “submarine”; these are calls of the customers named."],
    [
      "Jen Alvarez peanuts submarine",
      ["lunch"],
      "No call says “submarine”; these calls of the customers named say the rest.",
    ],
    [
      "Jen Alvarez peanuts cancel",
      ["lunch"],
      "No call of the customers named says all of this; these calls of theirs say some of it.",
    ],
    [
      "Jen Alvarez luncheon",
      ["lunch"],
      "No call says “luncheon”; these calls of the customers named say “lunch”, which may mean the same.",
    ],
    ["luncheon", ["cancel", "lunch"], "No call says “luncheon”; these calls say “lunch”, which may mean the same."],
    [
      "luncheon peanuts",
      ["lunch"],
      "No call says “luncheon”; these calls say “lunch”, which may mean the same, and the rest.",
    ],
    [
      "Jen Alvarez Sam Okafor",
      ["hall", "lunch"],
      "No call of the customers named says all of this; these are calls of theirs.",
    ],
    ["777", [], "No call says “777”."],
    [
      '"party lunch"',
      [],
      "No call says “party lunch”. Without the quotes calls that say its words apart are found, too.",
    ],
    [
      'peanuts "party lunch"',
      [],
      "No call says “peanuts” and “party lunch”. Without the quotes calls that say its words apart are found, too.",
    ],
    ["peanuts -guests -cake", [], "No call says “peanuts” without “guests” or “cake”."],
    ['helicopter "lunch party"', ["lunch"], "No call says “helicopter”; these calls say the rest."],
    ["peanuts", ["lunch"], null],
  ])("where no call says all of %j finds %j and says why", async (query, expected, notice) => {
    expect((await found(query)).sort()).toEqual(expected);
    expect((await search(query)).notice).toBe(notice);
  });

  it.each([
    ['"don\'t party"', "Words too common to look for were left out of what is in quotes."],
    ["the-party", "Words too common to look for were left out of what is written together."],
    ["lunch-party", null],
    ["caterer's", null],
    ['"lunch party"', null],
    ['"calling about the lunch"', null],
  ])("says that it looks for less than %s", async (query, notice) => {
    const page = await search(query);
    expect(page.edges).not.toHaveLength(0);
    expect(page.edges.every(({ highlights }) => highlights.length > 0)).toBe(true);
    expect(page.notice).toBe(notice);
  });

  it("goes on with the calls of those named on the next page", async () => {
    const query = "Jen Alvarez Sam Okafor";
    const first = await search(query, { first: 1 });
    const second = await search(query, { first: 1, after: first.pageInfo.endCursor });
    const pages = [first, second].map(({ edges }) => edges.map(({ node }) => node.id));
    expect(pages).toEqual([[calls.get("lunch")], [calls.get("hall")]]);
    expect(second).toMatchObject({ notice: first.notice, totalCount: 2, pageInfo: { hasNextPage: false } });
  });

  it("counts a day for no more than its rarest words, in however many ways it may be said", async () => {
    const [written, said] = [await search("9/14"), await search('"September the fourteenth"')];
    const [most, usual] = [written, said].map(({ edges }) => edges[0]?.score ?? 0);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(2 * (usual ?? 0));
  });

  it("takes a word of a sentence for a name less than for a word", async () => {
    const rose = await storeCustomer(database.sql, "Rose Tern");
    const hers = await storeCall(database.sql, { talk: "C: See you on Friday.", customerId: rose });
    const said = await storeCall(database.sql, {
      talk: "C: A single rose on each table.",
      startedAt: new Date("2020-01-01T00:00:00Z"),
    });
    const first = async (query: string) => (await search(query)).edges.map(({ node }) => node.id);
    expect(await first("what about the rose")).toEqual([said, hers]);
    expect(await first("rose")).toEqual([hers, said]);
    expect(await first("calls of rose")).toEqual([hers]);
    await database.sql.query("DELETE FROM call_recordings WHERE id = ANY ($1)", [[hers, said]]);
  });

  it("relaxes within the filter", async () => {
    const filter = { customerId: jen };
    expect(await found("deposits catering", { filter })).toEqual(["lunch"]);
    expect((await search("zebra", { filter })).notice).toBe("No call says “zebra”.");
  });

  it("does not take a word that the dictionary has for another that sounds alike", async () => {
    const id = await storeCall(database.sql, {
      talk: "C: I am so happy. I take care of it all, and I never complained.",
    });
    expect(await search("unhappy")).toMatchObject({ totalCount: 0, didYouMean: null });
    expect(await search("sake")).toMatchObject({ totalCount: 0, didYouMean: null });
    expect(await search("caré")).toMatchObject({ totalCount: 1, didYouMean: null });
    expect(await search("Carafé")).toMatchObject({ totalCount: 0, didYouMean: null });
    expect(await search("complaint")).toMatchObject({ totalCount: 1, didYouMean: "complained" });
    expect(await search("hapyp")).toMatchObject({ totalCount: 1, didYouMean: "happy" });
    await database.sql.query("DELETE FROM call_recordings WHERE id = $1", [id]);
  });

  it.each<[string, string[], string | null, string | null]>([
    ["colour", ["color"], null, null],
    ["grey", ["gray"], null, null],
    ["wi-fi", ["wifi"], null, null],
    ["Wi-Fi password", ["wifi", "password"], null, null],
    ["firepit", ["fire pit"], '"fire pit"', null],
    ["highchairs", ["high chairs"], '"high chairs"', null],
    ["highchair", ["high chairs"], '"high chair"', null],
    ["uhaul", ["u haul"], '"u haul"', null],
    ["2320", ["two thousand three twenty"], null, null],
    ["$2,320", ["two thousand three twenty"], null, null],
    ["two thousand three twenty", ["two thousand three twenty"], null, null],
    ["lap top", ["laptop"], null, null],
    ["lap top ramp", ["laptop", "ramp"], null, null],
    ["ramp high chair", ["high", "chairs", "ramp"], null, null],
    ["ｇｒａｙ", ["gray"], null, null],
    ["wifi, password", ["wifi", "password"], null, null],
    ["wifi,password", ["wifi", "password"], null, null],
    ["wifi+password", ["wifi", "password"], null, null],
    ["wifi/submarine", ["wifi"], null, null],
    ["cant password", ["password"], null, null],
  ])("finds what is meant by %j, marks %j and says so", async (query, marked, didYouMean, notice) => {
    const id = await storeCall(database.sql, {
      talk: "C: The color is gray, by the fire pit.\nA: The wifi password, sure, and two thousand three twenty in all.\nC: We rent a u haul, two high chairs and a laptop, with a ramp.",
    });
    await storeCall(database.sql, { talk: "C: We haul it all up high, and the chair is by the fire." });
    await learnWords(database);
    const page = await search(query);
    expect(page).toMatchObject({ didYouMean, notice });
    const edge = page.edges.find(({ node }) => node.id === id);
    const marks = edge?.highlights.flatMap(({ text, ranges }) =>
      ranges.map(({ start, end }) => text.slice(start, end)),
    );
    expect(marks).toEqual(marked);
    await database.sql.query(
      "DELETE FROM call_recordings WHERE call_started_at = '2025-11-03T22:05:00Z' AND customer_id IS NULL",
    );
  });

  it("takes no word for another that begins otherwise, where so little is left of it", async () => {
    const id = await storeCall(database.sql, { talk: "C: The alley is open all day." });
    await learnWords(database);
    expect(await search("bday")).toMatchObject({ totalCount: 0, didYouMean: null });
    expect(await search("omalley")).toMatchObject({ totalCount: 0, didYouMean: null });
    expect(await search("laley")).toMatchObject({ totalCount: 1, didYouMean: "alley" });
    await database.sql.query("DELETE FROM call_recordings WHERE id = $1", [id]);
  });

  it("pages through a relaxed search without a gap or a repeat while calls arrive", async () => {
    const ids = new Set<string>();
    const store = async (day: number) =>
      storeCall(database.sql, {
        talk: `C: The ${day % 2 === 0 ? "marimba" : "theremin"} was nice.`,
        startedAt: new Date(Date.UTC(2025, 2, day)),
      });
    for (let day = 1; day <= 9; day += 1) ids.add(await store(day));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Answer = await search("marimba theremin", { first: 2, after });
      seen.push(...page.edges.map((edge) => edge.node.id));
      await storeCall(database.sql, { talk: "C: A marimba and a theremin." });
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toHaveLength(9);
    expect(new Set(seen)).toEqual(ids);
    await database.sql.query("DELETE FROM call_recordings WHERE rc_transcript ~ 'marimba|theremin'");
  });

  it.each([
    ["21 guests", ["words", "digits"]],
    ["twenty-one guests", ["words", "digits"]],
    ["twenty one guests", ["words", "digits"]],
    ["november 29", ["day", "ordinal", "spelt"]],
    ["november 29th", ["day", "ordinal", "spelt"]],
    ["november twenty-ninth", ["day", "ordinal", "spelt"]],
    ["november twenty ninth", ["day", "ordinal", "spelt"]],
    ['"twenty one"', ["words"]],
    ["1140 dollars", ["sum", "plainSum", "saidSum"]],
    ["$1,140", ["sum", "plainSum", "saidSum"]],
    ["eleven hundred forty dollars", ["sum", "plainSum", "saidSum"]],
    ["one thousand one hundred and forty", ["sum", "plainSum", "saidSum"]],
    ["dinner 6:30", ["clock", "saidClock", "halfPast"]],
    ["dinner 6.30", ["clock", "saidClock", "halfPast"]],
    ["dinner at 18:30", ["clock", "saidClock", "halfPast"]],
    ["dinner six thirty", ["clock", "saidClock", "halfPast"]],
    ["half past six dinner", ["clock", "saidClock", "halfPast"]],
    ["quarter to seven", ["later"]],
    ["7713", ["code"]],
    ["10am", ["morning", "glued", "spoken", "dotted"]],
    ["10 a.m. delivery", ["morning", "glued", "spoken", "dotted"]],
    ["delivery ten am", ["spoken", "dotted", "morning", "glued"]],
    ["6:30pm", ["clock", "saidClock", "halfPast"]],
  ])("reads the number in %s in each way it may be written", async (query, expected) => {
    const talks = {
      words: "We come with twenty-one guests.",
      digits: "We come with 21 guests.",
      apart: "Twenty guests, and one more of the guests.",
      day: "It is on November 29.",
      ordinal: "It is on November 29th.",
      spelt: "It is on November twenty-ninth.",
      sum: "That is $1,140 in dollars.",
      plainSum: "That makes 1140 dollars.",
      saidSum: "Eleven hundred forty dollars, then.",
      clock: "Dinner is at 6:30.",
      saidClock: "Dinner at six-thirty, please.",
      halfPast: "We have dinner at half past six.",
      later: "And breakfast at 6:45.",
      morning: "The delivery is at 10 am.",
      glued: "A delivery at 10am.",
      spoken: "Delivery by ten a m, no later.",
      dotted: "No delivery before 10 a.m. please.",
      code: "Ring seven seven one three at the door.",
    };
    const ids = new Map<string, string>();
    for (const [name, said] of Object.entries(talks)) {
      ids.set(await storeCall(database.sql, { talk: `C: ${said}` }), name);
    }
    const page = await search(query);
    await database.sql.query("DELETE FROM call_recordings WHERE id = ANY ($1)", [[...ids.keys()]]);
    expect(page.edges.map((edge) => ids.get(edge.node.id)).toSorted()).toEqual(expected.toSorted());
    expect(page.edges.every((edge) => edge.highlights.length > 0)).toBe(true);
  });

  it("looks for numbers as they are written among very many calls, unless a filter leaves few, and says so", async () => {
    const { sql } = database;
    const digits = await storeCall(sql, { talk: "C: We are 87 anglers.", customerId: jen });
    const words = await storeCall(sql, { talk: "C: We are eighty-seven anglers.", customerId: jen });
    const [totals] = await sql.query<{ calls: string }>("SELECT calls FROM search_totals");
    await sql.query("UPDATE search_totals SET calls = 200000");
    const [all, filtered, typed] = [
      await search("87 anglers"),
      await search("87 anglers", { filter: { customerId: jen } }),
      await search("eighty seven anglers"),
    ];
    await sql.query("UPDATE search_totals SET calls = $1", [totals?.calls]);
    await sql.query("DELETE FROM call_recordings WHERE id = ANY ($1)", [[digits, words]]);
    const idsOf = (page: Answer) => page.edges.map((edge) => edge.node.id).sort();
    expect(idsOf(all)).toEqual([digits]);
    expect(all.notice).toMatch(/^Among so many calls numbers are looked for as they are written; /);
    expect(idsOf(filtered)).toEqual([digits, words].sort());
    expect(filtered.notice).toBeNull();
    expect(idsOf(typed)).toEqual([words]);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ["a customer", { customerId: () => jen }, ["lunch"]],
    ["a booking", { bookingId: () => booking }, ["lunch"]],
    ["from", { from: "2025-11-01T00:00:00Z" }, ["dinner", "lunch"]],
    ["to", { to: "2025-11-01T00:00:00Z" }, ["cancel"]],
    ["sentiments", { sentiment: ["NEGATIVE", "POSITIVE"] }, ["cancel", "lunch"]],
    ["no sentiment at all", { sentiment: [] }, []],
    ["a direction", { direction: "OUTBOUND" }, ["dinner"]],
    ["a duration", { minDurationSeconds: 100, maxDurationSeconds: 300 }, ["lunch"]],
    ["one exact duration", { minDurationSeconds: 240, maxDurationSeconds: 240 }, ["lunch"]],
    ["a topic", { topic: "menu" }, ["lunch"]],
  ])("narrows by %s", async (_name, filter, expected) => {
    const values = Object.fromEntries(
      Object.entries(filter).map(([key, value]) => [key, typeof value === "function" ? value() : value]),
    );
    expect((await found("party", { filter: values })).sort()).toEqual(expected);
  });

  it("marks exactly the words that hit, with speaker and offset", async () => {
    const [edge] = (await search('peanut "lunch party"')).edges;
    const [highlight] = edge?.highlights ?? [];
    expect(highlight).toMatchObject({ speaker: "CUSTOMER", offsetSeconds: 10 });
    expect(highlight?.ranges.map(({ start, end }) => highlight.text.slice(start, end))).toEqual([
      "lunch party",
      "peanuts",
    ]);
  });

  it.each(["die", "dying", "died"])("marks every form of %s", async (query) => {
    const id = await storeCall(database.sql, { talk: "C: The lilies are dying, two died.\nC: They die." });
    const [edge] = (await search(query)).edges;
    await database.sql.query("DELETE FROM call_recordings WHERE id = $1", [id]);
    const marked = edge?.highlights.flatMap(({ text, ranges }) =>
      ranges.map(({ start, end }) => text.slice(start, end)),
    );
    expect(marked).toEqual(["dying", "died", "die"]);
  });

  it("tells a phrase from its pairs and words said apart", async () => {
    const talks = [
      "harp lute drum fife",
      "lute drum fife, then a harp lute",
      "drum fife, lute drum, harp lute",
      "harp lute drum",
    ];
    const ids: string[] = [];
    for (const talk of talks) ids.push(await storeCall(database.sql, { talk: `C: We want ${talk}.` }));
    const saying = async (query: string) => (await search(query)).edges.map((edge) => ids.indexOf(edge.node.id)).sort();
    expect(await saying('"harp lute drum fife"')).toEqual([0]);
    expect(await saying('"lute drum fife"')).toEqual([0, 1]);
    expect(await saying('"harp lute drum"')).toEqual([0, 3]);
    await database.sql.query("DELETE FROM call_recordings WHERE id = ANY ($1)", [ids]);
  });

  it("finds a phrase in calls that were indexed before pairs were told better apart, and indexes them anew", async () => {
    const { sql } = database;
    const id = await storeCall(sql, { talk: "C: A marble birdbath by the arch, a birdbath of marble." });
    const fresh = await sql.query("SELECT pairs FROM call_search WHERE recording_id = $1", [id]);
    await sql.query("UPDATE call_search SET pairs = ARRAY(SELECT DISTINCT pair & 16383 FROM unnest(pairs) AS pair)");
    await sql.query("INSERT INTO narrow_pairs VALUES ('00000000-0000-0000-0000-000000000000')");
    const later = await storeCall(sql, { talk: "C: The marble birdbath has come." });
    const saying = async () => (await search('"marble birdbath"')).edges.map((edge) => edge.node.id).sort();
    expect(await saying()).toEqual([id, later].sort());
    expect(await widenPairs(database)).toBe(false);
    expect(await widenPairs(database)).toBe(true);
    expect(await saying()).toEqual([id, later].sort());
    expect(await sql.query("SELECT pairs FROM call_search WHERE recording_id = $1", [id])).toEqual(fresh);
    await sql.query("DELETE FROM call_recordings WHERE id = ANY ($1)", [[id, later]]);
  });

  it("counts what was found by mood, direction and topic", async () => {
    expect((await search("party")).facets).toEqual([
      { kind: "direction", value: "INBOUND", calls: 2 },
      { kind: "direction", value: "OUTBOUND", calls: 1 },
      { kind: "sentiment", value: "NEGATIVE", calls: 1 },
      { kind: "sentiment", value: "POSITIVE", calls: 1 },
      { kind: "topic", value: "menu", calls: 1 },
    ]);
  });

  it("counts the calls of somebody named, too, each once", async () => {
    const lunch = [
      { kind: "direction", value: "INBOUND", calls: 1 },
      { kind: "sentiment", value: "POSITIVE", calls: 1 },
      { kind: "topic", value: "menu", calls: 1 },
    ];
    expect((await search("calls of Jen Alvarez")).facets).toEqual(lunch);
    expect((await search("916 740 5550")).facets).toEqual(lunch);
    expect((await search("Jen Alvarez OR peanuts")).facets).toEqual(lunch);
  });

  it("finds a call at once, follows its link, and forgets it with the call", async () => {
    const id = await storeCall(database.sql, { talk: "C: The zeppelin has landed." });
    expect((await search("zeppelin")).totalCount).toBe(1);
    await database.sql.query("UPDATE call_recordings SET sentiment = 'NEGATIVE', topics = '{airship}' WHERE id = $1", [
      id,
    ]);
    expect((await search("zeppelin", { filter: { topic: "airship", sentiment: ["NEGATIVE"] } })).totalCount).toBe(1);
    await database.sql.query("DELETE FROM call_recordings WHERE id = $1", [id]);
    expect((await search("zeppelin")).totalCount).toBe(0);
  });

  it.each(["RELEVANCE", "NEWEST"])("pages by %s without a gap or a repeat while calls arrive", async (orderBy) => {
    const word = `vestibule${orderBy.toLowerCase()}`;
    const ids = new Set<string>();
    for (let i = 0; i < 23; i++) {
      const startedAt = new Date(Date.UTC(2025, 0, 1 + (i % 7) * 40));
      ids.add(
        await storeCall(database.sql, {
          talk: `C: The ${word} ${"and more ".repeat(i % 4)}${i % 3 === 0 ? word : ""}`,
          startedAt,
        }),
      );
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Answer = await search(word, { first: 5, orderBy, after });
      seen.push(...page.edges.map((edge) => edge.node.id));
      await storeCall(database.sql, { talk: `C: ${word} ${word} ${word}`, startedAt: NOW });
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toHaveLength(23);
    expect(new Set(seen)).toEqual(ids);
  });

  it.each(["O'Brien", "maire o'brien", "calls of Máire O'Brien"])("finds the calls of %s", async (query) => {
    const customerId = await storeCustomer(database.sql, "Máire O'Brien", ["+14155550188"]);
    const id = await storeCall(database.sql, { talk: "C: The usual, please.", customerId });
    expect((await search(query)).edges.map((edge) => edge.node.id)).toContain(id);
    await database.sql.query("DELETE FROM call_recordings WHERE id = $1", [id]);
    await database.sql.query("DELETE FROM bookings.customers WHERE id = $1", [customerId]);
  });

  it("knows rare words from common ones and fresh calls from old", async () => {
    const old = await storeCall(database.sql, { talk: "C: the gazebo", startedAt: new Date("2020-01-01T00:00:00Z") });
    const fresh = await storeCall(database.sql, { talk: "C: the gazebo", startedAt: NOW });
    expect((await search("gazebo")).edges.map((edge) => edge.node.id)).toEqual([fresh, old]);
    const [best] = (await search("party OR gazebo")).edges;
    expect(best?.node.id).toBe(fresh);
  });

  it.each([
    ["only stop words", "the of and"],
    ["only punctuation", "?!… -- ()"],
    ["nothing", ""],
    ["only exclusions", "-party"],
    ["emoji", "🎉🎂"],
    ["null bytes", "\u0000\u0000"],
    ["a lone quote", '"'],
  ])("answers %s with nothing and a reason", async (_name, query) => {
    const page = await search(query);
    expect(page).toMatchObject({ edges: [], totalCount: 0, isTotalExact: true });
    expect(page.notice).toMatch(/\.$/);
  });

  it.each([
    ["unbalanced quotes", '"lunch party'],
    ["tsquery operators", "lunch & | !party <-> (cake:*AB) :* \\"],
    ["SQL", "'; DROP TABLE call_recordings; -- %_"],
    ["a regular expression", "(.*)+$ [a-z]{1,3} \\d^"],
    ["right-to-left marks", "\u202Elunch\u202C"],
    ["half a surrogate pair", "lunch \uD83D"],
    ["a word of 900 letters", "x".repeat(900)],
    ["900 one-letter words", "x ".repeat(450)],
    ["nested operators", "OR OR NOT NOT -lunch OR - - party"],
  ])("answers %s without failing", async (_name, query) => {
    await search(query);
  });

  it.each([
    ["10,000 characters", { query: "a".repeat(10_000) }, "query"],
    ["a foreign cursor", { query: "party", after: "bm90IG91cnM" }, "after"],
    ["a page of 0", { query: "party", first: 0 }, "first"],
    ["an id that is none", { query: "party", filter: { customerId: "x" } }, "filter.customerId"],
    ["an empty range", { query: "party", filter: { from: NOW, to: NOW } }, "filter.to"],
    ["a negative least duration", { query: "party", filter: { minDurationSeconds: -1 } }, "filter.minDurationSeconds"],
    ["a negative most duration", { query: "party", filter: { maxDurationSeconds: -5 } }, "filter.maxDurationSeconds"],
    [
      "a least duration above the most",
      { query: "party", filter: { minDurationSeconds: 61, maxDurationSeconds: 60 } },
      "filter.maxDurationSeconds",
    ],
  ])("refuses %s and names the field", async (_name, variables, field) => {
    const { errors } = await ask(variables);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_INPUT", field });
  });

  it.each([1, 3, 10, 500])("finds the same newest %i in slices of time as at once", async (most) => {
    for (let i = 0; i < 40; i++) {
      const startedAt = new Date(Date.UTC(2019, i * 2, 1 + (i % 28), i % 24));
      await storeCall(database.sql, {
        talk: "C: The marquee is up.",
        startedAt,
        sentiment: i % 3 === 0 ? "NEGATIVE" : "POSITIVE",
      });
    }
    const find = (expected: number, sentiments: string[] | null) =>
      database.sql.query(
        `SELECT recording_id, call_started_at FROM find_scored_calls('marque', 'marque', NULL, NULL, $1, $2, NULL, NULL, NULL, $3,
           NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL)`,
        [expected, most, sentiments],
      );
    for (const sentiments of [null, ["NEGATIVE"]]) {
      const atOnce = await find(0, sentiments);
      expect(atOnce.length).toBeGreaterThan(0);
      expect(await find(1_000_000, sentiments)).toEqual(atOnce);
    }
  });

  it("looks at the newest only where a word is said by too many for a filter that fits hardly any, and says so", async () => {
    await database.transaction(async (sql) => {
      await sql.query("SET LOCAL session_replication_role = replica");
      await sql.query(
        `INSERT INTO call_search (recording_id, call_started_at, duration_seconds, length, direction, topics, words, pairs)
         SELECT gen_random_uuid(), at, 60, 9, 'INBOUND', '{}', search_lexemes('Customer: Plentiful.', at), '{}'
           FROM generate_series(1, 10000) AS i, LATERAL (SELECT '2025-11-03Z'::timestamptz + i * interval '1 second' AS at) AS time`,
      );
    });
    const cut = await search("plentiful", { filter: { direction: "OUTBOUND" } });
    expect(cut).toMatchObject({ edges: [], totalCount: 0, isTotalExact: false });
    expect(cut.notice).toMatch(/only the newest of them were looked at/);
    const narrowed = { direction: "OUTBOUND", to: "2025-11-03T00:10:00Z" };
    expect((await search("plentiful", { filter: narrowed })).isTotalExact).toBe(true);
    expect(await search("plentiful")).toMatchObject({ totalCount: 300, isTotalExact: false, notice: null });
    await database.sql.query("DELETE FROM call_search WHERE length = 9");
  });

  it("asks the database a fixed number of times, however many calls are found", async () => {
    const few = await ask({ query: "peanuts", first: 1 });
    const many = await ask({ query: "party", first: 100 });
    const relaxed = await ask({ query: "zebra party", first: 100 });
    // Of the words and names, of the calls, their rows with their turns, the facets.
    expect(many.statements).toHaveLength(4);
    expect(few.statements).toHaveLength(4);
    // Three times of what "zebra" may mean, and of the calls that say the rest.
    expect(relaxed.statements).toHaveLength(8);
  });

  it("needs the scope read", async () => {
    const { errors } = await ask({ query: "party" }, ["context"]);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("searchTranscripts of somebody with many calls", () => {
  it("pages through all calls of somebody who has more than are ranked", async () => {
    const many = await storeCustomer(database.sql, "Maximilian Many");
    const stored: string[] = [];
    for (let i = 0; i < 230; i++)
      stored.push(
        await storeCall(database.sql, {
          talk: i % 50 === 0 ? "C: Maximilian here." : "C: It's me.",
          customerId: many,
          startedAt: new Date(Date.UTC(2024, 0, 1 + i)),
        }),
      );
    for (const orderBy of ["RELEVANCE", "NEWEST"]) {
      const seen: string[] = [];
      let page = await search("Maximilian Many", { first: 100, orderBy });
      seen.push(...page.edges.map(({ node }) => node.id));
      while (page.pageInfo.hasNextPage) {
        page = await search("Maximilian Many", { first: 100, orderBy, after: page.pageInfo.endCursor });
        seen.push(...page.edges.map(({ node }) => node.id));
      }
      expect(seen).toHaveLength(stored.length);
      expect(new Set(seen)).toEqual(new Set(stored));
      expect(page.totalCount).toBe(stored.length);
    }
    await database.sql.query("DELETE FROM call_recordings WHERE customer_id = $1", [many]);
  });

  it("finds those of their calls that say most of the rest, marks it, and goes on with them", async () => {
    const nell = await storeCustomer(database.sql, "Nell Partly");
    const say = (talk: string) => storeCall(database.sql, { talk, customerId: nell });
    const saying = [await say("C: He left a cane."), await say("C: The cane was left at yours.")];
    await say("C: Nothing of the kind.");
    await learnWords(database);
    const query = "did Nell Partly leave the cane, Ms";
    const first = await search(query, { first: 1 });
    const second = await search(query, { first: 1, after: first.pageInfo.endCursor });
    const edges = [...first.edges, ...second.edges];
    await database.sql.query("DELETE FROM call_recordings WHERE customer_id = $1", [nell]);
    expect(edges.map(({ node }) => node.id).toSorted()).toEqual(saying.toSorted());
    expect(second.pageInfo.hasNextPage).toBe(false);
    for (const { highlights } of edges) expect(highlights[0]?.ranges).toHaveLength(2);
    expect(first.notice).toBe(
      "No call says “leave” or “Ms”; these calls of the customers named say “left”, which may mean the same.",
    );
  });
});
