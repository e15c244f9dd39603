import type { Script } from "./script.js";

/** Questions about an event that is booked. Nothing changes. */
export const ENQUIRY_SCRIPTS: readonly Script[] = [
  {
    id: "enquiry-arrival",
    kind: "enquiry",
    talk: (f) => `
A: ${f.hello}
C: Hi, it's ${f.full}. I was just wondering what time your people actually show up.
A: Sure. Which event is this?
C: ${f.event}, ${f.e.day}.
A: Okay, ${f.e.guests} guests, food at ${f.e.time}. So the crew arrives around ${f.e.arrival}.
C: Oh, that early?
A: They set up the grill, let it heat, cut the vegetables. It's about an hour and a half.
C: Okay. And do I need to do anything? Like, do they need a sink?
A: An outlet's nice but not needed. No sink. We bring our own water.
C: Wow, alright. That's easier than I thought.
A: That's the idea! Anything else?
C: No, that was it. Thank you.`,
    summary: (f) =>
      `Asked when the crew arrives ${f.e.when}: about ${f.e.arrival} for food at ${f.e.time}. No sink needed.`,
  },
  {
    id: "enquiry-space",
    kind: "enquiry",
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Hi, how much room do you need for the grill?
A: About ten by ten feet, flat, and open above. Do you have a booking already?
C: Yeah, ${f.last}. ${f.e.date}, at ${f.e.place}.
A: Hi ${f.first}. So for ${f.e.guests} people ${f.e.count > 32 ? "we bring two grills, so twice that" : "it's one grill"}.
C: Okay, so I measured. Between the lemon tree and the, uh, the trampoline, it's about eleven feet.
A: Eleven's fine. I'd move the trampoline, though.
C: Yeah, the kids would be in the fire within five minutes.
A: Exactly. And nothing hanging overhead, no awning.
C: There's a string of lights. I can take that down.
A: Then you're all set. We'll see you at ${f.e.time}.
C: Great, thanks.`,
    summary: (f) =>
      `Space for the grill at ${f.e.yourPlace} checked: eleven feet is enough; lights and trampoline will be moved.`,
    nextSteps: () => ["Host moves the trampoline and takes down the lights"],
  },
  {
    id: "enquiry-rain-plan",
    kind: "enquiry",
    host: "home",
    days: [1, 10],
    talk: (f) => `
A: ${f.hello}
C: Hi, um, we have you on ${f.e.weekday} and my weather app shows a little cloud with drops.
A: ${f.e.day}? What's the name?
C: ${f.first} ${f.last}, at ${f.e.time}.
A: Okay ${f.first}. I'm looking at thirty percent. We go ahead in light rain, we have a ten by twenty canopy.
C: Does that cost anything?
A: Not for weather. If it really comes down, we can go under a carport, as long as it's open on two sides.
C: We have a carport! It's got the Camry in it, but we can move that.
A: There you go. I'd say let's not cancel anything yet. I'll call you the day before.
C: Okay. That calms me down. I've got ${f.e.guests} people coming and a tiny living room.
A: I hear you. It'll be fine.
C: Thank you, ${f.agent}.`,
    summary: (f) => `Worried about rain ${f.e.when}. Canopy is free; the carport is the fallback. No change for now.`,
    nextSteps: () => ["Call the host the day before about the weather"],
  },
  {
    id: "enquiry-whats-included",
    kind: "enquiry",
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Hi, I have your confirmation in front of me and I'm trying to work out what's included.
A: Sure, can I get your name?
C: ${f.full}, for ${f.e.fullDate}.
A: Thanks. So that's the ${f.e.pack}. You get ${f.e.proteins}, fried rice, vegetables, salad and the sauces.
C: And plates and forks?
A: Plates, forks, chopsticks, napkins, all of it. Drinks you do yourself.
C: Okay, good, because my brother-in-law said we need to get plates.
A: Save yourself the trip. How's the rest coming along?
C: Getting there. ${f.e.guests} people, I must be crazy.
A: You'll have the easiest night of all of them, trust me.
C: I hope so! Okay, thanks.`,
    summary: (f) =>
      `Explained what the ${f.e.pack} package includes for ${f.e.fullDate}: plates and cutlery yes, drinks no.`,
    sentiment: "POSITIVE",
  },
  {
    id: "enquiry-who-is-the-chef",
    kind: "enquiry",
    talk: (f) => `
A: ${f.hello}
C: Hey, it's ${f.first} ${f.last}. Can we request a chef?
A: You can request. I can't always promise. For which party?
C: ${f.e.day}, ${f.mine}. We had ${f.chef} at my friend's and he was hilarious.
A: He's our comedian. Let me check the board. ${f.e.weekday}... at ${f.e.time}... he's down for another one, but I could swap him with ${f.otherChef}.
C: Could you? Oh, that'd be amazing. He did the thing with the egg in the hat.
A: Everyone asks about the egg. Okay, I've put him on yours.
C: Yes! You've made my week.
A: And it's ${f.e.guests} people, still?
C: Still ${f.e.guests}. Thank you so much.`,
    summary: (f) => `Asked for ${f.chef} ${f.e.when}; swapped with ${f.otherChef}.`,
    nextSteps: (f) => [`Assign ${f.chef} to ${f.event}`],
    sentiment: "POSITIVE",
  },
  {
    id: "enquiry-do-you-have-me",
    kind: "enquiry",
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Yes, I booked online and I never got an email. I just want to make sure you have me.
A: Let me check. What's the name?
C: ${f.full}. It should be ${f.e.date}.
A: Is it for ${f.e.guests} people?
C: Yes! At ${f.e.time}.
A: Then you're in here. The ${f.e.pack}, ${f.e.street} in ${f.e.city}.
C: Oh, thank goodness. My ${f.spouse}'s been asking me every single day.
A: Ha. Check your spam folder, otherwise I'll resend it right now.
C: Could you resend it? To be safe.
A: It's on its way. Anything else?
C: No, that's it. Have a good one.`,
    summary: (f) =>
      `Confirmed that the online booking for ${f.e.date}, ${f.e.guests} guests at ${f.e.time}, is in the system; confirmation resent.`,
    nextSteps: () => ["Resend the confirmation email"],
  },
  {
    id: "enquiry-insurance",
    kind: "enquiry",
    fits: (f) => f.host === "office" || f.e.place === "the clubhouse" || f.e.place === "the pool house",
    talk: (f) => `
A: ${f.hello}
C: Hi, my building manager is asking for a certificate of insurance. Is that a thing you have?
A: We do, yes. For which event?
C: ${f.e.fullDate}. I'm ${f.who}.
A: Got it, ${f.e.guests} guests. Who should be named on the certificate?
C: Um, I have to look. It's... Harlow Property Management. They want two million.
A: Two million aggregate, that's what we carry.
C: Great. And they need it a week ahead.
A: I'll ask our broker today. You'll have it by tomorrow afternoon.
C: You're the first vendor who didn't act like I asked for a kidney.
A: Ha, we do this a lot. See you ${f.e.when}.
C: Thanks, ${f.agent}.`,
    summary: (f) => `Building manager needs a certificate of insurance for ${f.e.fullDate}, two million aggregate.`,
    nextSteps: () => ["Request the certificate from the broker and email it"],
  },
  {
    id: "enquiry-leftovers-tip",
    kind: "enquiry",
    talk: (f) => `
A: ${f.hello}
C: Hi, kind of an awkward question.
A: Those are my favorite.
C: How do people handle the tip? Is it included?
A: It isn't included. Most people do eighteen to twenty percent, cash or card, right to the chef. When's your party?
C: ${f.e.day}, at ${f.e.time}. ${f.first} ${f.last}.
A: Okay. I see ${f.e.guests} guests, the total's ${f.e.total}.
C: So twenty percent on that... okay, ouch, but okay.
A: It's up to you, really.
C: No, no, they work hard. And can we keep leftovers?
A: Absolutely, we bring boxes.
C: Great. That's all I wanted to know.`,
    summary: () => "Asked about tipping (not included, 18 to 20 percent is usual) and leftovers (boxes are provided).",
  },
  {
    id: "enquiry-from-spouse",
    kind: "enquiry",
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Hi, ${f.first} ${f.last}. I've been told to call and find out what we're eating.
A: Ha, okay. Which date?
C: I was told you'd know. It's the one at ${f.e.place}.
A: Let me look. I've got ${f.event}, ${f.e.fullDate}, with ${f.e.guests} people. Does that ring a bell?
C: That's us. ${f.e.guests}, wow. Okay.
A: And it's the ${f.e.pack}, so ${f.e.proteins}.
C: Nice. I was scared it's all vegetables.
A: There are vegetables too.
C: Sure, sure. And it's at ${f.e.time}, not earlier? Because I have to pick up my mother.
A: ${f.e.time}, that's right.
C: Okay, mission accomplished. Thanks.`,
    summary: (f) => `Wanted to know menu and time of ${f.event}: ${f.e.pack}, ${f.e.time}.`,
  },
  {
    id: "enquiry-under-partners-name",
    kind: "enquiry",
    host: "home",
    fits: (f) => f.partner !== null,
    talk: (f) => `
A: ${f.hello}
C: Hi, this is ${f.partner}. It's about a booking, but it's not under my name.
A: Okay, whose name is it under?
C: ${f.first}'s. ${f.first} ${f.last}. ${f.e.date}.
A: Got it. ${f.e.guests} guests, ${f.e.time}.
C: Yeah. I'm the one who has to clear the yard, so I wanted to know where the grill goes.
A: Anywhere flat, ten by ten, nothing overhead.
C: Okay, so not under the avocado tree.
A: Not under the avocado tree. You'd have roasted avocados.
C: I mean, people pay extra for that. Okay, I'll clear the corner by the garage.
A: Perfect. We'll be there at ${f.e.arrival}.
C: Great, thanks.`,
    summary: (f) =>
      `${f.partner} called about ${f.full}'s booking of ${f.e.date}: where the grill goes. Corner by the garage.`,
    nextSteps: () => ["Note: grill in the corner by the garage"],
  },
  {
    id: "enquiry-elderly-seating",
    kind: "enquiry",
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Good ${f.partOfDay}. I'm not sure you can help me with this.
A: Let's find out.
C: My uncle's in a wheelchair, and I'd like him to see the show. It's for ${f.mine}, ${f.e.when}.
A: That's no problem at all. What's your name?
C: ${f.full}.
A: Okay ${f.first}, ${f.e.time}, ${f.e.guests} guests. I'll tell ${f.chef} to leave a spot at the corner of the grill, that's the best seat anyway.
C: Isn't it too hot there?
A: Not at the corner. And the oil splatters the other way.
C: Oh, that's wonderful. He used to cook, you know. In the Navy.
A: Then we'd better be good!
C: Ha, yes. Thank you so much.`,
    summary: (f) => `${f.full} asked for a wheelchair place at the grill for ${f.event} ${f.e.when}.`,
    nextSteps: (f) => [`${f.chef} keeps the corner of the grill free for a wheelchair`],
    sentiment: "POSITIVE",
  },
  {
    id: "enquiry-parking-and-noise",
    host: "home",
    kind: "enquiry",
    talk: (f) => `
A: ${f.hello}
C: Hi, I'm calling because of our neighbors.
A: Okay, what about them?
C: They complain about everything. So I wanted to ask, how loud is it? And how long does it take?
A: It's not loud, it's a gas grill. The banging with the spatula, a little. When's your event?
C: ${f.e.fullDate}. It's under ${f.last}.
A: ${f.first}, yes. You start at ${f.e.time}, and for ${f.e.guests} people we cook about an hour and a half.
C: So done by... okay. That's well before ten.
A: Plenty of time. And there's only one van, we can park it in your driveway.
C: Good, because they count the cars. I'm serious, they count them.
A: One van. I promise.
C: Thanks, you've been very helpful.`,
    summary: (f) =>
      `Asked about noise, length and parking on ${f.e.fullDate} because of neighbors: an hour and a half, one van.`,
  },
  {
    id: "enquiry-nameless",
    kind: "enquiry",
    nameless: true,
    talk: (f) => `
A: ${f.hello}
C: Hi, quick question, do you guys bring the plates or do we?
A: We bring plates, chopsticks, napkins, everything but drinks.
C: Perfect. That's all.
A: Is it for a booking you have with us?
C: Yeah, yeah, the one coming up. You've got it all already.
A: Okay! Anything else I can...
C: No, I'm walking into a store. Thanks!`,
    summary: () => "Asked who brings the plates: we do. Did not say a name or which booking.",
  },
];
