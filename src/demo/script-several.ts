import type { Script } from "./script.js";

/** Somebody with two events ahead; one of them is what the call is about. */
export const SEVERAL_SCRIPTS: readonly Script[] = [
  {
    id: "several-not-that-one",
    kind: "several_bookings",
    change: "guests-up",
    fits: (f) => f.other !== null,
    talk: (f) => `
A: ${f.hello}
C: Hi, ${f.full}. I need to change the number for my party.
A: Hi ${f.first}. You have two with us. Is it ${f.other?.event}, ${f.other?.e.date}?
C: No, that one's fine, leave that one alone. It's the other one. ${f.event}.
A: Okay, ${f.e.fullDate}, ${f.e.guests} guests.
C*: Right, so that becomes ${f.to.guests}.
A: ${f.to.guests}. And ${f.other?.event} stays at ${f.other?.e.guests}.
C: Stays at ${f.other?.e.guests}, yes. I know, I know, I keep you busy.
A: We're not complaining! ${f.to.guests} for ${f.e.date}, it's in.
C: Thank you, ${f.agent}.`,
    summary: (f) =>
      `${f.full} raised ${f.event} (${f.e.date}) from ${f.e.guests} to ${f.to.guests}; the other booking stays.`,
    nextSteps: (f) => [`Set ${f.to.guests} guests for ${f.e.date}`],
  },
  {
    id: "several-which-is-first",
    kind: "several_bookings",
    host: "home",
    fits: (f) => f.other?.later === true,
    talk: (f) => `
A: ${f.hello}
C: Hey, it's ${f.first} ${f.last}. I'm staring at two confirmations and I'm confused.
A: Let's sort it out. One's ${f.event}, ${f.e.date}, for ${f.e.guests}. The other one's ${f.other?.event}, ${f.other?.e.date}.
C: Okay. Okay, good. It's the first one you said I have a question about, ${f.event}.
A: Sure, what's the question?
C: It says ${f.e.time}. Is that when you come, or when we eat?
A: When you eat. The crew's there at ${f.e.arrival}.
C: Oh good. Then I can get my hair done. And the other one I don't need to worry about yet.
A: Not yet. I'll call you a week before.
C: Perfect, thank you.`,
    summary: (f) =>
      `${f.full} has two bookings; asked about the time of ${f.event} on ${f.e.date}: food at ${f.e.time}.`,
  },
  {
    id: "several-move-one-extra",
    kind: "several_bookings",
    change: "later",
    fits: (f) => f.other !== null,
    talk: (f) => `
A: ${f.hello}
C: Hi, me again. ${f.full}.
A: Hi ${f.first}! Is this about ${f.e.date} or ${f.other?.e.date}?
C: ${f.e.date}. You've got us at ${f.e.time}, for ${f.event}.
A: Mm-hm, with ${f.e.guests} people.
C*: We'd need to start at ${f.to.time} instead.
A: ${f.to.time} on ${f.e.date}. I can do that. And ${f.other?.e.date} keeps its ${f.other?.e.time}?
C: Yes, don't touch that one.
A: Not touching it. Done.
C: Thanks a lot.`,
    summary: (f) =>
      `Start of ${f.event} on ${f.e.date} moved from ${f.e.time} to ${f.to.time}; the other event is unchanged.`,
    nextSteps: (f) => [`Change ${f.e.date} to ${f.to.time}`],
  },
];
