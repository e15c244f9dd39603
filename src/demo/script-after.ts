import type { Script } from "./script.js";

const after = [-9, -1] as const;

/** Feedback once the event is over. */
export const FEEDBACK_SCRIPTS: readonly Script[] = [
  {
    id: "feedback-thank-you",
    kind: "feedback",
    host: "home",
    days: after,
    sentiment: "POSITIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi! This is ${f.full}. I just wanted to say thank you.
A: Aw, hi ${f.first}! How was it?
C: It was so good. We had you ${f.e.when}, for ${f.mine}, and people are still texting me about it.
A: That makes my day. Who was your chef?
C: ${f.chef}. He got my ninety year old grandfather to catch a shrimp in his mouth.
A: Ha! Did he catch it?
C*: Third try. The whole yard went crazy. It was, honestly, it was the best part of the night.
A: I'm going to tell him, he'll be so proud. Was there anything we could do better?
C: Um... the rice ran out a little fast? But that's me being picky, with ${f.e.guests} people.
A: No, that's good to know. I'll pass it on.
C: And I left you five stars.
A: Thank you so much, ${f.first}. See you at the next one!`,
    summary: (f) => `Happy feedback on ${f.event} ${f.e.when}: ${f.chef} was the highlight. The rice ran out quickly.`,
    nextSteps: (f) => [`Pass the praise on to ${f.chef}`, "Plan more rice per head"],
  },
  {
    id: "feedback-outbound-survey",
    kind: "feedback",
    direction: "OUTBOUND",
    days: after,
    sentiment: "POSITIVE",
    talk: (f) => `
C: Hello?
A: Hi ${f.first}, it's ${f.agent} with Ember and Steel. I'm just calling to hear how ${f.event} went.
C: Oh, that's nice of you. It went great.
A: ${f.e.guests} people, right? Did everyone get enough?
C: More than enough. We're still eating leftovers.
A: And the timing? You wanted to start at ${f.e.time}.
C: Pretty much on the dot. The setup took a little longer but nobody cared.
A: Good, good. If you had to give us one thing to improve?
C: Hmm. Maybe the salad, it was kind of an afterthought.
A: Fair. Would you book us again?
C*: We're already talking about New Year's, so yes.
A: I love that. Just call me when you have a date. Thank you, ${f.first}.
C: Thank you for calling.`,
    summary: (f) => `Follow-up after ${f.event}: plenty of food, on time, salad could be better. Wants to book again.`,
    nextSteps: () => ["Call about the next event"],
  },
  {
    id: "feedback-mixed",
    kind: "feedback",
    host: "home",
    days: after,
    talk: (f) => `
A: ${f.hello}
C: Hi, I got your email asking how it was, and I thought I'd rather tell a human.
A: I appreciate that. Who am I talking to?
C: ${f.full}. ${f.e.when}, ${f.e.guests} people, in ${f.e.city}.
A: Yes, the ${f.e.pack}. So, how was it?
C: So the food was great. The ${f.e.mainProtein} was cooked perfectly.
A: I hear a but coming.
C: But the music. He brought a speaker? And it was, um, a lot. My parents couldn't hear themselves.
A: Oh. I'm sorry. He should've asked.
C: It's not a big deal. I just think somebody should tell him.
A: I'll tell him. Was there anything else?
C*: No, honestly, otherwise I'd do it again tomorrow. ${f.e.place} still smells like garlic butter.
A: Ha, that stays for a while. Thank you for calling.`,
    summary: (f) => `Feedback on ${f.event} ${f.e.when}: food excellent, chef's music too loud.`,
    nextSteps: () => ["Ask chefs to check with the host before playing music"],
  },
  {
    id: "feedback-office-praise",
    kind: "feedback",
    days: after,
    host: "office",
    sentiment: "POSITIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi ${f.agent}, ${f.who}. You know you made me look good, right?
A: Ha, did we? How was it?
C: ${f.e.when}, ${f.e.guests} people, and I got like thirty emails. Nobody emails me about ${f.e.meal}. Ever.
A: That's fantastic. Did the line move okay?
C: It moved. The first plates were out at ${f.e.time}, like you said. The tofu people were happy too.
A: Oh good, I was a little worried about the vegetarians.
C*: No, no. One of them asked for the recipe. Anyway, could you send the final invoice to me this time?
A: Sure, I'll do it now. And you'll be back?
C: I'm getting on the calendar for the next one. I'll call.
A: Please do.`,
    summary: (f) => `${f.full} reports great feedback on ${f.event} for ${f.e.guests}; asks for the final invoice.`,
    nextSteps: () => ["Send the final invoice to the organizer"],
  },
  {
    id: "feedback-photos-and-tip",
    kind: "feedback",
    host: "home",
    days: after,
    sentiment: "POSITIVE",
    talk: (f) => `
A: ${f.hello}
C: Hello, it's ${f.first} ${f.last}. You cooked for us ${f.e.when}?
A: Yes, hi! ${f.event}! How was everything?
C: Lovely, lovely. I'm calling because I'm embarrassed, I think we forgot to tip the boys.
A: Oh, that's sweet of you to call about that.
C: In all the excitement, you know, with ${f.e.guests} people hugging you goodbye...
A: I can send you a little link, and it goes straight to them.
C: Do that. And I have some pictures, if you want them. There's one with the flames, it's as tall as the house.
A: We'd love those! Is it okay if we post them?
C: Sure. Not the one of my uncle, though. You'll see which one.
A: Ha! Understood. Thank you, ${f.first}.`,
    summary: (f) => `Grateful after ${f.event}; wants to tip the crew by link and will send photos.`,
    nextSteps: () => ["Send the tip link", "Ask before posting photos, not the uncle"],
  },
  {
    id: "feedback-recipe",
    kind: "feedback",
    host: "home",
    days: after,
    sentiment: "POSITIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi, it's ${f.full}. I need the recipe for that ginger sauce.
A: Ha, you and everybody else. How was your party?
C: It was ${f.e.when}, ${f.event}, I can't stop thinking about it. The sauce. Well, and the party.
A: I'm so glad. I can't give you the recipe, but I can sell you a bottle.
C: You bottle it? Put me down for three.
A: Done. Anything we should know? Was ${f.chef} on time?
C: He was early. ${f.e.guests} people, and he knew everybody's name by the end.
A: He does that. I'll tell him.
C*: Tell him my kids want to be him now.
A: I will. The bottles are twelve dollars each, I'll ship them tomorrow.
C: Amazing. Thanks!`,
    summary: (f) =>
      `Loved ${f.event} ${f.e.when}; ordered three bottles of ginger sauce. ${f.chef} was early and charming.`,
    nextSteps: (f) => ["Ship three bottles of ginger sauce", `Tell ${f.chef}`],
  },
  {
    id: "feedback-outbound-short",
    kind: "feedback",
    direction: "OUTBOUND",
    days: after,
    talk: (f) => `
C: Yeah?
A: Hi ${f.first}, ${f.agent}, Ember and Steel. Did I catch you at a bad time?
C: I'm about to go into something, but go ahead.
A: I'll be quick. How was everything ${f.e.when}?
C: Good, good. Food was good. The guy was funny.
A: Great. One to ten?
C: Uh, nine. Would've been a ten, but he parked on the lawn.
A: Oh no. I'll talk to him. Is the lawn okay?
C: It's grass, it'll live. The ${f.e.guests} people on it did more damage.
A: Okay. Thank you, ${f.first}. I'll let you go.
C: Yep. Thanks. Bye.`,
    summary: (f) => `Short follow-up after ${f.event} ${f.e.when}: nine of ten, the van stood on the lawn.`,
    nextSteps: () => ["Remind the crews not to park on lawns"],
    host: "home",
  },
];

