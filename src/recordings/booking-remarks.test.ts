import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { extractRemarks, type Phase, type RemarkSource } from "./booking-remarks.js";
import { type RemarkKind, remarkOf } from "./remark-cues.js";

describe("remarkOf", () => {
  it.each<[Phase, string, RemarkKind | null]>([
    // what people ask for
    ["before", "Two of our guests are vegetarian.", "requests"],
    ["before", "My son is severely allergic to shellfish, so please be careful.", "requests"],
    ["before", "we have one gluten free and one who can't eat dairy", "requests"],
    ["before", "My mother-in-law doesn’t eat pork.", "requests"],
    ["before", "Could you bring an extra table for the kids?", "requests"],
    ["before", "We'd like to move it to six thirty if possible.", "requests"],
    ["before", "Would it be okay to add two more guests?", "requests"],
    ["before", "Can the chef do the fried rice without egg?", "requests"],
    ["before", "I need a high chair for the baby.", "requests"],
    ["before", "Could we have two separate tables?", "requests"],
    ["before", "Is it too late to change the menu?", null],
    ["before", "Make sure nobody mentions the surprise.", "requests"],
    ["during", "Can you please bring more sauces?", "requests"],
    ["before", "Then yes, for everyone.", null],
    ["before", "Add the garlic noodles.", "requests"],
    ["before", "Okay, so put me down for the scallops.", "requests"],
    ["before", "Add it up for me.", null],
    ["before", "I'm having you out on Friday and I'd like to add something to the menu.", null],
    ["before", "I need to change a couple of things.", null],
    ["before", "Hi there, I need to tell you about an allergy.", null],
    ["before", "She's not allergic, she just doesn't like it.", null],
    ["before", "She’s not allergic, but she doesn’t eat eggs.", "requests"],
    ["before", "Customer requested no onions in the fried rice.", "requests"],
    ["before", "She asked to change the start time to 5 pm.", "requests"],
    ["after", "Could you bring the same chef and add ten guests next time?", "requests"],
    // what people worry about
    ["before", "I'm a bit worried about the rain.", "concerns"],
    ["before", "I haven't heard back from anyone since Tuesday.", "concerns"],
    ["before", "We were charged twice for the deposit.", "concerns"],
    ["before", "What happens if the chef gets stuck in traffic?", "concerns"],
    ["before", "I'm not sure if the patio is big enough.", "concerns"],
    ["before", "Customer is concerned about smoke indoors.", "concerns"],
    ["after", "I am worried about the stain on the deck.", "concerns"],
    ["before", "I want to complain about the chef.", "concerns"],
    ["before", "We complained twice and nobody called.", "concerns"],
    ["before", "My neighbours complained about the smoke last time, so I'm worried.", "concerns"],
    ["before", "My mother is worried about the stairs.", "concerns"],
    ["before", "She's afraid of the open fire.", "concerns"],
    ["after", "The guests complained about the cold soup.", "feedback"],
    // what people say afterwards
    ["after", "The chef was amazing and everyone had a blast.", "feedback"],
    ["after", "Honestly the steak was undercooked.", "feedback"],
    ["after", "He arrived almost an hour late and the kids were starving.", "feedback"],
    ["after", "You guys ran out of chicken.", "feedback"],
    ["after", "Customer praised the service.", "feedback"],
    ["after", "I just wanted to say the food was great.", "feedback"],
    ["during", "The guests loved the onion volcano.", "feedback"],
    ["after", "It went great.", "feedback"],
    ["after", "I want to start by saying the food was excellent.", "feedback"],
    ["after", "Food was good, the guy was funny.", "feedback"],
    // nothing of the kind
    ["before", "I have a booking on the fifth, and I'm afraid we won't be needing it.", null],
    ["before", "Good, I was worried about that.", null],
    ["before", "Is that a problem?", null],
    ["before", "It's not too far.", null],
    ["before", "Does the chef bring his own gas or do I need to start the grill?", null],
    ["before", "I need to tell you about a change.", null],
    ["before", "Hi, I'd like to book a party for thirty.", null],
    ["before", "Hi, I wanted to check on my booking.", null],
    ["before", "Could you book me a table for one on Monday at 16:15?", null],
    ["before", "We want to throw a surprise party for my brother.", null],
    ["before", "I'd like to find a date in June.", null],
    ["before", "Could you repeat that?", null],
    ["before", "Can you hear me?", null],
    ["before", "No problem at all.", null],
    ["before", "Don't worry about it.", null],
    ["before", "It's on the fifteenth at six.", null],
    ["before", "Last year's party was wonderful.", null],
    ["after", "Don't panic, I'm not ringing to complain.", null],
    ["after", "I'm sorry, I don't like to complain.", null],
    ["after", "Not a complaint.", null],
    ["after", "I hope it didn't come across as a complaint.", null],
    ["before", "Before, with only the two girls, never a problem.", null],
    ["before", "I'm in court, I'm not in trouble, I'm a paralegal.", null],
    ["before", "Call me if there's a problem, otherwise I'll assume you got this.", null],
    ["before", "And what time is too late for music?", null],
    ["before", "I haven't got a wife.", null],
    ["before", "I haven't got my glasses.", null],
    ["before", "I haven't got a reply.", "concerns"],
    ["before", "We haven't got our confirmation.", "concerns"],
    ["before", "He says he's never been in one.", null],
    ["before", "It has never been confirmed.", "concerns"],
    ["before", "What if we came for two?", null],
    ["before", "What if we put the tables in the hall?", "requests"],
    ["before", "What if we run late?", "concerns"],
    ["before", "But what if they come?", "concerns"],
    ["after", "awesome thanks and hers came out beautiful too, we got it up in the hallway", "feedback"],
    ["after", "I forgot to say.", null],
    ["after", "I look like I forgot.", null],
    ["after", "You forgot the cake.", "feedback"],
    ["after", "good okay water every evening", null],
    ["after", "Great food, and the chef was on time.", "feedback"],
    ["after", "I'm not being funny, but I was told somebody'd ring me and nobody's rung.", "concerns"],
    ["after", "I just wanted to say those boys were superb.", "feedback"],
    ["after", "The evening was absolutely brilliant.", "feedback"],
    // how somebody is, not what worries the customer
    ["before", "They complain about everything.", null],
    ["before", "She'll complain, but she'll be thrilled.", null],
    ["before", "My mother-in-law always complains.", null],
    ["before", "He's always worried about something.", null],
    ["before", "The neighbors will complain about the noise.", "concerns"],
    ["before", "She complains that nobody called her back.", "concerns"],
    ["before", "He'll complain if the food is late.", "concerns"],
    ["before", "She'll complain, but I need a high chair for the baby.", "requests"],
    ["before", "I'm worried about everything going wrong.", "concerns"],
    ["before", "I can't complain.", null],
    ["before", "No complaints from us.", null],
    ["before", "We're not complaining!", null],
    ["before", "Don't you worry.", null],
    ["before", "That's not my problem.", null],
    ["before", "For tonight we're twenty, is that too late?", null],
    ["before", "No no, don't refund it.", null],
    ["after", "Nobody's complained.", null],
    ["before", "So we can't eat at ten because it's not over until ten thirty.", null],
    ["before", "They don't eat pork.", "requests"],
    ["before", "10:10 is too late for us.", null],
    ["before", "Nine fifteen is way too late.", null],
    ["before", "Eight's too late, I got little kids.", null],
    ["before", "He said he'd be an hour too late for the setup.", "concerns"],
    ["before", "Okay, what kind of problem?", null],
    ["before", "We sold more than we thought, which is a good problem.", null],
    ["before", "I don't want to get the young man in trouble, the one at the grill.", null],
    ["before", "My sister is in trouble with the neighbors.", "concerns"],
    ["before", "Let him complain.", null],
    ["before", "Then a few more at night, we haven't got that far.", null],
    ["before", "We haven't got the contract.", "concerns"],
    ["before", "And the other one I don't need to worry about yet.", null],
    ["before", "So there is nothing to worry about.", null],
    ["before", "We are not really worried about the rain.", null],
    ["before", "I need to worry about the stairs, too.", "concerns"],
    ["before", "Right, that's what I was afraid of.", null],
    ["before", "Oh good, I thought I was too late.", null],
    ["before", "I'm afraid of the open fire.", "concerns"],
    ["after", "Nobody complained.", null],
    ["before", "Honestly, my aunt would complain in paradise.", null],
    ["before", "She doesn't eat out.", null],
    // billing, not the event
    ["before", "Can you invoice us?", null],
    ["before", "Could you send us an invoice?", null],
    ["before", "Could we pay the deposit by card?", null],
    ["before", "Can I get a receipt?", null],
    ["before", "Can you invoice us and add two guests?", "requests"],
    ["before", "I'd like to bill it to my company.", null],
    ["after", "Perfect, thank you.", null],
    ["after", "Great, bye.", null],
    ["after", "Yes.", null],
    ["before", "", null],
    ["before", "🍤🍤🍤", null],
  ])("%s: %s → %s", (phase, sentence, kind) => {
    expect(remarkOf(sentence, phase)).toBe(kind);
  });
});

