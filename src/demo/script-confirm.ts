import type { Script } from "./script.js";

/** The business calls ahead to make sure. */
export const CONFIRM_SCRIPTS: readonly Script[] = [
  {
    id: "confirm-day-before",
    host: "home",
    kind: "confirmation",
    direction: "OUTBOUND",
    days: [1, 3],
    talk: (f) => `
C: Hello?
A: Hi ${f.first}, it's ${f.agent} from Ember and Steel. I'm calling to confirm ${f.e.day}.
C: Hi! Yes, we're so ready.
A: Great. I have ${f.e.guests} guests, ${f.e.time}, at ${f.e.street} in ${f.e.city}.
C: That's right.
A: And the ${f.e.pack}. Any last-minute allergies?
C: Um, no. Not that anyone told me.
A: ${f.chef} will be there at ${f.e.arrival}. Where should he park?
C: In the driveway, we'll move the cars.
A: Perfect. And the remaining ${f.e.balance} you can pay him directly.
C: Okay. Can I do half cash, half card?
A: Of course. Have fun ${f.e.when}!
C: Thank you!`,
    summary: (f) =>
      `Confirmed ${f.e.fullDate}: ${f.e.guests} guests at ${f.e.time}, ${f.e.street}. Parking in the driveway, balance paid on site.`,
    nextSteps: (f) => [`${f.chef} on site at ${f.e.arrival}`],
    sentiment: "POSITIVE",
  },
  {
    id: "confirm-dog-and-gate",
    kind: "confirmation",
    direction: "OUTBOUND",
    days: [1, 3],
    host: "home",
    talk: (f) => `
C: This is ${f.first}.
A: Hey ${f.first}, ${f.agent} calling from Ember and Steel about the hibachi ${f.e.when}. Just a quick check.
C: Sure, hang on, let me get out of the kitchen. Okay.
A: So we're coming to ${f.e.yourPlace} for ${f.e.guests}, and you want to eat at ${f.e.time}.
C: Yep, ${f.e.time}.
A: How do we get to the yard?
C: There's a side gate. The code's seven seven one three. And we have a dog, but he'll be at my mother's.
A: Aw, too bad for the chef. Seven seven one three.
C: Uh-huh. And the hose is on the left if you need water.
A: We're good on water. See you ${f.e.when}, ${f.first}.
C: See you!`,
    summary: (f) => `Confirmed ${f.e.when} at ${f.e.time} for ${f.e.guests}. Side gate code 7713, dog is away.`,
    nextSteps: () => ["Add the gate code to the ticket"],
  },
  {
    id: "confirm-office-access",
    kind: "confirmation",
    direction: "OUTBOUND",
    days: [1, 5],
    host: "office",
    talk: (f) => `
C: ${f.company ?? "Hello"}, ${f.first} speaking.
A: Hi ${f.first}, this is ${f.agent} at Ember and Steel. Confirming ${f.e.meal} for ${f.e.guests} ${f.e.when}.
C: Perfect timing, I was just doing the seating.
A: You're eating at ${f.e.time}. We'd like to be in the building by ${f.e.arrival}.
C: Okay. You'll need a visitor badge. Who's coming?
A: ${f.chef}, and one assistant.
C: Spell the chef for me? Never mind, I'll put "hibachi chef".
A: Ha, that works. Freight elevator?
C: Yes, from the alley. It's slow. Like, really slow.
A: We'll plan ten extra minutes.
C: Great. See you ${f.e.weekday}.`,
    summary: (f) => `Access for ${f.e.day} arranged: badges, freight elevator from the alley, crew at ${f.e.arrival}.`,
    nextSteps: () => ["Tell the crew: freight elevator, ten minutes extra"],
  },
  {
    id: "confirm-week-ahead",
    fits: (f) => f.onOrder,
    kind: "confirmation",
    direction: "OUTBOUND",
    days: [4, 10],
    talk: (f) => `
C: Hello, ${f.first} here.
A: ${f.first}, hi, it's ${f.agent}, your hibachi people. We're about a week out.
C: Oh wow, already? Okay.
A: I wanted to go over it once. ${f.e.fullDate}, ${f.e.timeOfDay}.
C: Right.
A: ${f.e.guests} people, the ${f.e.pack}, at ${f.e.yourPlace} in ${f.e.city}.
C: Yes. Wait, did I say ${f.nearMiss} at some point?
A: I have ${f.e.guests}.
C*: ${f.e.guests} is right, leave it. I'm thinking of something else.
A: Okay. And it says ${f.extra} in my notes.
C: Yes, yes. That's important.
A: It's on there. Then I'll leave you alone. Enjoy the rest of your day.
C: You too, thanks for checking.`,
    summary: (f) =>
      `Week-ahead check for ${f.e.fullDate}: ${f.e.guests} guests, ${f.e.pack}, ${f.e.time}. Nothing changes.`,
  },
  {
    id: "confirm-asks-about-heat",
    kind: "confirmation",
    direction: "OUTBOUND",
    days: [1, 4],
    host: "home",
    talk: (f) => `
C: Hi there.
A: Hi, am I speaking with ${f.first} ${f.last}? ${f.agent} at Ember and Steel.
C: Yep, that's me. I was going to call you today, actually.
A: Great minds. So, ${f.e.when}, ${f.e.time}, still good?
C: Still good. I was wondering about the heat from that grill, we've got a wooden pergola.
A: How high is it?
C: Nine feet? Maybe ten.
A: I'd rather be out from under it. Is there room on the grass?
C: Sure. We'll move the table. So the ${f.e.guests} of us sit around it, like at the restaurant?
A: Exactly like at the restaurant. ${f.n(12)} right at the grill, the rest at the tables.
C: Okay cool. I'll tell my dad he can't be the one at the grill.
A: Ha! See you ${f.e.when}.`,
    summary: (f) =>
      `Confirmed ${f.e.when} at ${f.e.time} for ${f.e.guests}; the grill goes on the grass, away from a wooden pergola.`,
    nextSteps: () => ["Note: grill on the grass, not under the pergola"],
  },
  {
    id: "confirm-bad-line",
    kind: "confirmation",
    direction: "OUTBOUND",
    days: [1, 7],
    talk: (f) => `
C: Hello? Hello?
A: Hi, ${f.first}? It's Ember and Steel. Can you hear me?
C: You're breaking up a little. Who is it?
A: Ember and Steel. The hibachi. For ${f.e.day}.
C: Oh! Yes, hi. Sorry, I'm in the parking garage.
A: No worries. I just need a yes. ${f.e.fullDate}, ${f.e.time}, ${f.e.guests} guests?
C: Did you say ${f.nearMiss}?
A: ${f.e.guests}.
C*: ${f.e.guests}, yes. Correct. And the address, you've got ${f.e.street}?
A: ${f.e.street}, ${f.e.city}. We're all good.
C: Great. I'm losing you. Bye!`,
    summary: (f) => `Confirmed over a bad line: ${f.e.fullDate}, ${f.e.time}, ${f.e.guests} guests, ${f.e.street}.`,
  },
  {
    id: "confirm-partner-answers",
    kind: "confirmation",
    direction: "OUTBOUND",
    days: [1, 6],
    host: "home",
    fits: (f) => f.partner !== null,
    talk: (f) => `
C: Hello, this is ${f.partner}.
A: Hi ${f.partner}, is ${f.first} around? It's ${f.agent} from Ember and Steel.
C: Not right now. Is this about the hibachi?
A: It is. I wanted to confirm ${f.e.day}, it's under ${f.first} ${f.last}.
C: Oh, ${f.event}, right? Don't ask me for details, I just carry the chairs.
A: Ha, then you're the one I need. It's ${f.e.guests} people at ${f.e.time}.
C: Sounds right. I'd have said ${f.nearMiss}, but nobody tells me anything.
A: We'll stick with ${f.e.guests} unless I hear otherwise.
C: I'll pass it on. Thanks.`,
    summary: (f) =>
      `${f.partner} answered for ${f.full} and confirmed ${f.e.day}: ${f.e.guests} guests at ${f.e.time}.`,
    nextSteps: (f) => [`${f.first} calls back if the count differs`],
  },
];
