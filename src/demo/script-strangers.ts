import type { Script } from "./script.js";

/** People who meant to call somebody else. */
export const WRONG_NUMBER_SCRIPTS: readonly Script[] = [
  {
    id: "wrong-pharmacy",
    kind: "wrong_number",
    talk: (f) => `
A: ${f.hello}
C: Yes, I'm calling to see if my prescription's ready.
A: Oh, I think you have the wrong number. We're a catering company.
C: This isn't the pharmacy on Main?
A: No, I'm sorry. We do hibachi.
C: Hibachi! Well, that won't help my blood pressure.
A: Ha, probably not.
C: Sorry to bother you, honey.
A: No bother at all. Bye bye.`,
    summary: () => "Wrong number: caller was looking for a pharmacy.",
  },
  {
    id: "wrong-table-for-four",
    kind: "wrong_number",
    talk: (f) => `
A: ${f.hello}
C: Hi, can I get a table for ${f.n(4)} tonight at ${f.n(7)}?
A: We're not a restaurant, I'm sorry. We come to people's homes.
C: Oh. I'm looking for Ember Grill, on Sunset?
A: That's a different place. People mix us up a lot.
C: Do you have their number?
A: I don't, but if you search for Ember Grill it should come up.
C: Okay, thanks anyway.
A: Enjoy your dinner!`,
    summary: () => "Wrong number: caller wanted a restaurant table at Ember Grill.",
  },
  {
    id: "wrong-is-this-ricky",
    kind: "wrong_number",
    talk: (f) => `
A: ${f.hello}
C: Ricky?
A: Um, no. This is a catering company.
C: This isn't Ricky's phone?
A: No, sir. What number are you trying to reach?
C: It ends in oh one zero one... oh, I see. I hit the wrong one.
A: No problem.
C: Tell Ricky... never mind. Bye.`,
    summary: () => "Wrong number: somebody looking for Ricky.",
  },
  {
    id: "wrong-dental",
    kind: "wrong_number",
    talk: (f) => `
A: ${f.hello}
C: Good ${f.partOfDay}. I need to reschedule my cleaning on Friday.
A: I'm sorry, a cleaning? You've reached Ember and Steel, we're caterers.
C: Oh goodness. I wanted Dr. Feldman's office.
A: I'm afraid we only do shrimp and steak.
C: Well. Then Dr. Feldman will have business soon enough!
A: Ha! Have a good day.
C: You too, bye.`,
    summary: () => "Wrong number: caller wanted to move a dental cleaning on Friday.",
  },
];

