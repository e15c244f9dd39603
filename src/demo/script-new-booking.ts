import type { Script } from "./script.js";

/** A booking is made while they talk. */
export const NEW_BOOKING_SCRIPTS: readonly Script[] = [
  {
    id: "new-referred-by-friend",
    fits: (f) => !f.returning,
    kind: "new_booking",
    host: "home",
    sentiment: "POSITIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi! I was at a party in Burbank where you guys cooked, and I want that. Exactly that.
A: Ha, I love it. What are we celebrating?
C: ${f.mine}. We're thinking of ${f.e.fullDate}. Is that still open?
A: Let me check. ${f.e.date}... I have that ${f.e.partOfDay}, yes. What time would you like to eat?
C: ${f.e.time}-ish?
A: ${f.e.timeOfDay}, I can do that. And how many people?
C: About ${f.nearMiss}. Hmm. No, let me be honest, ${f.e.guests}.
A: ${f.e.guests}. Okay. So there's the Classic, with chicken and steak, and there's the ${f.e.pack}, with ${f.e.proteins}.
C: Ooh. What's the difference in price?
A: The ${f.e.pack} is ${f.e.price} an adult, ${f.e.childPrice} a child.
C*: Let's do the ${f.e.pack}.
A: Wonderful. And where will it be?
C: At ${f.e.place}. ${f.e.street}, in ${f.e.city}.
A: Great. Can I have your name and a good number?
C: ${f.full}, and it's this number, ${f.phone}.
A: Alright ${f.first}, I'm sending the confirmation. There's a deposit of ${f.e.deposit} to hold the date.
C: I'll pay it tonight. I'm so excited!
A: So are we!`,
    summary: (f) =>
      `New booking: ${f.full}, ${f.e.fullDate} at ${f.e.time}, ${f.e.guests} guests, ${f.e.pack} package in ${f.e.city}. Deposit ${f.e.deposit}.`,
    nextSteps: (f) => ["Send the confirmation", `Collect the deposit of ${f.e.deposit}`],
  },
  {
    id: "new-first-date-taken",
    kind: "new_booking",
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Hello, I'd like to book a hibachi chef for ${f.yours.replace(/^your/, "my")}.
A: Wonderful, which date do you have in mind?
C: ${f.offDay}.
A: Oh, I'm sorry, that one's gone. I've got ${f.e.fullDate} open.
C: Hmm. ${f.e.date}. Let me look. Okay, that could work. We were going to do ${f.e.meal}.
A: I have ${f.offTime} or ${f.e.time}.
C: ${f.e.time} is better. People have to drive.
A: ${f.e.time} then. How many guests?
C: ${f.e.guests}, with kids.
A: And kids under twelve?
C: Uh, ${f.e.kids} of them. So ${f.e.adults} adults.
A: Got it. Most people that size take the ${f.e.pack}. It's ${f.e.proteins}.
C: That sounds great.
A: Where are you located?
C: ${f.e.city}, ${f.e.street}. It's ${f.e.place}.
A: And your name, please?
C*: ${f.full}. So we're good? ${f.e.fullDate}?
A: We're good. ${f.e.fullDate}, ${f.e.time}, ${f.e.guests} people.
C: Awesome. Thank you.`,
    summary: (f) =>
      `${f.full} booked ${f.e.fullDate} at ${f.e.time} for ${f.e.guests} (${f.e.kids} children), ${f.e.pack}. First wish ${f.offDay} was taken.`,
    nextSteps: () => ["Send confirmation and deposit link"],
  },
  {
    id: "new-office",
    fits: (f) => !f.returning,
    kind: "new_booking",
    host: "office",
    talk: (f) => `
A: ${f.hello}
C: Hi, I'm ${f.first} ${f.last} with ${f.company ?? "a small company"}. Do you do corporate events?
A: All the time. What's the occasion?
C: ${f.mine}. Around ${f.e.guests} people, on ${f.e.fullDate}.
A: Okay, we have that open. ${f.e.meal} or...
C: ${f.e.meal}, yeah. People should be eating by ${f.e.time}.
A: ${f.e.time}. And is there an outdoor space?
C: There is, ${f.e.place}. The address is ${f.e.street}, ${f.e.city}.
A: Perfect. For offices I usually suggest the ${f.e.pack}, it goes quickly, about ${f.n(20)} minutes for everybody to have a plate.
C: That's what we need. Can you invoice us? Net thirty?
A: We take a deposit of ${f.e.deposit} and invoice the rest, net fifteen.
C: Let me see if I can get that past finance. But please hold it.
A: I'll put it in now. ${f.e.guests} guests, ${f.e.fullDate}, ${f.e.time}.
C*: Yes please. And there's a nut allergy in accounting, I'll send you the details.
A: Great, send it to the same email the invoice comes from.
C: Will do. Thanks ${f.agent}.`,
    summary: (f) =>
      `${f.company ?? f.full}: new booking for ${f.e.guests} on ${f.e.fullDate} at ${f.e.time}, ${f.e.pack}. Invoice net fifteen, nut allergy to follow.`,
    nextSteps: () => ["Send the contract and deposit invoice", "Wait for allergy details"],
  },
  {
    id: "new-surprise",
    kind: "new_booking",
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Hi, I have to whisper a little, it's a surprise.
A: Okay, I'll do the talking then. What are we planning?
C: ${f.mine}. ${f.e.fullDate}.
A: And how many people are in on it?
C: ${f.e.guests}. If nobody blabs.
A: What time should the food be ready?
C: The surprise is, like, half an hour before. So food at ${f.e.time}.
A: ${f.e.timeOfDay}. So we'd have to set up before the guest of honor arrives, at ${f.e.arrival}.
C: Right. I'll get them out of the house. It's at ${f.e.place}, ${f.e.street}, ${f.e.city}.
A: Okay. Which package? I can text you the list if you can't talk.
C: No, I've seen it. The ${f.e.pack}.
A: The ${f.e.pack}, ${f.e.guests} guests. And you are?
C*: ${f.full}. Don't call the house, only this number.
A: Only this number, ${f.phone}. It's in the notes.
C: Thank you! Oh god, somebody's coming. Bye.`,
    summary: (f) =>
      `New booking, a surprise: ${f.event} for ${f.full}, ${f.e.fullDate}, food at ${f.e.time}, ${f.e.guests} guests, ${f.e.pack}.`,
    nextSteps: (f) => ["Call only the host's own number", `Crew to be set up by ${f.e.arrival}`],
    sentiment: "POSITIVE",
  },
  {
    id: "new-price-shopper",
    host: "home",
    fits: (f) => !f.returning,
    kind: "new_booking",
    talk: (f) => `
A: ${f.hello}
C: Hi, what do you charge?
A: It starts at ${f.money(50)} a person, it depends on the package. When's your event?
C: ${f.e.date}. There'd be ${f.e.guests} of us.
A: That's a ${f.e.weekday}, okay. ${f.e.partOfDay}?
C: Yeah, ${f.e.time}. I've got another quote here for forty-five a head.
A: I can't beat that with the ${f.e.pack}, it's ${f.e.price}. But that's with ${f.e.proteins}, and setup, plates and cleanup are in it.
C: The other one charges for cleanup?
A: Most of them do. And travel.
C: Huh. They did say something about travel. Where are you coming from?
A: Downtown. Where are you?
C: ${f.e.city}. ${f.e.street}.
A: No travel fee to ${f.e.city}.
C*: Okay. You know what, let's just do it with you. I don't want surprises.
A: Great choice. Your name?
C: ${f.first}. ${f.last} is the last name.
A: ${f.first} ${f.last}, ${f.e.fullDate}, ${f.e.time}, ${f.e.guests} people. I'll send you the link for the deposit.
C: Sounds good.`,
    summary: (f) =>
      `Compared prices, then booked: ${f.full}, ${f.e.fullDate}, ${f.e.time}, ${f.e.guests} guests, ${f.e.pack}, ${f.e.city}.`,
    nextSteps: () => ["Send the deposit link"],
  },
  {
    id: "new-returning-customer",
    fits: (f) => f.returning && f.onOrder && f.extraKind !== "allergy",
    kind: "new_booking",
    sentiment: "POSITIVE",
    talk: (f) => `
A: ${f.hello}
C: Hey ${f.agent}, it's ${f.first} ${f.last}. We're back!
A: ${f.first}! How have you been? What's it this time?
C: ${f.mine}. I need you on ${f.e.fullDate}.
A: You're in luck, that's free. How big?
C: ${f.e.guests} people. Everybody wants to come since they saw the pictures.
A: And when do you want to eat?
C: ${f.e.time}. And this time we'd like the ${f.e.pack}.
A: Good choice. Same address?
C: It's at ${f.e.place}, ${f.e.street}. In ${f.e.city}.
A: Okay, let me read it back. ${f.e.fullDate}, ${f.e.timeOfDay}, ${f.e.guests} guests, the ${f.e.pack}, ${f.e.street}.
C*: That's it. And put me down for ${f.extra} right away, before I forget.
A: Done. I'll use the card on file for the deposit, if that's okay?
C: Yes, the one ending in four four one two.
A: Four four one two. You're booked, my friend.`,
    summary: (f) =>
      `Returning customer ${f.full} booked ${f.e.fullDate} at ${f.e.time}: ${f.e.guests} guests, ${f.e.pack}, with ${f.extra}.`,
    nextSteps: () => ["Charge the deposit to the card on file"],
  },
  {
    id: "new-callback-web-form",
    host: "home",
    kind: "new_booking",
    direction: "OUTBOUND",
    talk: (f) => `
C: Hello?
A: Hi, is this ${f.full}? My name's ${f.agent}, I'm calling from Ember and Steel. You filled out our form online.
C: Oh wow, that was fast. I filled that out like ten minutes ago.
A: We try! So it says ${f.e.date}, around ${f.e.guests} guests?
C: Yes. It's for ${f.mine}.
A: Congratulations! And the form says evening, but no time. When would you like to start?
C: I think ${f.e.time}.
A: ${f.e.time} on ${f.e.fullDate}. Okay. And which package were you looking at?
C: I couldn't decide. What do people usually do?
A: For ${f.e.guests} people, honestly, the ${f.e.pack}. Everybody finds something, it's ${f.e.proteins}.
C*: Okay, sold. The ${f.e.pack}.
A: Where is it going to be?
C: ${f.e.street}, ${f.e.city}. There's a gate, I'll text you the code.
A: Perfect. I'm holding it for you, and the deposit's ${f.e.deposit}.
C: Great. Thank you for calling!
A: Thank you, ${f.first}.`,
    summary: (f) =>
      `Called back a web request: ${f.full} booked ${f.e.fullDate}, ${f.e.time}, ${f.e.guests} guests, ${f.e.pack}.`,
    nextSteps: (f) => [`Collect the deposit of ${f.e.deposit}`, "Ask for the gate code"],
    sentiment: "POSITIVE",
  },
  {
    id: "new-indecisive-time",
    kind: "new_booking",
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Hi, I'm trying to plan ${f.mine} and I'm, um, a little overwhelmed.
A: That's okay, we'll go step by step. Do you have a date?
C: ${f.e.fullDate}. That part I know.
A: Great, that's available. Roughly how many people?
C: ${f.e.guests}. It started at ten.
A: It always does. What time of day?
C: So, I thought ${f.offTime}. But then my sister said people won't be hungry. So ${f.e.time}?
A: Should I put ${f.e.time}?
C*: Yes. ${f.e.time}. Not ${f.offTime}. Okay.
A: And is it at your home?
C: It's at ${f.e.place}. ${f.e.street}. ${f.e.city}.
A: Wonderful. For the food, I'd go with the ${f.e.pack}, it's ${f.e.price} each.
C: Is that the one with ${f.e.proteins}?
A: That's the one.
C: Okay, yes. My name's ${f.full}, by the way. I never said that.
A: Ha, I was about to ask. ${f.full}. You're all booked in. Breathe!
C: Thank you. I feel better already.`,
    summary: (f) =>
      `New booking with guidance: ${f.full}, ${f.e.fullDate} at ${f.e.time} (not ${f.offTime}), ${f.e.guests} guests, ${f.e.pack}.`,
    nextSteps: () => ["Send the confirmation with a checklist for hosts"],
  },
  {
    id: "new-quick-and-dry",
    kind: "new_booking",
    talk: (f) => `
A: ${f.hello}
C: Need a chef. ${f.e.date}, ${f.e.time}.
A: Okay! ${f.e.date}, ${f.e.time}, I can do that. How many guests?
C: ${f.e.guests}.
A: Which package would you like?
C: The one with ${f.e.proteins}.
A: That's the ${f.e.pack}. And the address?
C: ${f.e.street}. ${f.e.city}.
A: Perfect. What's the name?
C: ${f.last}. First name ${f.first}.
A: Any allergies, special requests?
C: Nope. Just be on time.
A: We'll be there at ${f.e.arrival} to set up. The total is ${f.e.total}, and the deposit's ${f.e.deposit}.
C: Send me the thing.
A: Sending you the thing. Have a good day.`,
    summary: (f) =>
      `New booking by ${f.full}: ${f.e.fullDate}, ${f.e.time}, ${f.e.guests} guests, ${f.e.pack}, total ${f.e.total}.`,
    nextSteps: () => ["Send contract and deposit link"],
  },
  {
    id: "new-returning-second-time",
    fits: (f) => f.returning,
    kind: "new_booking",
    sentiment: "POSITIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi, this is ${f.full}. You guys cooked for us before.
A: I remember! Well, I remember the pictures. Welcome back.
C: Thank you. We'd like to do it again, for ${f.mine}.
A: When is it?
C: ${f.e.date}. I checked, it's a ${f.e.weekday}.
A: ${f.e.fullDate}, I'm good on that day. The same number of people as last time?
C: No, this time it's ${f.e.guests}.
A: ${f.e.guests}. And ${f.e.meal}?
C: ${f.e.meal}, at ${f.e.time}.
A: Okay. And what'll it be? The Classic?
C*: No, let's try the ${f.e.pack} this time.
A: Excellent. ${f.e.proteins}. And where?
C: ${f.e.street}, ${f.e.city}.
A: Alright, ${f.first}, same email as before? You'll have the confirmation in a minute.
C: Same email. Thanks!`,
    summary: (f) =>
      `Repeat customer ${f.full}: ${f.e.fullDate}, ${f.e.time}, ${f.e.guests} guests, ${f.e.pack}, ${f.e.street}, ${f.e.city}.`,
    nextSteps: () => ["Send the confirmation and deposit link"],
  },
  {
    id: "new-guest-at-office-event",
    kind: "new_booking",
    host: "office",
    talk: (f) => `
A: ${f.hello}
C: Hi, it's ${f.who}. I've been put in charge of ${f.mine}.
A: Congratulations or condolences?
C: Ask me afterwards. So they gave me a date, ${f.e.fullDate}, and a number, ${f.e.guests}.
A: That's a good start. ${f.e.date} is open. What time do people need to eat?
C: ${f.e.time}. Not ${f.offTime}, because there's an all-hands.
A: Okay, ${f.e.time}. Any idea about the menu?
C: What's the ${f.e.pack}?
A: That's ${f.e.proteins}, at ${f.e.price} a person.
C: Perfect, it's under the limit. Let's go with that.
A: And we set up at ${f.e.yourPlace}?
C: Yes, ${f.e.street}, in ${f.e.city}. I'll get you a contact at facilities.
A: Great. So ${f.e.guests} people, ${f.e.fullDate}, ${f.e.timeOfDay}.
C*: That's right. Send me whatever I need to sign.
A: On its way.`,
    summary: (f) =>
      `${f.full} booked ${f.event} for ${f.e.guests} on ${f.e.fullDate} at ${f.e.time}, ${f.e.pack}, ${f.e.city}.`,
    nextSteps: () => ["Send the contract", "Get the facilities contact"],
  },
  {
    id: "new-hibachi-skeptic",
    kind: "new_booking",
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Hi. Does the chef really come to the house? With the fire and everything?
A: With the fire and everything. We bring the grill, the food and the chef.
C: Huh. My neighbor said so and I didn't believe him.
A: What's the occasion?
C: ${f.mine}. It's on ${f.e.fullDate}.
A: Let me see... ${f.e.date} is free. About what time?
C: ${f.e.time}.
A: And how many guests?
C: So it's ${f.e.kids} kids and ${f.e.adults} grownups. What's that, ${f.e.guests}?
A: ${f.e.guests} in total, yes.
C: And if it's a complete disaster and it rains?
A: Then we bring a canopy, or you move the date, no charge.
C*: Okay. You've got an answer for everything. Book it. ${f.first} ${f.last}.
A: Wonderful, ${f.first}. Which package? With kids I'd look at the ${f.e.pack}.
C: Yeah, fine, the ${f.e.pack}. We're on ${f.e.street}, ${f.e.city}.
A: Thank you! I'll text you the deposit link.`,
    summary: (f) =>
      `${f.full} booked ${f.e.fullDate} at ${f.e.time} for ${f.e.guests} (${f.e.kids} children), ${f.e.pack}, ${f.e.city}.`,
    nextSteps: () => ["Text the deposit link"],
  },
  {
    id: "new-tentative-hold",
    kind: "new_booking",
    talk: (f) => `
A: ${f.hello}
C: Hello, I'd like to put something on hold, if you do that.
A: We do, for three days. What would you like to hold?
C: ${f.e.date}. It's for ${f.mine}, and I need to clear it with the others.
A: ${f.e.fullDate}. For how many?
C: ${f.e.guests}. It could be one or two fewer.
A: I'll write ${f.e.guests}. Time?
C: ${f.e.time}, we want the ${f.e.partOfDay}.
A: And the name?
C: ${f.full}. ${f.first.charAt(0)}... no, sorry, I was going to spell it, but it's how it sounds.
A: Ha, got it. And where would it be?
C: ${f.e.city}. ${f.e.street}.
A: I've put you in with the ${f.e.pack}, you can change that. It's ${f.e.price} a head.
C*: Alright. You'll hear from me by the end of the week.
A: Perfect, ${f.first}. If I don't, I'll call you before I let it go.
C: That's kind. Bye bye.`,
    summary: (f) =>
      `Hold for ${f.full}: ${f.e.fullDate}, ${f.e.time}, ${f.e.guests} guests, ${f.e.pack}, ${f.e.city}. To be confirmed this week.`,
    nextSteps: (f) => [`Call ${f.first} before releasing ${f.e.date}`],
  },
];
