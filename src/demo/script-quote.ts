import type { Script } from "./script.js";

/** Prices for an event that is not booked, and may never be. The facts of an event are only imagined ones. */
export const QUOTE_SCRIPTS: readonly Script[] = [
  {
    id: "quote-just-looking",
    kind: "quote",
    talk: (f) => `
A: ${f.hello}
C: Hi, I'm just calling around for prices.
A: Sure! What kind of event?
C: It's for ${f.mine}. Probably sometime in the spring, we don't have a date.
A: Okay, and about how many people?
C: ${f.e.guests}? Maybe fewer. It depends on my aunt's side.
A: For ${f.e.guests} you'd be looking at about ${f.e.total} with the ${f.e.pack}. That's everything, setup and cleanup.
C: Hm, okay. That's more than the taco guy.
A: Ha, it would be. The taco guy doesn't do the volcano.
C: True. Can you email me something I can show my ${f.spouse}?
A: Absolutely. What's your name and email?
C: ${f.full}. It's, um, ${f.first} dot ${f.last} at example dot com.
A: Great. I'll send you the menu and prices, no obligation.
C: Thanks, I'll get back to you.`,
    summary: (f) =>
      `${f.full} asked for prices for about ${f.e.guests} people in spring, no date yet. Quoted about ${f.e.total}.`,
    nextSteps: () => ["Email the menu and price list", "Follow up in two weeks"],
  },
  {
    id: "quote-too-far",
    kind: "quote",
    talk: (f) => `
A: ${f.hello}
C: Hi, do you go out to Palm Springs?
A: We have, yes. It depends on the date. What are you planning?
C: A bachelorette weekend. There's ${f.n(12)} of us. A house with a pool.
A: Fun! There's a travel fee of ${f.money(250)} that far out, and a minimum of ${f.money(900)}.
C: Oof. So like twelve hundred dollars.
A: About that. Per person it's a hundred, and nobody has to cook.
C: Yeah... let me take it to the group chat. There's always one person who makes it difficult.
A: There is, isn't there?
C: It's me, usually. Okay, I'll call you back.
A: Sounds good. Who do I ask for if you do?
C: ${f.first}. Thanks!`,
    summary: (f) =>
      `${f.first} asked about a bachelorette weekend in Palm Springs for twelve; quoted travel fee and minimum. Undecided.`,
  },
  {
    id: "quote-wedding",
    kind: "quote",
    talk: (f) => `
A: ${f.hello}
C: Hello, I'm a wedding planner, ${f.full} Events. I wanted to know if you handle bigger groups.
A: How big is bigger?
C: A hundred and forty. It's next June, at a ranch near Ojai.
A: That's six grills and six chefs. We've done that twice.
C: Okay great. What would that be, ballpark?
A: Ballpark eighty-five a head, so just under twelve thousand, with staff.
C: And do you do a tasting?
A: We do, at our kitchen on Tuesdays.
C: I'll talk to the couple. They're between you and a barbecue place. Could you send me your insurance and a sample menu?
A: Sure. Where do I send it?
C: I'll text this number with my email.
A: Perfect. Thanks for thinking of us.`,
    summary: (f) =>
      `Wedding planner ${f.full} asked about 140 guests near Ojai next June; ballpark just under 12,000 dollars. Wants insurance and sample menu.`,
    nextSteps: () => ["Send insurance certificate and sample menu", "Offer a tasting on a Tuesday"],
  },
  {
    id: "quote-tomorrow-impossible",
    kind: "quote",
    talk: (f) => `
A: ${f.hello}
C: Hey, this is going to sound crazy. Do you have anything tomorrow?
A: Tomorrow? Let me look... no, I'm sorry. We're completely full.
C: Not even for, like, ${f.n(10)} people? I'd pay extra.
A: I wish. Both crews are out until late. I could do next week.
C: No, she's only here tomorrow. Okay. Do you know anybody else?
A: Try the culinary school on Figueroa, they sometimes send people out.
C: Oh, that's a good idea. Thank you so much.
A: Good luck! And call us next time.`,
    summary: () => "Asked for a chef tomorrow; fully booked. Referred to the culinary school.",
  },
  {
    id: "quote-school-fundraiser",
    kind: "quote",
    talk: (f) => `
A: ${f.hello}
C: Good ${f.partOfDay}, my name is ${f.full}, I'm with the PTA at Larkspur Elementary.
A: Hi! What can we do for you?
C: We have a fundraiser in the fall, and we wondered if you'd do, sort of, a stand? People pay per plate.
A: We haven't done a stand in a while. How many plates would you expect?
C: Last year it was two hundred. But that was pizza.
A: Okay. I think we'd need a minimum of a hundred and fifty plates at fourteen dollars.
C: And the school keeps something?
A: You'd set the price. If you charge eighteen, you keep four.
C: Huh, that's not bad. I'll bring it to the board on the ninth.
A: Great. I'll email you a one-pager.
C: Lovely, thank you.`,
    summary: (f) =>
      `${f.full} of the PTA at Larkspur Elementary asked about a stand at a fundraiser in the fall; board decides on the ninth.`,
    nextSteps: () => ["Email a one-page offer for the PTA"],
  },
];

