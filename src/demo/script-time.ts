import type { Script } from "./script.js";

/** The same day at another hour. */
export const TIME_SCRIPTS: readonly Script[] = [
  {
    id: "time-earlier-grandma",
    kind: "time",
    host: "home",
    change: "earlier",
    fits: (f) => f.e.hour >= 16,
    talk: (f) => `
A: ${f.hello}
C: Hi, this is ${f.full}. You're doing ${f.mine} ${f.e.when}.
A: Yes! ${f.e.guests} people, ${f.e.yourPlace}.
C: So here's the thing. Grandma goes to bed at eight. I'm not kidding.
A: Mine too.
C: So we'd like to eat earlier. We said ${f.e.time}, could you do ${f.offTime}?
A: ${f.offTime} is tough, the crew's coming from a lunch in Irvine. I could do ${f.to.time}.
C*: ${f.to.time} works. Yeah. Not ${f.e.time}, ${f.to.time}.
A: Okay so I'm moving ${f.e.weekday} from ${f.e.time} to ${f.to.time}, and the crew would arrive at ${f.to.arrival}.
C: That's perfect, she'll be thrilled. Well, she'll complain, but she'll be thrilled.
A: Ha! Anything else change? Number of guests?
C: No, still ${f.e.guests}.
A: Great, you'll get a text with the new time.`,
    summary: (f) => `Start moved from ${f.e.time} to ${f.to.time} ${f.e.when}. Guests unchanged at ${f.e.guests}.`,
    nextSteps: (f) => ["Text the new time to the host", `Tell the crew to arrive at ${f.to.arrival}`],
    sentiment: "POSITIVE",
  },
  {
    id: "time-later-game",
    kind: "time",
    host: "home",
    change: "later",
    talk: (f) => `
A: ${f.hello}
C: Yeah hi, I need to push a start time.
A: Sure. Name and date?
C: ${f.last}, ${f.first}. It's ${f.e.day}.
A: ${f.e.fullDate}, ${f.e.timeOfDay}. What would you like instead?
C: Well, my son's got a game and they just moved it. So, uh, everybody's gonna show up late.
A: How late?
C*: If we could start at ${f.to.time} that'd be ideal.
A: ${f.to.time}... give me a second, I need to check that ${f.chef} isn't booked after.
C: Sure, no rush.
A: Okay, he's free. ${f.to.timeOfDay} it is.
C: And the setup moves too, right? 'Cause nobody's home before that.
A: Right, we'd be there at ${f.to.arrival} instead of ${f.e.arrival}.
C: Beautiful. Appreciate it.
A: Good luck with the game!`,
    summary: (f) =>
      `${f.full} moved the start on ${f.e.fullDate} from ${f.e.time} to ${f.to.time}; nobody is home before ${f.to.arrival}.`,
    nextSteps: (f) => [`Change the start to ${f.to.timeOfDay}`],
  },
  {
    id: "time-office-keynote",
    kind: "time",
    change: "later",
    host: "office",
    talk: (f) => `
A: ${f.hello}
C: Hi, ${f.who}. I'm calling about the catering ${f.e.when}.
A: Hi ${f.first}. For ${f.e.guests}, ${f.e.meal}, I've got it right here.
C: Our CEO added a, quote, brief keynote. So it won't be brief.
A: Got it. How much time do you need?
C: We thought about ${f.offTime}, but then people have to be in meetings. So ${f.to.time}.
A: Let me repeat that, ${f.e.weekday}, food at ${f.to.time}, not ${f.e.time}.
C*: Exactly, ${f.to.time}. And could the fire part wait until she stops talking?
A: I'll make sure nobody sets anything on fire during the speech.
C: I'd be so grateful. Or would I. No, yes, wait for the speech.
A: Noted. Thanks for letting us know, ${f.first}.`,
    summary: (f) => `Food moved to ${f.to.time} (was ${f.e.time}) because of a speech; no flames before it ends.`,
    nextSteps: () => ["Tell the chef to wait for the end of the speech"],
  },
  {
    id: "time-two-parties-outbound",
    kind: "time",
    direction: "OUTBOUND",
    change: "earlier",
    host: "home",
    fits: (f) => f.e.hour >= 17,
    talk: (f) => `
C: Hello, ${f.first} speaking.
A: Hi ${f.first}, ${f.agent} at Ember and Steel. Do you have a minute? It's about ${f.e.day}.
C: Sure, is everything okay?
A: Everything's fine. I have a small favor to ask. You're at ${f.e.time}, and the family before you cancelled, so ${f.chef} would be sitting around.
C: Uh-huh.
A: Would you be open to starting at ${f.to.time}? I could throw in the gyoza for free.
C: Let me ask. Honey? Could we start at ${f.to.time}? ... Free gyoza. ... Yeah. ${f.spouseThey} says yes.
A: Ha, great. So ${f.to.time} rather than ${f.e.time}, same day, ${f.e.guests} guests.
C*: ${f.to.time}, okay. I'll change it in the group chat.
A: Perfect. Have a nice ${f.partOfDay}!
C: You too.`,
    summary: (f) =>
      `Agreed to start at ${f.to.time} instead of ${f.e.time} ${f.e.when}; the host gets gyoza free of charge.`,
    nextSteps: (f) => [`Update the start to ${f.to.time}`, "Add gyoza at no charge"],
  },
  {
    id: "time-half-hour",
    kind: "time",
    change: "later",
    talk: (f) => `
A: ${f.hello}
C: Hi, it's ${f.first} ${f.last}, just a tiny change.
A: Go ahead.
C: For ${f.event}, uh, ${f.e.day}. Could everything slide back a bit?
A: You're down for ${f.e.time} right now. Where do you want it?
C*: ${f.to.time}. The photographer's running the schedule and she won't budge.
A: ${f.to.time}, fine with us. There's another party that night, but on the other side of town, so you're good.
C: Phew. Okay. And it's still the ${f.e.pack}, and still ${f.e.guests} of us.
A: Still the ${f.e.pack}, still ${f.e.guests}.
C: Great, thanks ${f.agent}.
A: Sure thing.`,
    summary: (f) => `Start of ${f.event} slides from ${f.e.time} to ${f.to.time}.`,
    nextSteps: (f) => [`Set the start to ${f.to.time}`],
  },
];
