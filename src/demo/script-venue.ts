import type { Script } from "./script.js";

/** The same event somewhere else. */
export const VENUE_SCRIPTS: readonly Script[] = [
  {
    id: "venue-sprinklers",
    fits: (f) => !f.to.place.startsWith("our ") || f.to.place === "our neighbor's yard",
    kind: "venue",
    change: "venue",
    host: "home",
    talk: (f) => `
A: ${f.hello}
C: Hi, it's ${f.full}. Is it too late to change the address for ${f.e.day}?
A: No, not at all. What's going on?
C: A sprinkler line broke and, um, the whole yard is a swamp.
A: Oh no.
C: Yeah. So we're doing it at ${f.to.place} now.
A: Okay, and the address there?
C*: ${f.to.street}. In ${f.to.city}.
A: ${f.to.street}, ${f.to.city}. Is there a flat spot about ten by ten for the grill? And not under a low roof?
C: There's a driveway. It's flat. It's big.
A: Driveway's great. Everything else is the same, ${f.e.guests} guests at ${f.e.time}?
C: Everything else the same.
A: Alright, I've changed it. See you at the new place.`,
    summary: (f) =>
      `${f.event} moves from ${f.e.city} to ${f.to.street}, ${f.to.city}; grill on the driveway. Date, time and guests unchanged.`,
    nextSteps: (f) => [`Change the address to ${f.to.street}, ${f.to.city}`, "Check the travel fee"],
  },
  {
    id: "venue-not-yet-known",
    fits: (f) => /clubhouse|pool house|center|lot|annex|campus/.test(f.to.place),
    kind: "venue",
    change: "venue",
    talk: (f) => `
A: ${f.hello}
C: Hello, I finally have a location for you! This is ${f.first}, ${f.first} ${f.last}.
A: Hi ${f.first}! Which event is it again?
C: ${f.e.date}. It's for ${f.e.guests}, ${f.mine}.
A: Right, right. I had ${f.e.street} as a placeholder.
C: Yeah, scratch that. We're going to be at ${f.to.place}.
A: Great, and where's that?
C: It's ${f.to.street}, um, ${f.to.city}. The entrance is around the back.
A: ${f.to.street}. Around the back. Is there parking for a van?
C: There's a whole lot. Just not in front of the dumpsters or they'll tow you.
A: Ha, good to know. Any restrictions on open flame there?
C*: I asked. They said as long as it's outside and you bring the fire extinguisher.
A: We always do. Okay, ${f.to.city} it is.
C: Yay. Thanks!`,
    summary: (f) =>
      `Venue for ${f.e.date} is now ${f.to.street}, ${f.to.city}. Open flame allowed outside; entrance around the back.`,
    nextSteps: () => ["Update the address", "Note: entrance at the back, do not park by the dumpsters"],
    sentiment: "POSITIVE",
  },
  {
    id: "venue-hoa",
    host: "home",
    fits: (f) => !f.to.place.startsWith("our ") || f.to.place === "our neighbor's yard",
    kind: "venue",
    change: "venue",
    sentiment: "NEGATIVE",
    talk: (f) => `
A: ${f.hello}
C: Hi. So the HOA won't let us have a grill. Can you believe it?
A: Sadly I can. Who's calling, please?
C: ${f.full}, sorry. For ${f.e.day} at ${f.e.time}.
A: Okay, ${f.first}, I see you. So what's the plan?
C: We've got two choices. We could do it at the park, but you need a permit, so no. Or at ${f.to.place}.
A: ${f.to.yourPlace} sounds easier.
C: Yeah. It's in ${f.to.city}, ${f.to.street}.
A: Got it. That's a bit farther for us, so there'd be a travel fee of ${f.money(50)}.
C: Fifty bucks. Fine. It's cheaper than fighting the HOA.
A: I'll put in the new address then. Still ${f.e.guests}?
C*: ${f.e.guests}, yes. Unless the HOA shows up.
A: They'd have to pay per plate.`,
    summary: (f) =>
      `The HOA forbids the grill at ${f.e.street}; the party is now at ${f.to.street}, ${f.to.city}. Travel fee ${f.money(50)}.`,
    nextSteps: (f) => [`Change the address to ${f.to.street}, ${f.to.city}`, "Add the travel fee"],
  },
  {
    id: "venue-office-roof",
    kind: "venue",
    change: "venue",
    host: "office",
    talk: (f) => `
A: ${f.hello}
C: Hey, it's ${f.who}. Facilities just told me we can't use ${f.e.place} ${f.e.when}.
A: Oh, what happened?
C: Something about the waterproofing. Whatever. They gave us ${f.to.place} instead.
A: Okay. Same building?
C: No, no, it's the other site. ${f.to.street}, ${f.to.city}.
A: Let me write that down. ${f.to.street}... And how do we get in?
C: Gate on the side. Security will have your name. Which company name should I give them?
A: Ember and Steel. One van, two people, ${f.chef} and a helper.
C: Great. And it's still ${f.e.guests} people, ${f.e.time}.
A: Still ${f.e.guests} at ${f.e.time}. Thanks for telling us before we drove to the wrong place.
C: Ha, yes. That would've been bad.`,
    summary: (f) =>
      `${f.company ?? f.full} event moves to ${f.to.street}, ${f.to.city}. Side gate, security has our name.`,
    nextSteps: () => ["Update the address", "Tell the crew: side gate, check in with security"],
  },
];
