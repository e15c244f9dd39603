import type { Script } from "./script.js";

/** What is on the grill, and beside it. */
export const MENU_SCRIPTS: readonly Script[] = [
  {
    id: "menu-add-food",
    kind: "menu",
    change: "extra",
    fits: (f) => f.extraKind === "food",
    sentiment: "POSITIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi, I'm having you guys out ${f.e.when} and I'd like to add something to the menu.
A: Love it. What's the name on the booking?
C: ${f.full}.
A: Okay, the ${f.e.pack} for ${f.e.guests}. What would you like?
C: My friend had you last month and she won't shut up about ${f.extra}.
A: Ha, yeah, that's popular. Should I add it for everybody?
C: How much is it?
A: It's ${f.money(6)} a person.
C: So times ${f.e.guests}... oh, that's fine. Actually hang on. Do kids pay that too?
A: No, we don't charge the kids for it.
C*: Then yes, for everyone. Add ${f.extra}.
A: Added. You'll see it on the invoice.
C: Thanks so much!`,
    summary: (f) => `${f.full} added ${f.extra} for everyone at ${f.event} ${f.e.when}.`,
    nextSteps: (f) => [`Add ${f.extra} to the order`, "Send the new invoice"],
  },
  {
    id: "menu-allergy-careful",
    kind: "menu",
    host: "home",
    change: "extra",
    fits: (f) => f.extraKind === "allergy",
    talk: (f) => `
A: ${f.hello}
C: Hi there, I need to tell you about an allergy. It's for ${f.e.day}, under ${f.last}.
A: Thank you for calling ahead. Is that ${f.first} ${f.last}, ${f.e.guests} guests?
C: Yes. One of the guests has ${f.extra}. A serious one, EpiPen serious.
A: Okay. I'm writing it on the ticket in red right now.
C: What do you do about it? I mean, it's all the same grill.
A: ${f.chef} scrapes the grill down, we cook that plate first, with its own spatula and its own oil.
C: Okay. And the sauces?
A: ${f.extraKey === "peanut" ? "No peanuts in any of our sauces, but I'll have the labels sent to you." : "The yum yum sauce is fine. I'll have the kitchen check the ginger sauce and send you the labels."}
C*: That would make me feel a lot better. It's my nephew, he's nine.
A: Of course. I'll email you tonight, and the chef will come find you before he starts.
C: Thank you. Really.`,
    summary: (f) =>
      `Serious ${f.extra.replace(/^an? /, "")} for a guest ${f.e.when}: plate cooked first with own utensils; labels requested.`,
    nextSteps: () => [
      "Put the allergy on the ticket",
      "Email the sauce labels",
      "Chef to speak with the host before starting",
    ],
  },
  {
    id: "menu-tables-chairs",
    kind: "menu",
    host: "home",
    change: "extra",
    fits: (f) => f.extraKey === "tables-chairs",
    talk: (f) => `
A: ${f.hello}
C: Yeah, hi, ${f.first} ${f.last}. We're on for ${f.e.date}?
A: You are! What can I do for you?
C: So I thought my church would lend us the tables. And they won't.
A: Okay, so you'd like to rent ours.
C: If you still have any. It's ${f.e.guests} people.
A: For ${f.e.guests} I'd bring, let me see, tables of eight... ${f.n(Math.ceil(f.e.count / 8))} tables and ${f.e.guests} chairs.
C: Could you do a couple extra chairs? Somebody always brings somebody.
A: Sure, ${f.n(f.e.count + 2)} chairs then. But the food's still for ${f.e.guests}?
C*: Food for ${f.e.guests}. Chairs for ${f.n(f.e.count + 2)}. And linens, are they included?
A: Black tablecloths, included.
C: Perfect. Problem solved.`,
    summary: (f) =>
      `Tables and chairs added for ${f.e.date}: ${f.n(f.e.count + 2)} chairs, food still for ${f.e.guests}.`,
    nextSteps: (f) => [`Reserve ${f.n(Math.ceil(f.e.count / 8))} tables and ${f.n(f.e.count + 2)} chairs`],
  },
  {
    id: "menu-veggie-count",
    kind: "menu",
    change: "extra",
    fits: (f) => f.extraKind === "diet",
    talk: (f) => `
A: ${f.hello}
C: Hey ${f.agent}, ${f.first} here, ${f.first} ${f.last}. It's about the food for ${f.event}.
A: Hi! That's ${f.e.when}, the ${f.e.pack}.
C: Right. I've been collecting everyone's, you know, dietary things. And I need ${f.extra}.
A: For how many?
C: Let me see. Ana, Joel, Joel's girlfriend... three? No, four. Four.
A: Four out of the ${f.e.guests}.
C*: Yeah, four of them. The other ones eat everything that doesn't run away.
A: Ha! Okay, ${f.extra} for four. We'll cook those on the clean end of the grill.
C: And it's the same price?
A: Same price, no surcharge.
C: Cool, that's all. See you ${f.e.weekday}!`,
    summary: (f) => `Four guests at ${f.event} need ${f.extra}; no surcharge.`,
    nextSteps: (f) => [`Note ${f.extra} for four`],
  },
  {
    id: "menu-upgrade-package",
    kind: "menu",
    host: "home",
    change: "package",
    fits: (f) => f.upgrade,
    sentiment: "POSITIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi, this is ${f.full}. I've been looking at your website again, which is dangerous.
A: Uh-oh. What did you find?
C: So we have the ${f.e.pack} ${f.e.when}. What would it cost to go up to the ${f.to.pack}?
A: The ${f.to.pack} is ${f.to.price} a head, you're at ${f.e.price} now. You'd get ${f.to.proteins}.
C: Mm, ${f.to.proteins}... My father-in-law would actually be impressed for once.
A: For ${f.e.guests} people the total would be ${f.to.total}.
C: Okay. Okay, you know what? You only do this once.
A: So, switch to the ${f.to.pack}?
C*: Switch it. ${f.to.pack}. Don't tell my ${f.spouse} until after.
A: My lips are sealed. Date and time stay as they are, ${f.e.fullDate}, ${f.e.time}.
C: Yep. Thank you!`,
    summary: (f) =>
      `${f.full} upgraded ${f.event} from the ${f.e.pack} to the ${f.to.pack} package, total ${f.to.total}.`,
    nextSteps: (f) => [`Change the package to ${f.to.pack}`, "Send the updated invoice"],
  },
  {
    id: "menu-change-package-simple",
    kind: "menu",
    change: "package",
    talk: (f) => `
A: ${f.hello}
C: Hello, we have an order with you and I think we picked the wrong package.
A: No problem, let's fix it. Which date?
C: ${f.e.fullDate}, ${f.e.guests} guests. ${f.last}.
A: You have the ${f.e.pack}, that's with ${f.e.proteins}.
C: Yeah, see, that doesn't work for this crowd.
A: Okay. There's the ${f.to.pack}, with ${f.to.proteins}. Would that be better?
C*: Yes, that's the one I thought I had. The ${f.to.pack}.
A: It's ${f.to.price} per adult, so it changes the total to ${f.to.total}.
C: That's alright. Do you need the deposit again?
A: No, the deposit you paid stays. I'll send you the new total.
C: Great, thank you, bye bye.`,
    summary: (f) => `Package for ${f.e.fullDate} changed from ${f.e.pack} to ${f.to.pack}.`,
    nextSteps: (f) => [`Change the package to ${f.to.pack}`],
  },
  {
    id: "menu-outbound-supply",
    host: "home",
    kind: "menu",
    direction: "OUTBOUND",
    days: [1, 12],
    talk: (f) => `
C: Hello?
A: Hi, ${f.first}? ${f.agent} from Ember and Steel. I'm going through the menu for ${f.e.day}.
C: Hi! Yes, okay.
A: You have the ${f.e.pack}, ${f.e.guests} guests. There's no good zucchini this week, so I wanted to check how everyone feels about bok choy.
C: Oh, that's fine. I don't think anyone has strong feelings about zucchini.
A: Ha, okay. And any allergies that came up since we talked?
C: Um, no. Well, my mom doesn't eat onions, but that's not an allergy, that's a personality.
A: We'll make one plate without.
C: She'll love you forever.
A: Alright, that's all I needed. We start at ${f.e.time}, crew's there at ${f.e.arrival}.
C: Sounds good. See you then.`,
    summary: (f) =>
      `Checked the menu for ${f.e.day}: bok choy may replace zucchini, one plate without onions, no new allergies.`,
    nextSteps: () => ["One plate without onions"],
  },
];
