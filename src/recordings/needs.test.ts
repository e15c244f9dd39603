import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { aroundCue, deniesNeeds, needSentences, needsOf } from "./needs.js";

describe("needSentences", () => {
  it.each<[string, string[]]>([
    ["ALLERGY: sesame", ["ALLERGY: sesame"]],
    ["Parking behind the barn. Severe nut allergy (son). Two high chairs.", ["Severe nut allergy (son)."]],
    ["Allergies:\n- sesame\n- tree nuts\nParking behind.", ["Allergies:, sesame, tree nuts".replace(":,", ":")]],
    ["guest of honour carries an EpiPen", ["guest of honour carries an EpiPen"]],
    ["My mother can’t eat nuts", ["My mother can’t eat nuts"]],
    ["Two vegans; one in a wheelchair", ["Two vegans;", "one in a wheelchair"]],
    ["No shellfish please", ["No shellfish please"]],
    ["I am no longer allergic to figs.", ["I am no longer allergic to figs."]],
    ["She can’t have nuts, and never eats pork.", ["She can’t have nuts, and never eats pork."]],
    ["No known allergies.", []],
    ["I need to tell you about an allergy.", []],
    ["It's about a nut allergy.", ["It's about a nut allergy."]],
    ["I want to tell you about an allergy to figs.", ["I want to tell you about an allergy to figs."]],
    ["No food allergies", []],
    ["Allergies: none", []],
    ["We don't have any allergies", []],
    ["Nobody is vegan", []],
    ["Nobody has any allergies.", []],
    ["None of them have food allergies, I asked", []],
    ["Nobody but me has a nut allergy", ["Nobody but me has a nut allergy"]],
    ["I've been collecting everyone's dietary things.", []],
    ["She has dietary restrictions.", ["She has dietary restrictions."]],
    ["They are not allergic to anything", []],
    ["No known food allergies but one guest is celiac", ["No known food allergies but one guest is celiac"]],
    ["Nut allergy: none of the children may have peanuts", ["Nut allergy: none of the children may have peanuts"]],
    ["Long table by the window.", []],
    ["One of the guys has a bad knee, he can't do a stool.", ["One of the guys has a bad knee, he can't do a stool."]],
    ["Dad is on crutches", ["Dad is on crutches"]],
    ["he's got the walker", ["he's got the walker"]],
    ["My dad's in a chair now, since his hip.", ["My dad's in a chair now, since his hip."]],
    ["He don't do stairs. I'm not great on the stairs.", ["He don't do stairs.", "I'm not great on the stairs."]],
    ["She can’t manage steps", ["She can’t manage steps"]],
    ["our youngest has medicine that's to be kept cold", ["our youngest has medicine that's to be kept cold"]],
    ["We bring a guide dog.", ["We bring a guide dog."]],
    ["Mind the walker hill road. Two steps up. Bad weather.", []],
    ["She doesn't eat out. They don't eat by noon.", []],
    ["There's a list of things she can't eat.", ["There's a list of things she can't eat."]],
    ["Guest of honour cannot eat: nuts", ["Guest of honour cannot eat: nuts"]],
    ["We can't have forty people in there.", []],
    ["I'd take the blind one.", []],
    ["And does the blind still stick?", []],
    ["He's blind in one eye. The blind man is my uncle.", ["He's blind in one eye.", "The blind man is my uncle."]],
    ["None of them has a walker.", []],
    ["No one is in a wheelchair.", []],
    ["Nobody said she is vegan.", ["Nobody said she is vegan."]],
    ["None of the vegans can come.", ["None of the vegans can come."]],
    ["I am so proud I can't stand up straight.", []],
    ["He can't stand up for long, so chairs please.", ["He can't stand up for long, so chairs please."]],
    ["so rudy can't have me at seven", []],
    ["all over so we can't have kids here", []],
    ["blind flight, 14", []],
    ["So we can't eat at ten because it's not over.", []],
    ["so people don't drink like animals", []],
    ["We can't have a party. So we can't have the old place any more.", []],
    ["We can't have shellfish.", ["We can't have shellfish."]],
    ["She can't have the sauce.", ["She can't have the sauce."]],
    ["I just wanted to check something about allergies.", []],
    ["My brother's allergic to paying for things.", []],
    ["He's allergic to eating the shells.", ["He's allergic to eating the shells."]],
    ["Allergic to cooking oil.", ["Allergic to cooking oil."]],
    ["Six with the baby, but the baby doesn’t eat.", []],
    ["The baby doesn't eat egg.", ["The baby doesn't eat egg."]],
    ["kippers he'd like that he can't have them at home", []],
    ["She loves nuts but can't have them.", ["She loves nuts but can't have them."]],
    ["It's about allergies to nuts.", ["It's about allergies to nuts."]],
    ["", []],
  ])("of %j: %j", (text, expected) => {
    expect(needSentences(text).map((need) => need.text)).toEqual(expected);
  });

  it("hides card numbers and markup", () => {
    expect(needSentences("## Vegan, card 4111 1111 1111 1111")[0]?.text).toBe("Vegan, card (card number hidden)");
  });
});