/** Somebody who booked before, with something else on their mind: a known caller, yet no booking to link to. */
export const NO_BOOKING_SCRIPTS: readonly Script[] = [
  {
    id: "quote-known-customer-idea",
    kind: "quote",
    talk: (f) => `
A: ${f.hello}
C: Hi ${f.agent}, it's ${f.full}. I'm not booking anything yet, I'm just dreaming.
A: Dreaming's free. What've you got?
C: We might do something next summer. A big one. When the family comes over.
A: How big's the family?
C: Sixty? Seventy? Nobody knows.
A: For that I'd bring three grills. You'd be between four and five thousand, depending on the package.
C: Okay. That's kind of what I thought. And how early do I have to tell you?
A: For a summer Saturday, three months.
C: Three months. Okay. I'll talk to everybody at Christmas and let you know.
A: No rush. I'll make a note that you asked.
C: Thanks!`,
    summary: (f) =>
      `${f.full} is thinking about a family party next summer for sixty to seventy. Nothing booked. Needs to decide three months ahead.`,
    nextSteps: () => ["Check in after the holidays"],
  },
  {
    id: "quote-gift-certificate",
    kind: "quote",
    sentiment: "POSITIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi, it's ${f.full}. This isn't about any party of mine, I want to give one away.
A: Oh, a gift certificate! Who's the lucky one?
C: My assistant's getting married. I thought, dinner for eight or so, whenever they like.
A: Lovely. We do certificates from ${f.money(300)} up, they pick the date themselves.
C: What would cover eight people?
A: With the Classic, ${f.money(480)}. I'd make it five hundred.
C: Okay, five hundred. Can you email it? I'll print it and put it in a card.
A: Of course. What name goes on it?
C: Leave that empty. I never know how to spell his.
A: Ha, okay. You'll have it in an hour.`,
    summary: (f) =>
      `${f.full} bought a gift certificate of 500 dollars for an assistant's wedding. No event of their own.`,
    nextSteps: () => ["Email the gift certificate"],
  },
  {
    id: "quote-recommends-friend",
    kind: "quote",
    sentiment: "POSITIVE",
    talk: (f) => `
A: ${f.hello}
C: Hey, it's ${f.first} ${f.last}. Quick thing, not about us this time.
A: Sure, what's up?
C: My friend Colette's going to call you. She wants sixteen people at her lake house. Be nice to her.
A: We're always nice!
C: I know. It's her first party since the divorce. And if you have some kind of friends' discount...
A: For you, ten percent. And you get a credit when she books.
C: Oh, I don't need the credit. Give it to her.
A: You're a good friend. I'll put a note in with her name. Colette...
C: Marsh. Like the bird place. Okay, thanks!`,
    summary: (f) =>
      `${f.full} announced that a friend, Colette Marsh, will call about sixteen people; ten percent discount promised.`,
    nextSteps: () => ["Note the discount for Colette Marsh"],
  },
  {
    id: "quote-borrow-a-chef",
    kind: "quote",
    talk: (f) => `
A: ${f.hello}
C: Hi, ${f.full} here. I've got a strange request.
A: I like strange.
C: My nephew's a film student and he needs somebody who can flip a shrimp on camera. For about an hour.
A: Ha! Is it paid?
C: In pizza.
A: I can ask the chefs. When's the shoot?
C: They don't have a date. They don't have a camera either, as far as I can tell.
A: Okay. Tell him to email us when there's a date, and I'll see who's crazy enough.
C: He'll be over the moon. Thanks, ${f.agent}.`,
    summary: (f) =>
      `${f.full} asked whether a chef would appear in a nephew's student film; no date. To write an email.`,
  },
];
