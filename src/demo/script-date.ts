import type { Script } from "./script.js";

/** Another day. */
export const DATE_SCRIPTS: readonly Script[] = [
  {
    id: "date-venue-conflict",
    kind: "date",
    change: "date",
    talk: (f) => `
A: ${f.hello}
C: Hi, um, I hope you can help me. I booked you for ${f.e.day} and we need to move it.
A: Okay, let's see what we can do. What's the name?
C: ${f.full}. It's ${f.mine}, for ${f.e.guests}.
A: Yep, ${f.e.fullDate}. Which day are you thinking?
C: Is ${f.offDay} open?
A: ${f.offDay}, no, I'm sorry, both crews are out that day.
C: Ugh. Okay. What about ${f.to.day}?
A: ${f.to.date}... yes. I have ${f.to.time} that day.
C*: Let's do that then. ${f.to.fullDate}.
A: So we're off on ${f.e.date}, and we're coming ${f.to.when} at ${f.to.time}. Still ${f.e.guests}?
C: Still ${f.e.guests}. And there's no fee, is there?
A: Not with more than a week's notice. Your deposit just moves over.
C: Oh, that's a relief. Thank you, ${f.agent}.
A: You're very welcome.`,
    summary: (f) =>
      `${f.full} moved ${f.event} from ${f.e.fullDate} to ${f.to.fullDate} at ${f.to.time}. ${f.offDay} was full.`,
    nextSteps: (f) => [`Move the booking to ${f.to.fullDate}`, "Carry the deposit over", "Send a new confirmation"],
  },
  {
    id: "date-rain",
    kind: "date",
    change: "date",
    days: [1, 8],
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Hi, it's ${f.full}. Have you seen the forecast?
A: I have, it's not looking pretty for ${f.e.day}.
C: It's supposed to pour all day. And we're in the yard, there's no cover, nothing.
A: We could put up the canopy, if you...
C: No, my ${f.spouse} already said no. ${f.spouseThey} doesn't want ${f.e.guests} people standing in mud.
A: Fair enough. Then let's look at another date. How about ${f.to.day}?
C: Hmm, so that's ${f.to.date}. Let me check the calendar on the fridge. Okay... yeah. Yeah, that's free.
A: Same time, ${f.to.time}?
C*: Same time. So ${f.to.day} at ${f.to.time}.
A: Moved. I'll keep everything else the way it was, the ${f.e.pack} for ${f.e.guests}.
C: Great. Fingers crossed for the weather.
A: I'll put in a good word.`,
    summary: (f) => `Rain expected: the backyard event of ${f.e.date} moves to ${f.to.fullDate}, ${f.to.time}.`,
    nextSteps: (f) => [`Move the booking to ${f.to.fullDate}`],
  },
  {
    id: "date-surgery",
    kind: "date",
    host: "home",
    change: "date",
    sentiment: "NEGATIVE",
    talk: (f) => `
A: ${f.hello}
C: Hello. This is ${f.first} ${f.last}. I have to postpone something.
A: Hi ${f.first}. Of course, is everything alright?
C: Not really. My dad's in the hospital. He's going to be okay, but he's having surgery and it won't work ${f.e.when}.
A: I'm so sorry to hear that. Don't worry about the party for a second. We'll make it work.
C: Thank you. We were thinking, um, ${f.to.date}. The doctor says he'll be up by then.
A: ${f.to.date} is a ${f.to.weekday}. At ${f.to.time}?
C*: Yes, ${f.to.fullDate}. Please don't make me pay for it twice.
A: No, no. I'm moving it from ${f.e.date}, no charge at all.
C: I appreciate that so much.
A: Give your dad our best. And if the number changes from ${f.e.guests}, just call.
C: I will. Thank you.`,
    summary: (f) => `Illness in the family: ${f.event} is postponed from ${f.e.date} to ${f.to.fullDate}. No fee.`,
    nextSteps: (f) => [`Move the booking to ${f.to.fullDate}`, "Waive the rescheduling fee"],
  },
  {
    id: "date-office-shuffle",
    kind: "date",
    change: "date",
    host: "office",
    talk: (f) => `
A: ${f.hello}
C: Hi ${f.agent}, ${f.who}. Calendar problems.
A: Uh-oh.
C: Yeah. ${f.mine}, the one on ${f.e.date}. Half the leadership team is in Denver.
A: And let me guess, it can't be without them.
C: They're paying, so, no.
A: Okay. What are the options?
C: ${f.offDay}, or ${f.to.day}. We'd prefer ${f.offDay}.
A: ${f.offDay} I've got nothing left for ${f.e.guests} people. ${f.to.day} I can do.
C*: Then ${f.to.day}. Keep the time, ${f.to.time}.
A: ${f.to.fullDate}, ${f.to.time}, ${f.e.guests} guests, ${f.e.yourPlace}. I'm sending the change order.
C: I'll sign it today. Sorry for the chaos.
A: That's what we're here for.`,
    summary: (f) =>
      `${f.full} moved the office event from ${f.e.date} to ${f.to.fullDate}, ${f.to.time}; ${f.offDay} was not available.`,
    nextSteps: () => ["Send the change order for signature"],
  },
  {
    id: "date-outbound-double-booked",
    host: "home",
    kind: "date",
    direction: "OUTBOUND",
    change: "date",
    days: [8, 60],
    sentiment: "NEGATIVE",
    talk: (f) => `
C: This is ${f.first}.
A: Hi ${f.first}, it's ${f.agent} with Ember and Steel. I have to apologize for something.
C: Okay... that doesn't sound good.
A: We made a mistake on our end. We're double-booked on ${f.e.date}.
C: Oh no. Are you kidding? I've told ${f.e.guests} people.
A: I know. I'm really sorry. I can offer you ${f.to.day} instead, and we'd throw in gyoza for everybody.
C: Hmm. What about the day before?
A: The day before we're full as well. ${f.to.fullDate} I can guarantee.
C: I mean, I'm not happy about it. Let me think. My sister could still make it... okay.
A: Are you sure?
C*: Yes, okay. ${f.to.day}, at ${f.to.time}. But please, that's it, no more changes.
A: No more changes. You have my word, and I'll put it in writing today.
C: Alright.`,
    summary: (f) =>
      `Our double booking: ${f.event} moves from ${f.e.date} to ${f.to.fullDate}. Host is unhappy; we add gyoza free of charge.`,
    nextSteps: () => ["Confirm the new date in writing", "Add gyoza at no charge"],
  },
];