describe("extractRemarks", () => {
  const call = (phase: Phase, customer: string, notes: string[] = []): RemarkSource => ({
    phase,
    segments: [
      { speaker: "agent", text: "Do you have any allergies or worries we should know about?" },
      { speaker: "customer", text: customer },
    ],
    notes,
  });

  it("takes the customer's own sentences, newest call first, then notes", () => {
    const remarks = extractRemarks([
      call("after", "Hello there. The chef was hilarious! We had some cold rice though."),
      call("before", "Two of us are vegan. I'm nervous about the wind on the patio.", [
        "Customer needs an extra table for the cake",
        "• Two of us are vegan",
      ]),
    ]);
    expect(remarks).toEqual({
      feedback: ["The chef was hilarious!", "We had some cold rice though."],
      requests: ["Two of us are vegan.", "Customer needs an extra table for the cake"],
      concerns: ["I'm nervous about the wind on the patio."],
    });
  });

  const talk = (phase: Phase, ...turns: string[]): RemarkSource => ({
    phase,
    notes: [],
    segments: turns.map((turn) => ({
      speaker: turn.startsWith("A: ") ? ("agent" as const) : ("customer" as const),
      text: turn.slice(3),
    })),
  });

  it.each<[string, RemarkSource, Partial<ReturnType<typeof extractRemarks>>]>([
    [
      "what the agent apologises for",
      talk("after", "C: Hi, it's Vince.", "C: I've got oil stains all over my patio.", "A: Oh no. From last Sunday?"),
      { concerns: ["I've got oil stains all over my patio."] },
    ],
    [
      "a whole turn of it",
      talk(
        "after",
        "A: I hear a but coming.",
        "C: But the music. He brought a speaker? It was a lot.",
        "A: I’m so sorry.",
      ),
      { concerns: ["But the music. He brought a speaker? It was a lot."] },
    ],
    [
      "what is wrong behind a greeting, and no name",
      talk("after", "C: Hiya, it's Mel Hardcastle. Hi, nobody's here yet.", "A: I'm so sorry, Mel."),
      { concerns: ["Hi, nobody's here yet."] },
    ],
    [
      "what answers a question for an opinion",
      talk(
        "after",
        "A: If you had to give us one thing to improve?",
        "C: Hmm. Maybe the salad, an afterthought.",
        "A: Fair.",
      ),
      { feedback: ["Hmm. Maybe the salad, an afterthought."] },
    ],
    [
      "no more than the words tell where they tell it",
      talk("after", "A: So, how was it?", "C: The food was great. My uncle called.", "A: Good."),
      { feedback: ["The food was great."] },
    ],
    ["nothing that was not heard", talk("after", "C: The name is Harris Moretti.", "A: I'm sorry, what was that?"), {}],
    ["nothing too short", talk("after", "A: How was everything?", "C: Oh, fine.", "A: Lovely."), {}],
    ["nothing before the event", talk("before", "C: We have to cancel it all.", "A: Oh no. I'm so sorry."), {}],
  ])("hears %s", (_name, source, expected) => {
    expect(extractRemarks([source])).toEqual({ concerns: [], requests: [], feedback: [], ...expected });
  });

  it("says a thing once, and at most ten of a kind", () => {
    const wishes = Array.from({ length: 30 }, (_, n) => `Please bring extra item${n} thing${n} word${n} stuff${n}.`);
    const { requests } = extractRemarks([call("before", [...wishes, ...wishes].join(" "))]);
    expect(requests).toHaveLength(10);
    expect(new Set(requests).size).toBe(10);
  });

  it("keeps a sentence without an end short", () => {
    const endless = `we are worried about ${"the parking and ".repeat(200)}`;
    const [concern] = extractRemarks([call("before", endless)]).concerns;
    expect(concern?.length).toBeLessThanOrEqual(201);
    expect(concern?.endsWith("…")).toBe(true);
  });

  it("answers whatever was said, quickly and in the words that were said", () => {
    const cues = [
      "We're worried about ",
      "Could you please bring ",
      "Please don't ",
      "My son is allergic to ",
      "we'd love ",
    ];
    const piece = fc.oneof(fc.constantFrom(...cues), fc.string({ unit: "grapheme", maxLength: 100 }));
    const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
    let heard = 0;
    fc.assert(
      fc.property(fc.array(text, { maxLength: 10 }), (texts) => {
        const remarks = Object.values(extractRemarks(texts.map((one) => call("before", one)))).flat();
        heard += remarks.length;
        for (const remark of remarks) expect(texts.some((one) => one.includes(remark.replace(/…$/, "")))).toBe(true);
      }),
      { numRuns: 200 },
    );
    expect(heard).toBeGreaterThan(50);
  });
});