/** And complaints. */
export const COMPLAINT_SCRIPTS: readonly Script[] = [
  {
    id: "complaint-undercooked",
    kind: "complaint",
    fits: (f) => f.e.proteins.startsWith("chicken"),
    days: after,
    sentiment: "NEGATIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi. I'm calling about ${f.e.day}, and I'm not happy.
A: I'm sorry to hear that. Can I have your name?
C: ${f.full}. ${f.mine}, ${f.e.guests} people.
A: Okay, ${f.first}. Tell me what happened.
C: The chicken was pink. Not everyone's, but at least four plates. Pink. In the middle.
A: That should never happen. Did anybody get sick?
C: No. Thank God. But people stopped eating, and it was, you know, it was embarrassing.
A: Of course it was. Did you tell ${f.chef}?
C: We did, and he threw them back on, and by then everyone had lost their appetite.
A: I hear you. I'll speak to him today. Let me take those plates off, and let me talk to the owner about more than that.
C*: I'd like half of it back, honestly. I paid ${f.e.total}.
A: I understand. She'll call you back by tomorrow noon, on this number.
C: Alright. I'll be waiting.`,
    summary: (f) =>
      `Complaint about ${f.event} ${f.e.when}: undercooked chicken on at least four plates. Host asks for half of ${f.e.total} back.`,
    nextSteps: (f) => ["Owner to call back by tomorrow noon", `Speak with ${f.chef}`, "Decide on a refund"],
  },
  {
    id: "complaint-late-and-rushed",
    kind: "complaint",
    host: "home",
    days: after,
    sentiment: "NEGATIVE",
    talk: (f) => `
A: ${f.hello}
C: Yeah, ${f.last} is my name. You did a party for us ${f.e.when}.
A: In ${f.e.city}, yes. What can I do for you?
C: So we said ${f.e.time}, and he rolled in at, I don't know, forty-five minutes after that.
A: I'm very sorry, ${f.first}. I saw a note about traffic, but I didn't know it was that bad.
C: And then he rushed. Everybody got fed, fine, but the whole show, the volcano, all of that, he skipped.
A: That's a big part of what you paid for.
C: It is! My kid cried. She'd been talking about the volcano for weeks.
A: Oh no. Okay. That's on us.
C: So what are you gonna do about it?
A: I can refund the entertainment part today, that's ${f.money(150)}, and I'd like to offer you a discount on the next one.
C*: I don't know if there's gonna be a next one. But the refund, yes.
A: It'll be on your card in three to five days. And please tell your daughter we're sorry.
C: Yeah. Okay. Thanks.`,
    summary: (f) => `Chef came 45 minutes late ${f.e.when} and skipped the show. Refund of ${f.money(150)} promised.`,
    nextSteps: (f) => [`Refund ${f.money(150)}`, "Review the chef's schedule for that day"],
  },
  {
    id: "complaint-grease-on-patio",
    kind: "complaint",
    days: after,
    host: "home",
    sentiment: "NEGATIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi, this is ${f.full}. The dinner was fine, but I've got oil stains all over my patio.
A: Oh no. From ${f.e.day}?
C: Yes. It's travertine, we just had it sealed. It's soaked in.
A: Was there no mat under the grill?
C: There was, but the cart with the oil wasn't on it.
A: Okay. I'm really sorry about that. Could you send me pictures?
C: I already emailed them. My contractor says ${f.money(380)} to clean and reseal.
A: We're insured for this. Can you get that in writing from him?
C*: I can. I just don't want to chase you for weeks.
A: You won't. I'm opening the claim right now, and I'm giving you my direct extension, it's one oh four.
C: One oh four. Okay. Thank you. And, uh, the food was great.
A: Thank you for saying that.`,
    summary: (f) => `Oil stains on the patio after ${f.event}; cleaning about ${f.money(380)}. Insurance claim opened.`,
    nextSteps: () => ["Open the insurance claim", "Wait for the contractor's written quote"],
  },
  {
    id: "complaint-wrong-bill",
    kind: "complaint",
    host: "home",
    days: after,
    sentiment: "NEGATIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi, you charged me twice.
A: Oh. Let me look into that. What's your name, and when was the event?
C: ${f.full}, ${f.e.date}. I paid the chef the balance and now I see it again on my card.
A: ${f.e.balance}, both times?
C: Exactly. ${f.e.balance}, and then ${f.e.balance} again the next morning.
A: I see what happened, it ran automatically as well. I'm reversing it now.
C: How long does it take? Because that's my mortgage money.
A: Two business days, usually. I'll stay on it.
C*: I'm a little shocked, to be honest. The party itself was nice.
A: I'm really sorry. I'd be upset too. You'll have an email from me in five minutes with the confirmation.
C: Okay. I'll look for it.`,
    summary: (f) => `Balance of ${f.e.balance} for ${f.e.date} was charged twice; reversed during the call.`,
    nextSteps: () => ["Email the reversal confirmation", "Check that the money arrived in two days"],
  },
  {
    id: "complaint-missing-item",
    kind: "complaint",
    fits: (f) => f.onOrder && f.extraKind === "food",
    days: after,
    sentiment: "NEGATIVE",
    talk: (f) => `
A: ${f.hello}
C: Hello, I wanted to ask about ${f.e.day}. We ordered ${f.extra} and that never came.
A: Oh, I'm sorry. Under which name was that?
C: ${f.last}, ${f.first} ${f.last}. For ${f.e.guests}.
A: Let me see... yes, I see it on the order. And there was nothing at all?
C: No. He said it wasn't on his sheet. I didn't want to argue in front of everybody.
A: You shouldn't have to. That's our mistake, the sheet was printed before you added it.
C: So do I get that back?
A: You get that back, and I'll put a credit on your account on top.
C*: Okay, that's fair. The rest was good, I want to say that too.
A: Thank you for being so kind about it.`,
    summary: (f) => `${f.extra} was ordered but missing at ${f.event} ${f.e.when}. Refund and credit promised.`,
    nextSteps: (f) => [`Refund ${f.extra}`, "Print chef sheets on the morning of the event"],
  },
];
