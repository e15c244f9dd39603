import type { Script } from "./script.js";

/** The event will not take place. */
export const CANCEL_SCRIPTS: readonly Script[] = [
  {
    id: "cancel-couple-split",
    kind: "cancellation",
    sentiment: "NEGATIVE",
    host: "home",
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
    host: "office",
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
    host: "home",
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
    host: "home",
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
  {
    id: "cancel-moving-away",
    kind: "cancellation",
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Hey. So, uh, ${f.first} ${f.last}. I've got good news and bad news.
A: Good news first.
C: I got the job. In Seattle.
A: Congratulations! And the bad news is you're not here ${f.e.when}.
C: I'm not here ${f.e.when}. They want me there in two weeks. So ${f.e.fullDate} has to go.
A: Oh, that's a pity, ${f.e.guests} people and the ${f.e.pack}. Could somebody else take it over?
C: I asked around. No. Just cancel it.
A: Okay, it's cancelled. The ${f.e.deposit} goes back to you.
C*: You don't happen to come up to Seattle, do you?
A: Only if you send a plane.
C: Ha. Okay. Take care.`,
    summary: (f) => `${f.full} is moving to Seattle and cancelled ${f.e.fullDate}. Deposit of ${f.e.deposit} refunded.`,
    nextSteps: () => ["Cancel the booking", "Refund the deposit"],
  },
  {
    id: "cancel-thinks-about-it",
    kind: "cancellation",
    talk: (f) => `
A: ${f.hello}
C: Hi, I'd like to, um, either cancel or shrink something, I'm not sure.
A: Okay. What's it under?
C: ${f.full}, the ${f.e.ordinal.replace("the ", "")}. I mean of ${f.e.date.split(" ")[0]}.
A: ${f.e.fullDate}, I see it. ${f.e.guests} guests. What would shrinking look like?
C: There'd be six of us. Maybe seven.
A: Our minimum is ten adults, so you'd be paying for ten.
C: Right, that's what I was afraid of. Then it doesn't make sense.
A: I understand. We could look at it again in a few months?
C*: Yeah. Let's cancel it for now. I'm sorry.
A: Don't be. I'm taking ${f.e.date} off the calendar, and your deposit stays as a credit.
C: Okay. Thanks for being so nice about it.`,
    summary: (f) =>
      `${f.full} cancelled ${f.e.date}: only six or seven guests left, below the minimum. Deposit kept as a credit.`,
    nextSteps: () => ["Cancel the booking", "Book the deposit as a credit"],
  },
];
