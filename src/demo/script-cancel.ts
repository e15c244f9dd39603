import type { Script } from "./script.js";

/** The event will not take place. */
export const CANCEL_SCRIPTS: readonly Script[] = [
  {
    id: "cancel-couple-split",
    kind: "cancellation",
    sentiment: "NEGATIVE",
    fits: (f) => f.host === "home",
    talk: (f) => `
A: ${f.hello}
C: Hi. Um, I need to cancel something.
A: Okay. I'm sorry to hear that. What's the name?
C: ${f.full}. ${f.e.fullDate}.
A: ${f.event}, for ${f.e.guests}. Would another date help, or...
C: No. It's not going to happen. It's a family thing, I don't really want to get into it.
A: Of course, you don't have to. I'm cancelling it now. You get the deposit back in full.
C: I do? I thought I was too late.
A: You're fine. ${f.e.deposit}, back on your card by the end of the week.
C*: Okay. Thank you for not making this harder.
A: Take care of yourself, ${f.first}.
C: Thanks. Bye.`,
    summary: (f) =>
      `${f.full} cancelled ${f.event} on ${f.e.fullDate} for family reasons. Deposit of ${f.e.deposit} refunded.`,
    nextSteps: (f) => ["Cancel the booking", `Refund ${f.e.deposit}`],
  },
  {
    id: "cancel-budget",
    kind: "cancellation",
    sentiment: "NEUTRAL",
    fits: (f) => f.host === "office",
    talk: (f) => `
A: ${f.hello}
C: Hi ${f.agent}, ${f.who}. I hate this call.
A: Uh-oh.
C: They froze our budget. Everything that isn't already paid for is out. So ${f.mine} is off.
A: Oh, I'm sorry. That's the one on ${f.e.date}, with ${f.e.guests} people?
C: That one. I tried to get it down to sandwiches and even that was a no.
A: Wow. Okay. Do you want me to hold the date in case they change their minds?
C: No, just cancel it. If it comes back we'll pick a new one.
A: Alright, ${f.e.fullDate} is cancelled. You only paid the deposit, I'll refund it since you're a regular.
C*: You're a good egg. I'll make it up to you.
A: I know you will. Hang in there.`,
    summary: (f) =>
      `Budget freeze at ${f.company ?? "the company"}: the event of ${f.e.fullDate} for ${f.e.guests} is cancelled, deposit refunded.`,
    nextSteps: () => ["Cancel the booking", "Refund the deposit"],
  },
  {
    id: "cancel-not-reschedule",
    kind: "cancellation",
    sentiment: "NEUTRAL",
    talk: (f) => `
A: ${f.hello}
C: Yes, good ${f.partOfDay}, I have a reservation for ${f.e.date}, at ${f.e.time}, and I'm afraid we won't be needing it.
A: Okay, what's the last name on that?
C: ${f.last}. ${f.first}.
A: Thank you. ${f.e.guests} guests, the ${f.e.pack}. Could I offer you another day? I have ${f.offDay}.
C: No, not ${f.offDay}, no other day. They went and booked a cruise for the same week.
A: Ha, well, hard to compete with that.
C: That's what I said. So please just cancel it.
A: It's cancelled. You'll get an email.
C*: And nothing more will be charged?
A: Nothing more. Thanks for letting us know, ${f.first}.
C: Thank you, dear.`,
    summary: (f) => `${f.full} cancelled ${f.e.date}; the family goes on a cruise. No other date wanted.`,
    nextSteps: () => ["Cancel the booking", "Send the cancellation email"],
  },
  {
    id: "cancel-other-caterer",
    kind: "cancellation",
    sentiment: "NEGATIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi, ${f.full}. I want to cancel ${f.e.day}.
A: ${f.e.fullDate}... may I ask why?
C: To be honest, nobody called me back. Twice. I left two messages about the menu.
A: I'm really sorry. I don't see any messages here, but that doesn't make it better.
C: So my daughter found somebody else.
A: Is there anything I can do? I could take ${f.money(10)} off per person.
C: No, we already paid them. So please send me back my ${f.e.deposit}.
A: Of course. I'm doing it right now, for the whole deposit.
C*: It's a pity. We wanted you because of the reviews.
A: It's a pity for us too. I'll find out what happened with your messages.
C: Alright. Goodbye.`,
    summary: (f) =>
      `${f.full} cancelled ${f.event} because two messages were not answered and booked elsewhere. Deposit refunded.`,
    nextSteps: (f) => ["Cancel and refund", "Find out why the messages were missed", `Owner to write to ${f.first}`],
  },
];
