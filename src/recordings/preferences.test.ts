import { describe, expect, it } from "@jest/globals";
import { placeOfPreference } from "./preferences.js";

describe("placeOfPreference", () => {
  it.each([
    "I'd prefer the patio.",
    "we’d rather sit outside",
    "Sidebar is her favorite restaurant.",
    "And we'll need one high chair.",
    "We always sit by the window.",
    "My husband never eats breakfast.",
    "i do like the view we had it last year",
    "She loves when you do the onion volcano.",
    "My mother hates onions.",
    "I can't stand loud music.",
    "Please call me after five.",
    "I'm not a big fan of fish.",
    "Our budget is two thousand.",
    "We have to stay within our budget of 900.",
    "You can call me at work.",
    "please only call me on my mobile",
    "We prefer Fridays.",
    "I'd prefer the corner by the window.",
    "She'd rather have tofu.",
    "She is vegan.",
    "one of the guys has a bad knee",
  ])("finds one in %j", (sentence) => {
    expect(placeOfPreference(sentence)).not.toBeNull();
  });

  it.each([
    "Could somebody call me back?",
    "okay could you email me some options",
    "He's like that.",
    "I'd prefer the cheaper one.",
    "I'd rather die than cook.",
    "I'll text you the address because I always get the number wrong.",
    "It sounds like the one for me.",
    "I would like the reference number, please.",
    "Oh, she'd love that.",
    "I like that.",
    "I hate to do this but the party isn't happening.",
    "I can't stand at the thing.",
    "They never wrote back.",
    "I never paid for that.",
    "No, I'd rather not miss.",
    "I don't have a preference.",
    "could do the week after, like the thirtieth",
    "What is my schedule like that day?",
    "They froze our budget.",
    "Hi there, I need to tell you about an allergy.",
    "She's not allergic, she just doesn't like it.",
    "Nobody has any allergies.",
    "And you can reach me at this number, eight oh five, five five five.",
    "you can call me at 805-555-0111",
    "We'd prefer December twenty-fifth.",
    "I would prefer the 25th.",
    "We'd prefer a Friday.",
    "I thought I'd rather tell a human.",
    "I'd rather type it in, can you send a link?",
    "I'd rather wait and see.",
    "Oh, it's you! I never get you.",
    "okay so what can we do like the week after",
    "i love that i'm using that",
    "",
  ])("finds none in %j", (sentence) => {
    expect(placeOfPreference(sentence)).toBeNull();
  });

  it("tells where it is", () => {
    expect(placeOfPreference("it's like that, but we always sit outside")).toBe("it's like that, but ".length);
  });
});
