import type { Script } from "./script.js";

/** Deposits, balances and receipts for an event that is booked. */
export const MONEY_SCRIPTS: readonly Script[] = [
  {
    id: "deposit-card-declined",
    kind: "deposit",
    talk: (f) => `
A: ${f.hello}
C: Hi, I'm trying to pay my deposit and it keeps spinning.
A: Oh, sorry about that. I can take it over the phone. What's the name?
C: ${f.full}. For ${f.e.date}.
A: ${f.e.date}, ${f.e.guests} guests. Okay, the deposit's ${f.e.deposit}. Go ahead with the card.
C: It's, uh, let me find it... do you take Amex?
A: We do.
C: Okay actually use the Visa. I'll get points. Ready? I'd rather type it in, can you send a link?
A: Sure, that's safer anyway. I just texted you one.
C: Got it. One sec. ... Okay, it says approved.
A: I see it. ${f.e.deposit}, received. Your date's locked in.
C*: So the balance is due on the day?
A: The balance of ${f.e.balance} is due when the chef arrives. Card, cash or Zelle.
C: Perfect, thanks.`,
    summary: (f) =>
      `Deposit of ${f.e.deposit} for ${f.e.date} paid by link after website trouble. Balance ${f.e.balance} due on the day.`,
    nextSteps: () => ["Send the receipt"],
  },
  {
    id: "deposit-reminder-outbound",
    kind: "deposit",
    direction: "OUTBOUND",
    days: [4, 90],
    talk: (f) => `
C: Yeah, hello?
A: Hi, may I speak with ${f.first}?
C: Speaking. Who's this?
A: ${f.agent}, from Ember and Steel. I'm calling because the deposit for ${f.e.fullDate} hasn't come through yet.
C: Oh, shoot. I thought I did that.
A: It may have gotten stuck. It's ${f.e.deposit}, and I can only hold the date until tomorrow evening.
C: No, no, we want it. ${f.e.guests} people already said yes.
A: Do you still have the link?
C*: Send it again, please, and I'll do it as soon as I get off the road.
A: Okay, drive safely. Sending it to the number I'm calling now.
C: Thanks for not just giving it away.
A: Of course. Talk to you soon.`,
    summary: (f) =>
      `Deposit of ${f.e.deposit} for ${f.e.fullDate} is outstanding; ${f.first} will pay today through a new link.`,
    nextSteps: (f) => ["Resend the deposit link", `Release ${f.e.date} if it is unpaid tomorrow evening`],
  },
  {
    id: "deposit-refundable",
    kind: "deposit",
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Hi, before I pay this, is the deposit refundable?
A: Up to ${f.n(7)} days before the event, yes, all of it. After that we keep it as a credit for a year. Which booking is it?
C: ${f.e.day}, ${f.e.guests} people, the name's ${f.last}.
A: ${f.first} ${f.last}, ${f.e.city}. Yes.
C: Okay. It's just that we still don't know if my brother gets his leave. He's in the Navy.
A: I get that. If he doesn't, call us, we can also just move it.
C: Alright. That's fair. Then I'll pay the ${f.e.deposit} now.
A: Great. You'll get the receipt by email.
C: And thank you for, you know, not being weird about it.
A: Thank your brother for his service.`,
    summary: (f) =>
      `Explained that the deposit is refundable up to seven days before ${f.e.date}; ${f.full} will pay ${f.e.deposit}.`,
    nextSteps: () => ["Watch for the deposit"],
    sentiment: "POSITIVE",
  },
  {
    id: "deposit-split-bill",
    kind: "deposit",
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Hey there, ${f.first} ${f.last} again. Can we split the bill between three people?
A: Hi ${f.first}. For ${f.event}? Sure, how would you like it?
C: So it's me and my two sisters. What's the total for ${f.e.guests}?
A: ${f.e.total}, minus the deposit of ${f.e.deposit}, so it's ${f.e.balance} left.
C: Okay, divided by three. Ugh, math. Can you send three links?
A: I can. I'll need the other two numbers.
C: I'll text them to you. And don't send it to my sister Paula before Friday, that's when she gets paid.
A: Ha, okay. Paula after Friday.
C*: And we're still on for ${f.e.time} ${f.e.when}, right?
A: Still on, ${f.e.timeOfDay}, ${f.e.yourPlace}.
C: Awesome.`,
    summary: (f) => `Balance of ${f.e.balance} for ${f.event} is to be split between three sisters by separate links.`,
    nextSteps: () => ["Send three payment links, Paula's after Friday"],
  },
  {
    id: "deposit-office-invoice",
    kind: "deposit",
    host: "office",
    talk: (f) => `
A: ${f.hello}
C: Hi, it's ${f.who}. Our finance team kicked your invoice back.
A: Oh no, what's wrong with it?
C: It needs a PO number on it. And it says ${f.nearMiss} people and we ordered ${f.e.guests}.
A: Hmm, let me look. ${f.e.fullDate}, ${f.e.guests}... you're right, the invoice is from before. I'll fix that.
C: Great. The PO is four seven, zero zero, one nine.
A: Four seven zero zero one nine. Okay. So ${f.e.guests} people, ${f.e.total} in total.
C*: That's what I have too. If you send it today they'll pay it Thursday.
A: I'll send it within the hour.
C: You're the best, thanks.`,
    summary: (f) =>
      `Invoice for ${f.e.fullDate} must be corrected to ${f.e.guests} guests and carry the PO number 470019.`,
    nextSteps: () => ["Reissue the invoice with the PO number"],
  },
];