/** Calls for the business itself. */
export const VENDOR_SCRIPTS: readonly Script[] = [
  {
    id: "vendor-propane",
    kind: "vendor",
    talk: (f) => `
A: ${f.hello}
C: Hey, it's ${f.first} over at Valley Propane. You guys want your usual this week?
A: Hi ${f.first}. Yeah, but we're busy. Can we do ${f.n(14)} tanks instead of ${f.n(10)}?
C: Fourteen twenty-pounders, sure. I can swing by Thursday, before eight.
A: Before eight's good. Somebody's always here at seven.
C: You still owe me two empties from last time.
A: They're by the back door.
C: Alright. Price went up a bit, just so you know. It's ${f.n(19)} a tank now.
A: Of course it did. Put it on the account.
C: You got it.`,
    summary: () => "Propane supplier: fourteen tanks on Thursday before eight, price now 19 dollars a tank.",
    nextSteps: () => ["Have the empties ready on Thursday"],
  },
  {
    id: "vendor-produce",
    kind: "vendor",
    talk: (f) => `
A: ${f.hello}
C: Good ${f.partOfDay}, this is ${f.first} from Sunrise Produce. I'm calling about your standing order.
A: Sure, what's up?
C: Zucchini's short this week. Rain in Mexico. I can give you half and do yellow squash for the rest.
A: How many cases is half?
C: You get six, so three. And the onions, the jumbos, they're fine.
A: Okay, three and three. What about bean sprouts?
C: Plenty. And I've got nice king oyster mushrooms, if you want to try those.
A: Give me one case. And please come before six thirty, the crew loads at seven.
C: Six thirty Friday. See you then.
A: Thanks ${f.first}.`,
    summary: () =>
      "Produce supplier: half of the zucchini replaced with squash, one case of oyster mushrooms, Friday before six thirty.",
    nextSteps: () => ["Tell the kitchen about the squash"],
  },
  {
    id: "vendor-tents",
    kind: "vendor",
    talk: (f) => `
A: ${f.hello}
C: Hi, ${f.first} with Canopy Brothers. You asked about tents for Saturday.
A: Yes! I need two ten by twenties, with sides.
C: I've got one with sides and one without.
A: How much is the one with sides?
C: One eighty for the weekend, and forty for delivery.
A: And where do you deliver to? It's for a client in Calabasas.
C: We go there, no problem. Just need somebody on site to sign, at ten.
A: I'll have a chef there. Book me the one with sides.
C: Done. I'll email the contract.`,
    summary: () => "Tent rental: one ten by twenty with sides for Saturday, delivery at ten in Calabasas.",
    nextSteps: () => ["Sign the rental contract", "Have somebody on site at ten"],
  },
  {
    id: "vendor-butcher-outbound",
    kind: "vendor",
    direction: "OUTBOUND",
    talk: (f) => `
C: Rossmoor Meats.
A: Hi, it's ${f.agent} from Ember and Steel. Is ${f.first} there?
C: Speaking. How's it going?
A: Good. I need to bump the filet for the weekend. We've got ${f.n(3)} big ones.
C: What are we talking, pounds?
A: ${f.n(60)} pounds instead of ${f.n(45)}. And the New York strip stays.
C: Sixty of the filet. Trimmed?
A: Trimmed, six ounces.
C: That's going to be Friday noon at the earliest.
A: Noon works. And the chicken, last time it came frozen in the middle.
C: Yeah, sorry about that. New guy. Won't happen again.
A: Thanks, appreciate it.`,
    summary: () =>
      "Ordered sixty pounds of trimmed filet instead of forty-five for Friday noon; complained about frozen chicken.",
    nextSteps: () => ["Pick up the meat on Friday at noon"],
  },
  {
    id: "vendor-linen",
    kind: "vendor",
    talk: (f) => `
A: ${f.hello}
C: Hi there, Bright Linen, it's ${f.first}. We're missing eleven black tablecloths from the last pickup.
A: Eleven? I thought we sent all of them back.
C: We counted twenty-nine, you had forty.
A: Let me look in the van. ... Okay, there's a bag in here. That's probably them.
C: Great. We can get them Monday with the rest.
A: Perfect. And could we get aprons this time, ${f.n(8)} of them?
C: Black as well?
A: Black. With the long ties.
C: You got it. Monday then.`,
    summary: () =>
      "Linen service: eleven missing tablecloths found in the van, pickup on Monday; eight aprons ordered.",
    nextSteps: () => ["Hand over the tablecloths on Monday"],
  },
];

