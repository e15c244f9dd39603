import type { Script } from "./script.js";

/** The head count changes: by far the most usual call. */
export const GUEST_SCRIPTS: readonly Script[] = [
  {
    id: "guests-up-cousins",
    kind: "guest_count",
    host: "home",
    change: "guests-up",
    sentiment: "POSITIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi ${f.agent}, it's ${f.who}. We've got you coming ${f.e.when} for ${f.mine}.
A: Oh, of course, hi ${f.first}! The ${f.e.pack} package, right? How's the planning going?
C: It's going, it's going. So, um, the cousins decided to fly in after all.
A: That's nice! How many are we talking about?
C: Well, we had ${f.e.guests} down, and now... hold on, let me count again. I keep getting a different number.
A: Take your time.
C*: Okay. It's gonna be ${f.to.guests}. Yeah, ${f.to.guests} people in total.
A: ${f.to.guests}, got it. So that's ${f.more} more than before. Same time, ${f.e.time}?
C: Same time, same place, just more mouths.
A: Not a problem at all. I'll update it and send you a new quote this ${f.partOfDay}. Anything else?
C: Nope, that's it. You're a lifesaver.
A: My pleasure. See you ${f.e.weekday}!
C: Bye now.`,
    summary: (f) =>
      `${f.full} raised the guest count for ${f.event} from ${f.e.guests} to ${f.to.guests}. Date and time stay.`,
    nextSteps: (f) => [`Send an updated quote for ${f.to.guests} guests`],
  },
  {
    id: "guests-up-correction",
    kind: "guest_count",
    host: "home",
    change: "guests-up",
    talk: (f) => `
A: ${f.hello}
C: Yes, hello. ${f.full} calling, I have a booking with you for ${f.e.day}.
A: Hi, let me pull that up. ${f.e.fullDate}, at ${f.e.time}, ${f.e.guests} guests?
C: That's the one. So the number went up a little.
A: Okay, what should I put?
C: Let's say ${f.nearMiss}.
A: ${f.nearMiss}, sure. Let me just...
C*: Actually no, wait. My aunt said she's bringing her kids too. Make it ${f.to.guests}.
A: So not ${f.nearMiss}, ${f.to.guests}.
C: ${f.to.guests}, final answer. I promise.
A: Ha, I'll hold you to it. We need the final count five days before anyway.
C: That's fine. Does the price go up per person, or...
A: Per person, yes. It's ${f.e.price} an adult on the ${f.e.pack}, kids under twelve are ${f.e.childPrice}.
C: Okay, that's what I figured. Thanks.
A: You bet. Have a good ${f.partOfDay}.`,
    summary: (f) =>
      `Guest count for ${f.e.fullDate} goes from ${f.e.guests} to ${f.to.guests} (first said ${f.nearMiss}, then corrected).`,
    nextSteps: () => ["Update the booking", "Confirm the final count five days before the event"],
  },
  {
    id: "guests-up-plus-ones",
    host: "home",
    kind: "guest_count",
    change: "guests-up",
    talk: (f) => `
A: ${f.hello}
C: Hey, quick one for you. It's about ${f.event} ${f.e.when}, the party of ${f.e.guests}.
A: Sure. Who am I speaking with?
C: Oh, sorry, ${f.first}. ${f.first} ${f.last}.
A: Hi ${f.first}. Yep, I see it, ${f.e.time} in ${f.e.city}.
C: So apparently everybody's bringing a plus one now. Nobody asked me.
A: That's how it goes, isn't it?
C: Right? So can you still do it if we're ${f.to.guests}?
A: Let me look at which grill we have you on. Um... ${f.to.guests}... yeah, we're okay. ${f.to.count > 34 ? "I'd send a second chef with a second grill, though." : "One chef can still handle that."}
C: Does that cost extra?
A: ${f.to.count > 34 ? `It's ${f.money(150)} for the second grill.` : "No, just the plates."}
C*: Alright. ${f.to.guests} it is, then.
A: Done. And tables and chairs, you're covering those yourself?
C: My neighbor has a garage full of them. We're good.
A: Perfect. Talk soon, ${f.first}.`,
    summary: (f) => `${f.first} asked whether ${f.e.guests} guests can become ${f.to.guests} for ${f.event}; agreed.`,
    nextSteps: (f) => (f.to.count > 34 ? ["Assign a second chef and grill"] : [`Change the count to ${f.to.guests}`]),
  },
  {
    id: "guests-up-office-signups",
    kind: "guest_count",
    change: "guests-up",
    host: "office",
    talk: (f) => `
A: ${f.hello}
C: Hi there, this is ${f.first} over at ${f.company ?? "the office"}.
A: Hi ${f.first}, what's up?
C: I'm calling about ${f.mine}, ${f.e.day}. We sent out the sign-up sheet and, uh, it turns out people like free food.
A: Shocking.
C: I know. So we told you ${f.e.guests}?
A: That's what I have, ${f.e.guests}.
C*: We're at ${f.to.guests} as of this ${f.partOfDay}. And I'm closing the sheet now before it gets out of hand.
A: ${f.to.guests}. Are there vegetarians in there?
C: Yes, let me see... ${f.n(5)} vegetarian and one who's vegan.
A: Okay. We'll do tofu for those, cooked on a separate side of the grill.
C: Great. And we're still good with ${f.e.time}?
A: Still ${f.e.time}. The crew gets there at ${f.e.arrival} to set up. Is the loading dock okay?
C: Yes, just have them ask for me at the front desk.
A: Will do. I'll email you the revised invoice.
C: To accounts payable, please, not to me. Thanks, ${f.agent}!`,
    summary: (f) =>
      `${f.full} raised ${f.event} from ${f.e.guests} to ${f.to.guests} after sign-ups, including vegetarians and one vegan.`,
    nextSteps: () => ["Send the revised invoice to accounts payable", "Note vegetarian and vegan plates"],
  },
  {
    id: "guests-down-flu",
    kind: "guest_count",
    host: "home",
    change: "guests-down",
    talk: (f) => `
A: ${f.hello}
C: Hi, um, it's ${f.full}. I'm calling about our ${f.e.meal} ${f.e.when}.
A: Hi ${f.first}, yes, ${f.e.guests} guests at ${f.e.time}. What can I do?
C: So, bad news, half my ${f.spouse}'s side has the flu.
A: Oh no. I hope it's nothing serious.
C: No, no, they're just miserable. But they're not coming.
A: I understand. So how many does that leave you with?
C: I want to say ${f.nearMiss}, but, uh... let me think. No. ${f.to.guests}.
A: ${f.to.guests} instead of ${f.e.guests}?
C*: Yes, ${f.to.guests}. Is it too late to take them off the bill?
A: No, you're fine. I'll change it to ${f.to.guests}, and the balance comes down to ${f.to.balance}.
C: Oh, thank goodness. Thank you.
A: Of course. Tell everybody to feel better.`,
    summary: (f) =>
      `Some guests are ill: the count for ${f.event} drops from ${f.e.guests} to ${f.to.guests}. Balance is now ${f.to.balance}.`,
    nextSteps: (f) => [`Reduce the count to ${f.to.guests}`, "Send the corrected balance"],
  },
  {
    id: "guests-down-minimum",
    kind: "guest_count",
    change: "guests-down",
    fits: (f) => f.to.count >= 10 && f.onOrder && f.extraKind !== "allergy",
    talk: (f) => `
A: ${f.hello}
C: Hello, I've got a reservation under ${f.last}. ${f.e.date}.
A: ${f.last}... ${f.first} ${f.last}? ${f.e.fullDate}, ${f.e.yourPlace}?
C: That's me. Look, we planned on ${f.e.guests} and the RSVPs are in, and it's less.
A: Okay, how many less?
C: ${f.more}. So ${f.to.guests}.
A: Let me make sure that still meets the minimum. On a ${f.e.weekday} it's ten adults, so you're fine.
C: Good, I was worried about that. Somebody told me you have a five hundred dollar minimum?
A: That's for Saturdays in December only.
C: Ah, okay.
A: So ${f.to.guests} for the ${f.e.pack}. Do you want to keep ${f.extra} on there?
C: Yeah, leave that. Only the headcount changes.
A: All set.`,
    summary: (f) =>
      `RSVPs came in lower: ${f.to.guests} instead of ${f.e.guests} on ${f.e.fullDate}. Above the minimum; everything else stays.`,
    nextSteps: (f) => [`Change the head count to ${f.to.guests}`],
  },
  {
    id: "guests-kids-or-adults",
    fits: (f) => f.moreCount > 1 && f.to.kidsCount >= f.moreCount,
    kind: "guest_count",
    change: "guests-up",
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Hi, I have a question about how you count kids.
A: Sure, do you already have a date with us?
C: We do, ${f.e.day}, ${f.mine}. ${f.full}.
A: Got you. I have ${f.e.guests} people on here.
C: Right, and, so, I didn't count the little ones. There's one baby and a couple of toddlers.
A: Babies are free. Anybody who sits at the grill and eats, we count.
C: Okay, so then the toddlers count. Hmm.
A: So what's the new total, do you think?
C*: If I count everyone who eats it's ${f.to.guests}.
A: Alright, ${f.to.guests}. Of those, how many are under twelve?
C: ${f.to.kids}.
A: They get the kids' price then, ${f.to.childPrice} each.
C: Oh nice. And can the chef do the, um, the onion volcano thing? They talk about nothing else.
A: ${f.chef} does the best volcano in Southern California.
C: Ha, perfect. Thank you so much.`,
    summary: (f) =>
      `Children had not been counted: ${f.event} is now ${f.to.guests} guests, ${f.to.kids} of them under twelve.`,
    nextSteps: (f) => [`Set ${f.to.guests} guests with ${f.to.kids} children's plates`, "Chef to do the onion volcano"],
    sentiment: "POSITIVE",
  },
  {
    id: "guests-final-count-outbound",
    kind: "guest_count",
    host: "home",
    direction: "OUTBOUND",
    change: "guests-down",
    days: [2, 12],
    talk: (f) => `
C: Hello?
A: Hi, is this ${f.first}? It's ${f.agent} from Ember and Steel, the hibachi people.
C: Oh hi! Yes.
A: I'm just calling for the final count for ${f.e.day}. I still have ${f.e.guests}.
C: Yeah, I've been meaning to call you. It's, um... my sister-in-law isn't coming, and the Garcias aren't...
A: So what are we looking at?
C*: ${f.to.guests}. Go with ${f.to.guests}.
A: Okay, ${f.to.guests}, and I'm locking that in now. You can still add one or two on the day, but we can't take any off.
C: Understood.
A: And it's still ${f.e.street} in ${f.e.city}, starting at ${f.e.time}?
C: That's right. We can't wait.
A: Us neither. Take care, ${f.first}.`,
    summary: (f) => `Final count taken: ${f.to.guests} (was ${f.e.guests}) for ${f.e.fullDate}, ${f.e.time}.`,
    nextSteps: (f) => [`Lock the count at ${f.to.guests}`, "Order the proteins"],
  },
  {
    id: "guests-up-nervous",
    kind: "guest_count",
    host: "home",
    change: "guests-up",
    days: [1, 6],
    talk: (f) => `
A: ${f.hello}
C: Hi, please don't hate me.
A: Ha, never. What happened?
C: It's ${f.first}, for ${f.e.day}. We have the ${f.e.guests} person party at ${f.e.time}?
A: Mm-hm, I see it.
C: I know it's super last minute but my boss invited himself. And his family.
A: Oh boy. How many is that on top?
C*: ${f.more} on top. So we'd be ${f.to.guests}.
A: We shop tomorrow morning, so you just made it. ${f.to.guests} is okay.
C: Really? Oh, I could hug you.
A: I'll tell ${f.chef} to bring an extra tray of ${f.e.mainProtein}.
C: And he's, uh, he's gluten-free, the boss. Is that a problem?
A: We'll bring tamari. It's on the list.
C: You're amazing. Bye!`,
    summary: (f) => `Late addition of ${f.more} guests, ${f.to.guests} in total ${f.e.when}; one of them gluten-free.`,
    nextSteps: () => ["Tell the chef about the late addition", "Bring tamari"],
    sentiment: "POSITIVE",
  },
];
