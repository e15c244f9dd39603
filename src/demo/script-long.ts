import type { Script } from "./script.js";

/** Calls that take their time, with detours: several minutes, several subjects, one booking. */
export const LONG_SCRIPTS: readonly Script[] = [
  {
    id: "long-new-consultation",
    kind: "new_booking",
    host: "home",
    fits: (f) => !f.returning,
    sentiment: "POSITIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi ${f.agent}. Um, where do I start. I've never done anything like this.
A: That's fine! Just tell me what you're dreaming of.
C: So it's ${f.mine}, and normally we'd go to a restaurant, but with this many people, you know how it is.
A: Everybody at four different tables.
C: Exactly, and my uncle ends up with strangers. So my niece found you on Instagram.
A: Thank your niece for me. Do you have a date?
C: ${f.e.date}. It's a ${f.e.weekday}, I think. Let me look. Yes, ${f.e.weekday}.
A: ${f.e.fullDate}. I have one crew left that day, so you're just in time.
C: Oh, good. Okay.
A: And lunch or dinner?
C: ${f.e.meal}. We were thinking ${f.offTime}, but people have to come from San Diego, so, I don't know. ${f.e.time}?
A: ${f.e.time} is a good time, it's still relaxed. How many people are you expecting?
C: So that's the question. The list says ${f.nearMiss}. But the list doesn't have my cousin's family on it.
A: And are they coming?
C: They never answer, and then they come. So I'd say ${f.e.guests}.
A: Let's write ${f.e.guests}, and you can change it until five days before.
C: Okay, perfect. And, um, what do people eat? I mean, what do I pick?
A: We have a few packages. For a family crowd I like the ${f.e.pack}, that's ${f.e.proteins}. It comes with fried rice, vegetables, salad.
C: And the kids? There's maybe ${f.e.kids} of them.
A: Kids get a smaller plate for ${f.e.childPrice}. Adults are ${f.e.price}.
C: Okay. I'm writing this down. And do we need to rent tables?
A: Do you have any?
C: We have a big one and two of those folding ones from the church.
A: For ${f.e.guests} you'd want a bit more. We can bring some, it's ${f.money(12)} a person with chairs.
C: Hmm, let me ask around first. My brother-in-law has a garage full of stuff.
A: No rush on that. Where's it going to be?
C: At ${f.e.place}. It's ${f.e.street}, in ${f.e.city}.
A: Is there a flat area, outdoors, about ten by ten feet?
C: There's a patio, and then grass.
A: The patio's perfect. Any allergies?
C: I'd have to ask. My cousin's wife is always allergic to something new.
A: Ha! Just send me a text when you know. Can I get your name?
C: ${f.full}. And you can reach me at this number, ${f.phone}.
A: Great. So I have you down for ${f.e.fullDate} at ${f.e.time}, ${f.e.guests} guests, the ${f.e.pack}, at ${f.e.street}.
C*: That's it. Wow. That was easy.
A: I'll text you the link for the deposit, it's ${f.e.deposit}. Once that's in, the date is yours.
C: I'll do it right now before I change my mind about something.
A: Welcome aboard, ${f.first}. Call me with anything, really.
C: I will, you'll be sorry. Thank you!`,
    summary: (f) =>
      `First-time host ${f.full} booked ${f.e.fullDate} at ${f.e.time} for ${f.e.guests} guests, ${f.e.pack}, ${f.e.street}, ${f.e.city}. Tables and allergies still open.`,
    nextSteps: (f) => [
      `Text the deposit link (${f.e.deposit})`,
      "Ask about tables and chairs",
      "Collect allergies before the event",
    ],
  },
  {
    id: "long-guests-and-everything",
    kind: "guest_count",
    change: "guests-up",
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Hello ${f.agent}, this is ${f.full}. I have a list. Are you ready for a list?
A: I've got a pen. Is this about ${f.e.day}?
C: It is, ${f.mine}. Okay. Number one. How late can they stay?
A: The crew's usually there about two and a half hours after the food starts. You start at ${f.e.time}.
C: Okay. Good. Number two, my sister wants to know if the rice has egg in it.
A: It does, but we can make a portion without.
C: She's not allergic, she just doesn't like it. But okay, one without.
A: One without egg. Next?
C: Number three. Oh, this is the big one. We're not ${f.e.guests} anymore.
A: I had a feeling. What's the new number?
C: So, the Hendersons said yes. That's four of them. And Mia's bringing the boyfriend we're not supposed to know about.
A: Ha! So that makes...
C: Hold on, I did this on paper. ${f.nearMiss}. No. That's without the Hendersons. ${f.to.guests}.
A: ${f.to.guests} including everybody?
C*: ${f.to.guests} including everybody, including me. I always forget myself.
A: Okay, ${f.to.guests}. We still have room for that on the grill.
C: Does it change the time? Like, do we have to start earlier?
A: No, ${f.e.time} is fine. It just means he's flipping faster.
C: Good, because I already told people. Number four. What about flies?
A: Flies?
C: We had a barbecue in June and it was biblical.
A: The smoke keeps most of them away. And we cover everything that's raw.
C: Okay, good. Number five. I can't read number five. It says "gas", question mark.
A: We bring our own propane.
C: That's it! That's what it was. Okay. I think that's the list.
A: Let me repeat the important part. ${f.e.fullDate}, ${f.e.time}, and now ${f.to.guests} people instead of ${f.e.guests}. One fried rice without egg.
C: You're very organized. I like you.
A: I like your list. I'll send the new total today.
C: Thank you, dear. Bye bye.`,
    summary: (f) =>
      `${f.full} went through a list for ${f.event}: guests go from ${f.e.guests} to ${f.to.guests}, one fried rice without egg, crew stays about two and a half hours.`,
    nextSteps: (f) => [`Change the count to ${f.to.guests} and send the new total`, "Note one fried rice without egg"],
    sentiment: "POSITIVE",
  },
  {
    id: "long-date-negotiation",
    host: "home",
    kind: "date",
    change: "date",
    talk: (f) => `
A: ${f.hello}
C: Hi, this is ${f.full}. I'm calling with a bit of a headache.
A: Oh no. Yours or mine?
C: Both, probably. We have you booked on ${f.e.date}, for ${f.e.guests}.
A: ${f.e.fullDate}, at ${f.e.time}, yes.
C: So it turns out that's the same day as the street fair. The whole block's closed. Nobody can park.
A: Ah. And the van couldn't get in, either.
C: Right. So either we do it somewhere else, or some other day.
A: Would you rather keep the place or the date?
C: The place. I've already paid somebody to do the hedges.
A: Then let's find another date. How far are you willing to go?
C: Not too far. A week or two, either way.
A: Okay. ${f.offDay} I can't do, that's the one day we're completely gone.
C: Of course, that's the one I would've picked.
A: It always is. What about ${f.to.date}?
C: ${f.to.date}... what day is that?
A: A ${f.to.weekday}.
C: Hmm. Can I call my sister real quick? She's the one with the shifts. Can I put you on hold? Is that weird?
A: Go ahead, I've never been put on hold by a customer.
C: One second. ... ... Okay. Are you there?
A: Still here. No music, though.
C: Sorry about that. She can do it if she swaps with somebody named Dwayne. So, yes.
A: Thank you, Dwayne. ${f.to.fullDate}, then. And the time stays ${f.to.time}?
C*: The time stays. So ${f.to.day}, ${f.to.time}, and forget ${f.e.date}.
A: ${f.e.date} is forgotten. Do you think it's still ${f.e.guests} people?
C: I have to ask everybody again. But let's say ${f.e.guests} for now.
A: Okay. I'm moving the deposit over, and you get a new confirmation. Please don't use the old one, people print them.
C: I did print it. I'll throw it away.
A: Perfect. Thanks for calling so early about it.
C: Thank you for being so relaxed. Bye, ${f.agent}.`,
    summary: (f) =>
      `Street fair on ${f.e.date}: ${f.full} moved ${f.event} to ${f.to.fullDate}, ${f.to.time}. Count stays at ${f.e.guests} for now; ${f.offDay} was not possible.`,
    nextSteps: (f) => [`Move the booking to ${f.to.fullDate}`, "Send a new confirmation", "Ask for the count again"],
  },
  {
    id: "long-owner-calls-back",
    host: "home",
    kind: "complaint",
    direction: "OUTBOUND",
    days: [-8, -1],
    sentiment: "NEGATIVE",
    talk: (f) => `
C: Hello?
A: Hi, is this ${f.first} ${f.last}? This is Ingrid, I own Ember and Steel.
C: Oh. Okay. I was told somebody would call.
A: I wanted to do it myself. I read the note about ${f.e.day}, and I'd like to hear it from you.
C: Well. I don't want to sound like a crazy person.
A: You don't. Please.
C: We'd planned this for months. ${f.mine}, ${f.e.guests} people. You were supposed to serve at ${f.e.time}.
A: And when did you actually eat?
C: The last table ate an hour and a half after that. An hour and a half. My in-laws left.
A: I'm so sorry. Do you know what held it up?
C: He said the second burner kept going out. And then he ran out of rice, and he drove to a store.
A: He left?
C: He left. With the grill on. I had my cousin standing there watching it.
A: That's not okay. That's not just slow, that's a safety thing.
C: That's what I thought. I mean, there were kids running around.
A: You're right to be upset. I had no idea about that part.
C: And he was nice, you know? I don't want him fired. He was sweating, he was trying.
A: I appreciate you saying that. I sent one person to do a two-person job. That's my mistake, not his.
C: Okay. Thank you. I think that's what I wanted to hear, to be honest.
A: I'd like to refund you half. That's half of ${f.e.total}.
C: Half? I was going to ask for, like, a quarter.
A: Half. And if you ever want to give us a second chance, it's at cost, with two chefs.
C*: Let me think about the second chance. But I'll take the refund.
A: That's fair. It'll be back on your card by Friday.
C: Okay. Thank you for calling, really. Most people would've sent an email.
A: I'd have been ashamed to. Take care, ${f.first}.
C: You too.`,
    summary: (f) =>
      `The owner called ${f.full} about ${f.event}: serving an hour and a half late, burner failed, chef left the lit grill to buy rice. Half of ${f.e.total} refunded.`,
    nextSteps: () => [
      "Refund half of the total by Friday",
      "Rule: never leave a lit grill; two chefs for parties of this size",
      "Offer a second event at cost",
    ],
  },
  {
    id: "long-first-time-host",
    kind: "enquiry",
    host: "home",
    fits: (f) => !f.returning && f.onOrder && f.extraKind === "food" && f.e.meal === "dinner",
    talk: (f) => `
A: ${f.hello}
C: Hi, it's ${f.first} ${f.last}. I've got you coming ${f.e.when} and I'm starting to panic.
A: Hi ${f.first}! Let's un-panic you. What's on your mind?
C: Okay, so it's ${f.e.guests} people, and I've never had more than eight in this house.
A: And they'll all be outside, right? At ${f.e.yourPlace}?
C: They'd better be. So walk me through it. What happens?
A: Sure. At ${f.e.arrival} ${f.chef} pulls up with the van. He needs about ten minutes to unload.
C: Do I have to help?
A: You have to point. That's all.
C: I can point.
A: Then he sets up the grill, lights it, and cuts everything. It takes about an hour, and people love to watch, so let them.
C: And where do they sit?
A: Around him, in a U shape. The ones who don't fit sit at the other tables and he sends plates over.
C: Okay. And at ${f.e.time} it's food.
A: At ${f.e.time} it's the show first. The volcano, the egg, all of that, ten minutes or so. Then the rice, then vegetables, then ${f.e.proteins}.
C: Everybody at the same time?
A: In rounds of about twelve. So nobody waits longer than fifteen minutes, and there's salad while they wait.
C: That's faster than my mother-in-law.
A: I'll put that on the website.
C: And afterwards? Do I wake up the next day with a greasy patio?
A: No, there's a mat under everything, and he takes the trash that's ours. It looks like we were never there. It just smells good.
C: And what if it's windy?
A: Then we turn the grill so that the smoke goes to the neighbors you like least.
C: Ha! I know exactly which ones.
A: See? You're fine. Did you decide about ${f.extra}?
C: We talked about it. Leave everything the way it is.
A: Okay. Then it's ${f.e.fullDate}, ${f.e.guests} guests, the ${f.e.pack}. Nothing for you to do but buy ice.
C: Ice. How much?
A: A pound and a half per person.
C: Okay. Okay, I feel a lot better. Thank you, ${f.agent}.
A: Anytime. Breathe!`,
    summary: (f) =>
      `Nervous first-time host ${f.full}: walked through the evening of ${f.e.fullDate}. Nothing changes: ${f.e.guests} guests, ${f.e.pack}, food at ${f.e.time}.`,
    nextSteps: () => ["Send the checklist for hosts"],
    sentiment: "POSITIVE",
  },
];
