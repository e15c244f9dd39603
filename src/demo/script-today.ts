import type { Script } from "./script.js";

const today = [0, 0] as const;

/** Calls on the day itself. */
export const TODAY_SCRIPTS: readonly Script[] = [
  {
    id: "today-chef-late",
    hours: [0.3, 1.4],
    kind: "day_of",
    host: "home",
    days: today,
    sentiment: "NEGATIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi, where is everybody? It's ${f.full}. Your chef was supposed to be here by now.
A: Hi ${f.first}, let me check on him right away. You're at ${f.e.street}, right?
C: Yes. ${f.e.guests} people, they're all standing around looking at an empty patio.
A: I'm so sorry. He's on the 405, there's an accident by the airport. Fifteen minutes.
C: Fifteen real minutes or fifteen LA minutes?
A: I've got him on the map, it's fifteen. We'll start cooking at ${f.e.time} no matter what, the grill heats up fast.
C*: Okay. Okay. I'm just stressed. My mother-in-law keeps looking at her watch.
A: Give her some of the gyoza first. I'll have him bring it, on us.
C: That'd help, actually. Thank you.
A: I'll text you when he's turning onto your street.`,
    summary: (f) =>
      `Chef is late to ${f.e.street} because of traffic; ${f.e.guests} guests waiting. Promised arrival in fifteen minutes and free gyoza.`,
    nextSteps: () => ["Text the host when the chef is close", "Gyoza at no charge"],
  },
  {
    id: "today-gate-closed-outbound",
    host: "home",
    hours: [0.5, 1.7],
    kind: "day_of",
    direction: "OUTBOUND",
    days: today,
    talk: (f) => `
C: Hello?
A: Hi ${f.first}, it's ${f.agent} from Ember and Steel. ${f.chef} is at the gate and it won't open.
C: Oh! Sorry, sorry. It's pound, two two eight, six.
A: Pound two two eight six. Okay, I'm telling him. ... He says it's opening.
C: Great. Tell him to come all the way back, we're by the pool.
A: Will do. You're still ${f.e.guests} today?
C: More or less! Somebody's cousin brought a date.
A: One more plate won't kill us. Food at ${f.e.time}.
C: Perfect. I see him! I see the van. Okay, bye!`,
    summary: (f) => `Chef stood at the closed gate; code 2286 given. Serving at ${f.e.time} as planned.`,
    nextSteps: () => ["Add the gate code to the customer's notes"],
  },
  {
    id: "today-propane-question",
    hours: [2, 12],
    kind: "day_of",
    host: "home",
    days: today,
    talk: (f) => `
A: ${f.hello}
C: Hi, it's ${f.full}, we're on for today at ${f.e.time}.
A: Yes! All good over there?
C: Yeah. Quick question, does the chef bring his own propane or do I need to run to Home Depot?
A: No, no, he brings two full tanks. Please don't run anywhere.
C: Okay good, because I was already holding the car keys.
A: Put the keys down. You just need ice and drinks.
C: Ice. See, I knew there was something. And he's getting here when?
A: ${f.e.arrival}, give or take.
C: Perfect. See him then.`,
    summary: (f) => `Host asked about propane for today's ${f.e.time} event: the chef brings two tanks.`,
  },
  {
    id: "today-running-behind-outbound",
    hours: [1.5, 3],
    kind: "day_of",
    direction: "OUTBOUND",
    days: today,
    talk: (f) => `
C: Hi, ${f.first} speaking.
A: Hey ${f.first}, ${f.agent} from Ember and Steel. Just a heads up, the van's about twenty minutes behind.
C: Oh. Is that going to push the food?
A: It might, a bit. We had ${f.e.time}, so it could be ten after.
C: That's fine, honestly. Half of them aren't here either.
A: Oh good. I hate making this call.
C: No, no, I appreciate you calling. My last caterer just didn't show up.
A: Ouch. Not us. ${f.chef} has your ${f.e.pack} for ${f.e.guests} all packed.
C: Sounds good. We'll be out back.
A: Thanks for understanding.`,
    summary: (f) => `Told the host that the crew runs twenty minutes late for ${f.e.time}; host is relaxed.`,
    sentiment: "NEUTRAL",
  },
  {
    id: "today-more-people",
    hours: [0.3, 1.3],
    kind: "day_of",
    host: "home",
    days: today,
    talk: (f) => `
A: ${f.hello}
C: Hi, um, this is ${f.first} ${f.last}. Your guy is setting up in our yard right now.
A: Great! How's it look?
C: It looks awesome. But we've got a situation, more people are showing up than we said.
A: Okay. You were ${f.e.guests}. How many more?
C: Three for sure. Maybe four. Can he stretch it?
A: He's always got about ten percent extra on the truck, so three or four is fine.
C*: Oh thank God. And what do we owe for them?
A: Same price, ${f.e.price} a plate. He'll add it to the balance.
C: Done. Thank you. Everybody's taking pictures of the grill already.
A: Tag us!`,
    summary: (f) =>
      `On the day: three or four unannounced guests beyond ${f.e.guests}; the chef's reserve covers them.`,
    nextSteps: () => ["Add the extra plates to the balance"],
    sentiment: "POSITIVE",
  },
  {
    id: "today-office-wheres-the-dock",
    hours: [0.7, 1.8],
    kind: "day_of",
    days: today,
    host: "office",
    direction: "OUTBOUND",
    talk: (f) => `
C: ${f.first} speaking.
A: Hi ${f.first}, ${f.agent}, Ember and Steel. Our van is in front of ${f.e.street} and the guard's never heard of us.
C: Oh for heaven's sake. I emailed them twice. Put him on? Or, no, I'll come down.
A: Thank you. It's a white van, ${f.chef} is driving.
C: Two minutes. Are you still okay for ${f.e.time}?
A: If we're in within ten minutes, yes. It's ${f.e.guests} plates.
C: I'm in the elevator. You might lose me.
A: No problem, he'll wait at the...
C: I see the van. Okay. Okay, we're good, he's waving him in.
A: Great, thanks ${f.first}.`,
    summary: (f) =>
      `Security at ${f.e.street} did not expect the crew; ${f.first} let them in. Food at ${f.e.time} not at risk.`,
  },
  {
    id: "today-stove-is-cold",
    hours: [-0.7, 0.4],
    kind: "day_of",
    days: today,
    sentiment: "NEGATIVE",
    talk: (f) => `
A: ${f.hello}
C: Yes, hi, I need a manager.
A: I can help you, I'm ${f.agent}, I run the floor today. Who's this?
C: ${f.last}, in ${f.e.city}. The one today at ${f.e.time}. Your chef says the burner's broken.
A: Okay. Is he there with you? One of the two burners, or both?
C: One. He's cooking for ${f.e.guests} people on half a grill. It's going to take all night.
A: I have a spare in Culver City, I'm sending a driver this minute. Twenty-five minutes.
C*: I'm not paying full price for this, I'm telling you now.
A: I understand. I'm taking ten percent off, and if it takes longer than that we'll talk again.
C: Fine. Please just hurry.
A: He's already walking to the car.`,
    summary: (f) =>
      `Equipment failure at ${f.last}'s event: one burner out with ${f.e.guests} guests. Spare grill sent, ten percent discount.`,
    nextSteps: () => ["Deliver the spare burner", "Apply ten percent discount", "Call the host tomorrow"],
  },
  {
    id: "today-crew-stays-longer",
    kind: "day_of",
    days: today,
    hours: [-3, -0.4],
    host: "home",
    sentiment: "POSITIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi, it's ${f.first} ${f.last}, your chef's at our place right now.
A: Hi ${f.first}! I hope that's a good call. I hear people.
C: Oh, it's a party! No, it's great. We started at ${f.e.time} and the kids are asking for seconds.
A: Of course they are.
C: So my question is, can he stay another half hour? The cake hasn't even come out.
A: I don't see anything after you today, so yes. It's ${f.money(75)} for the extra half hour.
C*: Worth every penny. Please tell him yes, because he says he needs it from you.
A: I'm texting him. Enjoy the cake!
C: Thank you! Everybody say thank you! ... They say thank you.`,
    summary: (f) => `During ${f.event}: the chef may stay another half hour for ${f.money(75)}. Guests are happy.`,
    nextSteps: () => ["Add half an hour to the bill", "Tell the chef"],
  },
  {
    id: "today-office-serving-now",
    kind: "day_of",
    days: today,
    hours: [-3, -0.2],
    host: "office",
    talk: (f) => `
A: ${f.hello}
C: Hi ${f.agent}, it's ${f.who}. The line's out the door.
A: Oh no. Is it moving?
C: It's moving. But we've got a one thirty meeting that half of these people are in. I mean, whenever it is, they have to be back.
A: How many still need to eat?
C: I'd say ${f.n(15)} out of the ${f.e.guests}.
A: ${f.chef} can box those up, and they can take it to the meeting.
C*: Boxes! Yes. Boxes would save my life.
A: He has forty boxes on the van. I'll call him.
C: Thank you. It smells unbelievable in here, by the way.`,
    summary: (f) =>
      `During ${f.event}: about fifteen of ${f.e.guests} have to leave for a meeting; their plates are boxed.`,
    nextSteps: () => ["Chef to box the remaining plates"],
  },
  {
    id: "today-morning-check-outbound",
    kind: "day_of",
    direction: "OUTBOUND",
    days: today,
    hours: [2, 11],
    talk: (f) => `
C: Hello?
A: Hi ${f.first}, it's ${f.agent} from Ember and Steel. Today's the day!
C: I know! I've been up since five.
A: Everything's packed on our end. ${f.e.guests} guests, the ${f.e.pack}, food at ${f.e.time}.
C: Yes. And they're here at...
A: ${f.e.arrival}. It's ${f.chef}, in a white van.
C: Okay. Should I put out the drinks before or after?
A: Before. Once he lights the grill nobody looks at the drinks anymore.
C: Ha, good tip. Okay. See him soon.
A: Have a great time.`,
    summary: (f) => `Morning check for today: ${f.e.guests} guests, ${f.e.time}, crew at ${f.e.arrival}.`,
    sentiment: "POSITIVE",
  },
  {
    id: "today-how-much-cash",
    kind: "day_of",
    days: today,
    hours: [-6, 14],
    talk: (f) => `
A: ${f.hello}
C: Hi, ${f.full}. I'm standing at the ATM and I have no idea what I owe you people.
A: Hi ${f.first}! That's for today, ${f.e.guests} guests?
C: Today, right, at ${f.e.time}. ${f.event}.
A: Okay, the total was ${f.e.total}, you paid ${f.e.deposit} down, so it's ${f.e.balance}.
C: Oh boy. The machine gives me six hundred at a time.
A: You can pay by card, too. Or Zelle, to this number.
C: Zelle! Why didn't I think of that. Okay, then the cash is just for the tip.
A: They'll love you. It's ${f.chef} and a helper.
C: Got it. Two envelopes. Thanks!`,
    summary: (f) => `Asked for the balance of today's event: ${f.e.balance}, to be paid by Zelle. Tip in cash for two.`,
    nextSteps: (f) => [`Watch for ${f.e.balance} by Zelle`],
  },
];