describe("needsOf", () => {
  const booking = (id: string, eventAt: string, notes: string) => ({ id, eventAt, title: null, notes });
  const said = (callId: string, text: string) => ({
    callId,
    startedAt: "2026-01-01T00:00:00Z",
    kind: "preference" as const,
    offsetSeconds: 3,
    text,
    question: null as string | null,
    before: null,
    eventAt: null,
    eventStatus: null,
    customerConfidence: 1,
    decidedBy: "auto" as const,
  });

  it("puts the gravest first, then the latest, and keeps like sentences of unlike things", () => {
    const needs = needsOf(
      [booking("b1", "2020-01-01T00:00:00Z", "ALLERGY: sesame"), booking("b2", "2027-01-01T00:00:00Z", "Vegan menu.")],
      [said("c1", "I am allergic to figs. I am in a wheelchair."), said("c2", "I am allergic to kiwi.")],
    );
    expect(needs.map(({ text, bookingId, recordingId }) => [text, bookingId ?? recordingId])).toEqual([
      ["I am allergic to figs.", "c1"],
      ["I am allergic to kiwi.", "c2"],
      ["ALLERGY: sesame", "b1"],
      ["Vegan menu.", "b2"],
      ["I am in a wheelchair.", "c1"],
    ]);
  });

  it("tells an answer together with the question", () => {
    const needs = needsOf([], [{ ...said("c1", "Yes, sesame."), question: "Any allergies?" }]);
    expect(needs.map(({ text }) => text)).toEqual(["Yes, sesame. (asked: Any allergies?)"]);
  });

  it.each([
    ["Um, no. Not that anyone told me.", true],
    ["No.", true],
    ["Well, uh, not that I know of.", true],
    ["Let me think... nope, nobody.", true],
    ["Oh, I don’t think so.", true],
    ["No, but my nephew can't have milk.", false],
    ["Uh, no, only the baby, she gets hives from egg.", false],
    ["Um, no. Well, one of them is vegan.", false],
    ["Send me the thing.", true],
    ["Call me about it, one has a nut allergy.", false],
    ["Uh, nuts.", false],
    ["Yes, sesame.", false],
    ["Norma gets ill from kiwi.", false],
  ])("knows whether %j tells of none", (text, isDenied) => {
    expect(deniesNeeds({ ...said("c1", text), question: "Any allergies?" })).toBe(isDenied);
    expect(deniesNeeds(said("c1", text))).toBe(false);
  });

  it("says the same once, with its latest source", () => {
    const needs = needsOf(
      [booking("b1", "2020-01-01T00:00:00Z", "Allergic to figs")],
      [said("c1", "I am allergic to figs.")],
    );
    expect(needs.map((need) => need.recordingId)).toEqual(["c1"]);
  });
});

describe("aroundCue", () => {
  it("keeps the cue and what follows it", () => {
    const text = `${"We spoke of the garden and the music. ".repeat(4)}She has an allergy to sesame seeds ${"and more ".repeat(30)}`;
    expect(aroundCue(text, 60)).toMatch(/^….*allergy to sesame seeds.*…$/);
  });

  it.each([
    ["My daughter is deathly allergic to peanuts, so please be careful.", "…allergic to peanuts, so…"],
    ["Long table by the window. Severe tree nut allergy, and no loud music.", "…tree nut allergy, and no…"],
  ])("of %j leaves the allergen in few characters", (text, cut) => {
    expect(aroundCue(text, 28)).toBe(cut);
  });

  it("is never longer than asked for, but for the marks of what is cut", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200 }),
        fc.string({ maxLength: 200 }),
        fc.integer({ min: 28, max: 300 }),
        (a, b, most) => {
          const cut = aroundCue(`${a} allergic ${b}`, most);
          expect(cut.length).toBeLessThanOrEqual(most + 2);
          expect(cut).toContain("allergic");
        },
      ),
    );
  });
});
