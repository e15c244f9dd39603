import type { Script } from "./script.js";

/** Messages on a machine: ours, or theirs. One voice only. */
export const VOICEMAIL_SCRIPTS: readonly Script[] = [
  {
    id: "voicemail-call-me-about-date",
    kind: "voicemail",
    host: "home",
    talk: (f) => `
C: Hi, this is ${f.full}. I'm calling about ${f.mine}, ${f.e.fullDate}.
C: I just, um, I had a question about the setup, if you need power or anything, because the outlets on that side of the house don't work.
C: It's not urgent. You can call me back at ${f.phone}. Again, ${f.first} ${f.last}. Thanks, bye.`,
    summary: (f) => `Voicemail from ${f.full} about ${f.e.fullDate}: does the crew need power? Asks for a call back.`,
    nextSteps: (f) => [`Call ${f.first} back about power`],
  },
  {
    id: "voicemail-final-number",
    kind: "voicemail",
    days: [1, 14],
    talk: (f) => `
C: Hey, it's ${f.first} ${f.last}. I know you wanted the final number by today.
C: So for ${f.e.day} we're staying at ${f.e.guests}. ${f.e.guests} people, at ${f.e.time}. I thought it'd be ${f.nearMiss} but it isn't.
C: Okay. Call me if there's anything. Bye.`,
    summary: (f) => `${f.full} leaves the final number for ${f.e.day}: ${f.e.guests}, unchanged.`,
    nextSteps: (f) => [`Lock the count at ${f.e.guests}`],
  },
  {
    id: "voicemail-outbound-no-answer",
    kind: "voicemail",
    direction: "OUTBOUND",
    talk: (f) => `
A: Hi ${f.first}, this is ${f.agent} from Ember and Steel. I'm calling about ${f.event} on ${f.e.date}.
A: We still need your final count and the gate code, if there is one. I have ${f.e.guests} guests at ${f.e.time}.
A: You can reach me at two one three, five five five, oh one hundred. Talk soon!`,
    summary: (f) => `Left a message for ${f.full}: final count and gate code needed for ${f.e.date}.`,
    nextSteps: () => ["Try again tomorrow"],
  },
  {
    id: "voicemail-angry",
    kind: "voicemail",
    days: [1, 20],
    sentiment: "NEGATIVE",
    talk: (f) => `
C: Yes, this is ${f.first} ${f.last}, and this is my third message.
C: I've got ${f.e.guests} people coming ${f.e.when} and I still haven't heard who the chef is or when you're getting here.
C: I'd like somebody to call me today. ${f.phone}. Please.`,
    summary: (f) => `Third message from ${f.full}: wants to know chef and arrival time for ${f.e.day}. Annoyed.`,
    nextSteps: () => ["Call back today"],
  },
  {
    id: "voicemail-outbound-thanks",
    kind: "voicemail",
    direction: "OUTBOUND",
    days: [-8, -1],
    sentiment: "POSITIVE",
    talk: (f) => `
A: Hi ${f.first}, ${f.agent} at Ember and Steel. No need to call back.
A: I just wanted to thank you for having us at ${f.event} ${f.e.when}. ${f.chef} said you were the nicest crowd he's had all month.
A: If you get a minute, a review would mean a lot to us. Take care!`,
    summary: (f) => `Left a thank-you message after ${f.event} and asked for a review.`,
  },
  {
    id: "voicemail-sick-kid",
    kind: "voicemail",
    host: "home",
    days: [2, 12],
    talk: (f) => `
C: Hi, um, it's ${f.first}. ${f.first} ${f.last}. We're on for ${f.e.date}, the ${f.e.pack}.
C: My little one's got a fever, and it's probably nothing, but I wanted to ask what happens if we have to move it. Like, how late can I decide?
C: Okay. I'm at ${f.phone}. Sorry, she's crying, I have to go. Bye.`,
    summary: (f) => `${f.full} asks how late ${f.e.date} could be moved; a child is ill.`,
    nextSteps: () => ["Call back with the rescheduling terms"],
  },
  {
    id: "voicemail-nameless",
    kind: "voicemail",
    nameless: true,
    talk: () => `
C: Hey, it's me. You just called, I think, I couldn't get to the phone in time.
C: If it's about the party, call me back. I'm here all afternoon. Bye.`,
    summary: () => "Somebody returned our call about a party and asks to be called back. No name.",
    nextSteps: () => ["Call back"],
  },
];

/** Messages from people nobody knows. */
export const STRANGER_VOICEMAIL_SCRIPTS: readonly Script[] = [
  {
    id: "voicemail-lead",
    kind: "voicemail",
    talk: (f) => `
C: Hi, my name is ${f.full}, I got your number from Yelp.
C: I'm looking for hibachi at home for, um, maybe fifteen people, some time next month. Could you call me back with prices?
C: I'm at ${f.phone}. After five is best. Thank you.`,
    summary: (f) => `Lead: ${f.full} wants prices for about fifteen people next month. Call after five.`,
    nextSteps: (f) => [`Call ${f.full} back after five`],
  },
  {
    id: "voicemail-pocket",
    kind: "voicemail",
    talk: () => `
C: ... no, the blue one. The blue one, on the left.
C: I don't know, ask your brother. Did you turn the...`,
    summary: () => "A pocket dial; nothing said to us.",
  },
  {
    id: "voicemail-robot",
    kind: "voicemail",
    talk: () => `
C: Hello, this is an important message about your business listing. Your listing has not been verified.
C: Press one to speak to a specialist, or press nine to be removed from our list.`,
    summary: () => "Automated sales call about a business listing.",
  },
];