/** Others who call a business: they sell, they ask, they look for work. */
export const UNKNOWN_CALLER_SCRIPTS: readonly Script[] = [
  {
    id: "unknown-sales-cards",
    kind: "unknown_caller",
    talk: (f) => `
A: ${f.hello}
C: Hi, am I speaking with the owner?
A: She's not in. What's it about?
C: My name is ${f.first}, I'm with First Coast Payments. Do you know what you're paying per swipe?
A: We're happy with what we have, thanks.
C: It'd take two minutes. Most caterers save about three hundred a month.
A: You can email us something, but I can't talk right now.
C: When would be a good time? Thursday at ten?
A: Email, please. Thank you.
C: Okay. Have a blessed day.`,
    summary: () => "Sales call from a payment processor; asked to email.",
  },
  {
    id: "unknown-job-seeker",
    kind: "unknown_caller",
    sentiment: "POSITIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi, I saw that you're hiring teppanyaki chefs?
A: We are! Do you have experience?
C: I worked at a place in Torrance for four years. And, uh, before that I was a dishwasher there, so I've seen everything.
A: Ha, that's good. Can you do weekends?
C: Weekends, evenings, whatever.
A: Great. Come by Tuesday at two and cook for us. Bring your own knives.
C: I will. Should I do the egg trick?
A: Please do the egg trick. What's your name?
C: ${f.full}. I'm at ${f.phone}.
A: See you Tuesday, ${f.first}.`,
    summary: (f) => `${f.full} applied as a teppanyaki chef, four years of experience. Trial on Tuesday at two.`,
    nextSteps: (f) => [`Trial cooking with ${f.first} on Tuesday at two`],
  },
  {
    id: "unknown-guest-left-jacket",
    kind: "unknown_caller",
    talk: (f) => `
A: ${f.hello}
C: Hi, I was a guest at one of your parties and I think I left my jacket on your van.
A: On the van? Okay. Which party?
C: It was at a friend's house, in Glendale, I think last weekend. A denim jacket.
A: Whose party was it, do you know the name?
C: Um, it was my girlfriend's coworker's thing. I don't know the last name. Jess?
A: I'll ask the crews. What's your name and number?
C: ${f.full}, ${f.phone}.
A: If we find it I'll call you.
C: Thanks, there's a Dodgers pin on it.`,
    summary: (f) =>
      `Guest ${f.full} is missing a denim jacket with a Dodgers pin, perhaps left on a van after a party in Glendale.`,
    nextSteps: () => ["Ask the crews about the jacket"],
  },
  {
    id: "unknown-health-inspector",
    kind: "unknown_caller",
    talk: (f) => `
A: ${f.hello}
C: Good ${f.partOfDay}, this is ${f.full} with County Environmental Health.
A: Hi. What can I do for you?
C: Your mobile permit's up for renewal on the thirtieth, and I need to see two of the carts.
A: Okay. When would you like to come?
C: I have Wednesday at nine, or the Monday after.
A: Wednesday at nine is fine, both carts are in then.
C: Please have the commissary agreement ready.
A: Will do. Thank you for calling ahead.`,
    summary: () => "County inspector will see two carts on Wednesday at nine; permit renewal is due on the thirtieth.",
    nextSteps: () => ["Have the commissary agreement and both carts ready on Wednesday at nine"],
  },
];

/** Colleagues among themselves. */
export const INTERNAL_SCRIPTS: readonly Script[] = [
  {
    id: "internal-van-keys",
    kind: "internal",
    direction: "INTERNAL",
    talk: (f) => `
A: Hey, it's ${f.agent}. Do you have the keys to van two?
A: ${f.otherChef} has them, he took it to get the tire looked at.
A: Is he back before the ${f.n(5)} o'clock?
A: He said an hour. So, LA hour.
A: Great. I'll put ${f.chef} on van one then.
A: Okay, tell him the long tongs are in the drawer.`,
    summary: () => "Colleagues swap vans because of a tire.",
  },
  {
    id: "internal-who-takes-saturday",
    kind: "internal",
    direction: "INTERNAL",
    talk: (f) => `
A: Hi, got a second? I'm doing the board for the weekend.
A: Sure, go.
A: I've got three on Saturday and two chefs. ${f.chef} asked for the day off.
A: Again? It's the busiest day.
A: It's his kid's recital. I said yes already.
A: Okay. Then ${f.otherChef} does lunch and the late one, and I'll call Ernesto for the other.
A: Ernesto's in Fresno.
A: Then I'll cook it myself. It's like riding a bike.
A: A bike that's on fire.
A: Exactly.`,
    summary: () => "Weekend staffing: three Saturday events, two chefs; a third is needed.",
    nextSteps: () => ["Find a third chef for Saturday"],
  },
  {
    id: "internal-transfer-heads-up",
    kind: "internal",
    direction: "INTERNAL",
    talk: (f) => `
A: ${f.colleague}, I have somebody on the other line who wants to talk to whoever does the invoices.
A: That's me. Are they mad?
A: Not mad. Confused.
A: I can work with confused. Put them through.
A: Okay, here they come.`,
    summary: () => "Announced a caller with a question about an invoice.",
  },
];
