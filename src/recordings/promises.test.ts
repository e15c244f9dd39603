import { describe, expect, it } from "@jest/globals";
import { isAmongSteps, promisedIn } from "./promises.js";

describe("promisedIn", () => {
  it.each<[string, string | null]>([
    ["Sure. I'll send you the menu. Bye.", "I'll send you the menu."],
    [
      "So that's four times sixty, plus the noodles. I'll add that on the balance.",
      "So that's four times sixty, plus the noodles. I'll add that on the balance.",
    ],
    ["Fried rice with no egg. I'll put it in.", "Fried rice with no egg. I'll put it in."],
    ["The wind decides. By noon on Friday. I’ll text.", "By noon on Friday. I’ll text."],
    ["Bye. The certificate, of course. I'll send it right now!", "The certificate, of course. I'll send it right now!"],
    ["He has the key, I think. I'll text him now.", "He has the key, I think. I'll text him now."],
    ["Okay, sure. I'll call you back.", "I'll call you back."],
    ["We close at nine. I'll make sure that the chef knows.", "I'll make sure that the chef knows."],
    ["That is in the yard. I'll put it under your own name.", "That is in the yard. I'll put it under your own name."],
    ["Well, sure, okay. I'll put your own name on it.", "I'll put your own name on it."],
    ["The van is late. I'll text you the new time.", "I'll text you the new time."],
    [
      `${"We spoke of it all at length and then some more. ".repeat(6)}And so on and on. I'll note that.`,
      "And so on and on. I'll note that.",
    ],
    [`It is ${"very ".repeat(60)}late. I'll note that.`, "I'll note that."],
    ["Hang on, I'll check.", null],
    ["You have reached us. Leave your name and your dog's name and we'll call you back.", null],
    ["Leave a short message and we'll call you back, probably.", null],
    ["Lovely to hear from you.", null],
  ])("of %j is %j", (turn, promise) => {
    expect(promisedIn(turn)).toBe(promise);
  });
});

describe("isAmongSteps", () => {
  it.each<[string, string, boolean]>([
    ["I'll update it and send you a new quote this evening.", "Send an updated quote for 36 guests", true],
    ["I'll email you the revised invoice.", "Send the revised invoice to accounts payable", true],
    ["I'll put in the new address then.", "Change the address to 932 Buttonwood Avenue", true],
    ["I'll send you the menu.", "Send the invoice", false],
    ["I'll send you the new total.", "Send the new invoice", false],
    ["I'll call you back.", "Call back", false],
    ["I'll ask the chef about sesame.", "Ask the chef", false],
  ])("of %j and %j: %j", (promise, step, expected) => {
    expect(isAmongSteps(promise, [step])).toBe(expected);
  });
});
