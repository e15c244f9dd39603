import type { Cues } from "./cues.js";
import type { Turn } from "./lexemes.js";

/** What a call was for. */
export type Intent =
  | "new_booking"
  | "change"
  | "reschedule"
  | "cancellation"
  | "enquiry"
  | "on_the_day"
  | "feedback"
  | "complaint"
  | "quote"
  | "vendor"
  | "wrong_number"
  | "voicemail"
  | "other";

/** What was found in the words of a call, whichever booking it is about. */
export interface Purpose {
  readonly intent: Intent;
  /** Subjects, most telling first. */
  readonly topics: readonly string[];
  /** The talk is of an event that is over. */
  readonly isPast: boolean;
  /** The talk is of a booking that exists already. */
  readonly isExisting: boolean;
  /** A booking was made or changed in the call. */
  readonly isClosed: boolean;
  /**
   * `making`: a booking is looked for or made, and all of it is said; `existing`: one that exists is spoken of, and only
   * as much is said as tells it apart; `over`: one that took place.
   */
  readonly mode: "making" | "existing" | "over";
}

const VOICEMAIL =
  /\b(?:leave (?:a|your|me a|us a) (?:brief |detailed |short )?message|(?:after|at) the (?:tone|beep)|you(?:'ve| have) reached (?:the )?(?:voice ?mail|mailbox)|voice ?mail(?:box)?|mailbox is full|record your message|not available to take your call|unable to (?:take|come to))\b/;
const WRONG_NUMBER =
  /\b(?:wrong number|(?:must|may) have (?:the wrong|misdialed|dialed wrong|the number wrong)|misdialed|dialed the wrong|no one here by that name|is this (?:not )?the (?:pharmacy|bank|dmv|dentist|hospital|school|vet|post office|police|library))\b/;
const VENDOR =
  /\b(?:google (?:business|listing|maps listing)|search engine|your (?:website|online) (?:ranking|presence|listing)|merchant (?:services|account)|card processing|payment processing|processing rates|business (?:loan|funding|line of credit)|working capital|extended warranty|we (?:offer|provide|specialize in|supply|distribute)|(?:i'm|i am|this is \w+(?: \w+)?) (?:with|from|at|over at) (?:\w+ ){1,4}(?:supply|supplies|foods?|distributors?|wholesale|produce|linen|insurance|marketing|media|advertising|solutions|systems|energy|equipment|rentals?|meats?|seafood|propane|laundry|payroll)|your (?:weekly|monthly|standing|next|last) (?:order|delivery|invoice|shipment)|outstanding invoice|past due invoice|purchase order|account (?:manager|rep|representative) (?:for|with|at)|sales (?:rep|representative|department)|(?:person|owner|manager|whoever) (?:in charge|who handles|handles|responsible)|limited time offer|press (?:one|1|two|2) (?:to|for)|free (?:quote|demo|trial|consultation) for your business|switch (?:your )?(?:provider|supplier)|electric(?:ity)? (?:bill|rates))\b/;
const CANCEL =
  /\b(?:cancel(?:s|ed|led|ling|ing|lation)?|call(?:ing)? (?:it|this|the (?:party|event|whole thing)) off|calling off|(?:won't|don't|not going to) (?:be )?need(?:ing)? (?:it|you|the|you guys)|scrap (?:it|the)|drop the (?:booking|reservation))\b/;
const RESCHEDULE =
  /\b(?:re-?schedul\w*|postpon\w*|(?:mov|push|chang|switch|bump|shift)(?:e|ed|ing|es)? (?:\w+ ){0,6}?(?:date|day|time|back|up|forward|earlier|later|from|to (?:the|a|next|another|an|sun|mon|tues|wednes|thurs|fri|satur|half|noon|\d|one|two|three|four|five|six|seven|eight|nine|ten))|(?:different|another|new) (?:date|day|time)|start (?:\w+ ){0,3}(?:earlier|later)|rain ?check)\b/;
const CHANGE =
  /\b(?:add(?:ing)? (?:\w+ ){0,3}(?:more|people|guests|kids|another|extra|to)|more (?:people|guests|coming)|(?:guest|head) ?count|(?:up|down|increase|reduce|lower|raise|bump|update|change|adjust|modify|revise)\w* (?:\w+ ){0,4}(?:number|count|guests|people|order|menu|booking|reservation|address|location|venue|to \w+)|instead of (?:\d+|\w+) (?:people|guests)|few(?:er| more| less)|swap|upgrade|downgrade)\b/;
const PAST_EVENT =
  /\b(?:last (?:night|week|weekend|month|sunday|monday|tuesday|wednesday|thursday|friday|saturday)|yesterday|the other (?:night|day|week)|(?:days?|weeks?|months?|nights?) ago)\b|\b(?:we|i|they|everyone|everybody|guests|kids|family|you|you guys|your (?:\w+ )?(?:chef|team|guy|guys|crew|server|staff|driver|people)|chef \w+|he|she) (?:really |all |absolutely |just )?(?:had|loved|enjoyed|came|cooked|catered|did (?:such|a|an|our|my|for)|left|forgot|charged|showed up|never (?:came|showed)|were (?:there|great|late|rude|so|amazing|wonderful|at)|was (?:so|great|late|rude|amazing|wonderful|fantastic|terrible|excellent|cold)|arrived late|broke|damaged)\b|\bthank (?:you|him|her|them|the)(?: guys| all)?(?: so much| again)? for (?:last|yesterday|saturday|sunday|friday|everything|the (?:party|amazing|wonderful|great|other|lovely)|coming|doing|such|hosting|catering|taking care)/;
const PRAISE =
  /\b(?:feedback|review|loved|amazing|wonderful|fantastic|great (?:time|job|night|evening)|raving|best (?:party|birthday|dinner|night)|delicious|compliment|thank (?:you|the) (?:guys|chef|team)|wanted to (?:say )?thank)\b/;
const BYGONE =
  /\b(?:we|i|you|they|he|she|it|everyone|everybody|everything|chef|guys?|team|wife|husband|daughter|son|someone|somebody|kids|food) (?:\w+ )?(?!booked|scheduled|reserved|needed|wanted|decided|moved|changed|planned|hoped|called|asked|mentioned|talked|told|paid|sent|emailed|confirmed|received|tried|looked|wondered|signed|need|agreed|missed)(?:\w{3,}ed|had|were in|was in|went|ate|broke|left|brought|forgot|got sick|loved)\b|\bhow (?:everything|it all|it|things) went\b|\b(?:for having us|from (?:last|the other|christmas|saturday|friday|sunday)|on the night)\b/;
const AHEAD =
  /\b(?:coming up|upcoming|next|tomorrow|tonight|this (?:coming )?(?:mon|tues|wednes|thurs|fri|satur|sun)\w+|can't wait|looking forward|still on|add|change|changing|move|cancel|reschedul\w*|instead|everything set)\b/;
const GRIEVANCE =
  /\b(?:complain\w*|complaint|disappoint\w*|refund|unhappy|unacceptable|upset|overcharg\w*|charged (?:us |me )?(?:twice|extra|too much|wrong|double)|rude|terrible|horrible|awful|food poison\w*|got sick|never (?:came|showed)|no show|was (?:cold|late|burnt|raw|undercooked)|damage\w*|money back|not happy|wasn't happy|manager)\b/;
const LOST = /\b(?:left (?:my|our|a|her|his|some|the) \w+|lost (?:my|a)|lost and found|forgot (?:my|our|a))\b/;
const ON_THE_DAY =
  /\b(?:on (?:my|our|the|your|his|their) way|running (?:late|behind|a (?:bit|little|few))|stuck in traffic|where (?:are you|is the (?:chef|driver|van|team)|should (?:i|we|he|they) park)|are you (?:close|here|almost|nearly)|(?:is|are) (?:the )?(?:chef|driver|team|he|they|you) (?:on|here|close|coming|still coming)|just (?:arrived|got here|pulled up)|(?:be|get) there in (?:\w+ )?(?:minutes|ten|five|twenty|fifteen|half)|gate code|be (?:a few|a little|a bit|ten|fifteen|twenty|thirty|\d+)(?: \w+)? ?(?:minutes |mins )?late|outside (?:the|now)|at the (?:door|gate)|can't find (?:the|your|it)|minutes (?:away|late|out)|eta|set(?:ting)? up (?:now|already|right now|today|tonight)|which door|at the (?:front|back|side)|come around|nobody (?:answers|is (?:here|answering))|nobody's here|everyone's here)\b/;
const EXISTING =
  /\b(?:(?:my|our|his|her|the) (?:\w+ ){0,3}?(?:booking|reservation|party|event|appointment|deposit|order|dinner|wedding|celebration|shower|viewing|session|catering)|already (?:booked|have|paid|reserved|made)|(?:i|we)(?:'ve)? (?:have )?(?:booked|reserved|scheduled) (?:\w+ ){0,6}(?:with you|for|on|a|the|last|back)|(?:i|we)(?:'ve)? (?:have|got|had) (?:a|an|the|you|you guys) (?:\w+ ){0,3}?(?:booking|reservation|party|event|appointment|booked|scheduled|dinner|coming)|(?:we're|we are|i'm|i am|you're|you are) (?:booked|scheduled|down|on|confirmed|doing|coming|cooking|catering)(?: \w+)? (?:for|on|our|my|with|to)|still (?:on|good|coming|confirmed)|(?:calling|call) (?:to (?:confirm|check|ask|follow up)|about|regarding)|confirmation)\b/;
const PRICE =
  /\b(?:how much|price|prices|pricing|quote|estimate|what (?:do|would) you charge|rates?|cost|per (?:person|head)|minimum|packages? (?:do you|are|start))\b/;
const UNDECIDED =
  /\b(?:get back to you|call (?:you )?back|let you know|think (?:about it|it over)|talk (?:it over|to my)|check with my|shop(?:ping)? around|comparing|haven't decided|not sure yet|no date yet|just (?:looking|curious|pricing)|just wondering (?:what|how much)|few quotes|some quotes|do you (?:guys )?(?:do|cater|travel|serve|offer|have a minimum|come out)|discuss it|run it by)\b/;
const NEW =
  /\b(?:book|reserve|schedule|set up|make a reservation|get a table|tickets?|(?:like|want|looking|need) (?:to|for) (?:\w+ ){0,3}(?:book|reserve|table|party|appointment|caterer|hibachi|plan))\b/;

const MAKING =
  /\b(?:(?:(?:^|\n|please |hi |hello |hey )(?:\W|um|uh|so)*(?:schedule|book|reserve|find|get|search|show|make|set up|plan) )|looking (?:for|to|at)|locate|find (?:me|a|an|us|some|out)|search\w*|i'm after|need (?:some )?help (?:organi[sz]\w+|planning|finding|booking|with an?)|(?:want|need|like|love|wanna|trying|hoping|wanted|help me|help us|help|wish|interested in|interesting in|plan|planning|able) (?:to |in |with )?(?:\w+ )?(?:book\w*|reserv\w+|find\w*|schedul\w+|buy\w*|purchas\w+|get(?:ting)?|see|view|set(?:ting)? up|search|make an?|making|throw\w*|host\w*|plan|organi[sz]\w+|eat|dine|go|visit|an? (?!refund|receipt|copy|call|question|favor|manager|change|discount|partial|side|few|couple|bit|second|new|later|different|menu|note|tip|photo|picture|extra|another)\w+)|(?:can|could|may) (?:i|you|we) (?:please )?(?:book|get|reserve|find|make|schedule|help me (?:book|find|set up|schedule|plan|out|with (?:a|an))|suggest|recommend)|book (?:an?|me|us) |make (?:an?|me an?|a new) (?:reservation|booking|appointment)|(?:^|\n)(?:\W|hi|hello|hey|so|um|uh)*(?:table|tickets?) for|places? to|somewhere|throwing (?:an?|my)|organi[sz]ing an?)\b/;
const OURS =
  /\b(?:(?:my|our) (?:\w+ |'s )?(?:\w+ ){0,2}?(?:booking|reservation|party|parties|event|appointment|deposit|order|wedding|celebration|shower|viewing|session|follow-up|follow up|table|visit|payment|invoice|lunch|hold)|(?:the|this|that) (?:\w+ ){0,3}(?:party|parties|event|one|wedding|celebration|shower|dinner|lunch|booking|appointment)(?: is| for| on| at| we| i| you| that| coming| this| tomorrow| tonight|,|\.|$)|(?:i've|we've|i have|we have|i got|we got|i'm|we're|you're|i am|we are) (?:\w+ )?(?:got |have |down |meant |due |in )?(?:an? |the |our |my |two |three |you |booked |scheduled )?(?:\w+ ){0,3}?(?:booked|booking|reservation|appointment|party|parties|table|cruise|scheduled|down for|coming up)|(?:i|we)(?: had)? (?:already )?(?:booked|reserved|scheduled|put down)|did you (?:guys )?(?:get|receive)|still (?:on|good|coming|confirmed|okay|happening|open for|six|seven|five)|(?:change|move|cancel|push|bump|reschedule|confirm|postpone|cancelling|moving|changing) (?:our|my|the|it|on|this|tomorrow\w*|\w+day\w*)|(?:start|come|arrive) (?:\w+ ){0,3}(?:earlier|later|instead)|(?:calling|call|it's|question) (?:\w+ )?(?:about|regarding) (?:our|my|the|this|tomorrow|tonight|mon|tues|wednes|thurs|fri|satur|sun|a |jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|instead of (?:the )?\w+|for (?:tonight|tomorrow|\w+day)(?:'s)? (?:\w+ )?(?:we|dinner|lunch|party)|we (?:said|told you)|i (?:said|told you|put))\b/;

const SUBJECTS: readonly (readonly [string, RegExp])[] = [
  [
    "guest_count",
    /\b(?:guest count|head ?count|how many (?:people|guests)|more (?:people|guests)|people|guests|adults|kids|party of|tickets?)\b/,
  ],
  [
    "menu",
    /\b(?:menu|protein|proteins|steak|filet|chicken|shrimp|lobster|salmon|scallops?|tofu|noodles|rice|appetizers?|dessert|cake|food|vegetarian|vegan|sushi)\b/,
  ],
  [
    "dietary",
    /\b(?:allerg\w*|gluten|celiac|shellfish|peanuts?|nuts?|vegetarian|vegan|kosher|halal|dairy|lactose|dietary)\b/,
  ],
  [
    "payment",
    /\b(?:deposit|invoice|payment|pay|paid|card|charge[ds]?|refund|balance|tip|gratuity|receipt|venmo|zelle)\b/,
  ],
  ["location", /\b(?:address|located|location|directions|parking|park|venue|gate code|backyard|indoors?|outdoors?)\b/],
  ["weather", /\b(?:weather|rain(?:ing|s)?|tent|storm|wind|heat)\b/],
  ["lost_item", LOST],
  ["arrival", ON_THE_DAY],
  ["price", PRICE],
];

const NOWHERE = Number.POSITIVE_INFINITY;
const placeOf = (words: RegExp, text: string): number => words.exec(text)?.index ?? NOWHERE;

const LONGEST = 60_000;

export function readPurpose(turns: readonly Turn[], cues: readonly Cues[]): Purpose {
  const plain = (list: readonly Turn[]): string =>
    list
      .map((turn) => turn.text)
      .join("\n")
      .slice(0, LONGEST)
      .toLowerCase()
      .replaceAll("’", "'")
      .replace(/\bi a m\b/g, "i'm");
  const all = plain(turns);
  const outside = plain(turns.filter((turn) => turn.speaker !== "agent"));
  const opening = outside.slice(0, 700);
  const isClosed = turns.some((turn, i) => turn.speaker !== "customer" && cues[i]?.closes === true);
  const isPast =
    PAST_EVENT.test(outside) ||
    (BYGONE.test(all.slice(0, 900)) && !AHEAD.test(opening) && !MAKING.test(opening.slice(0, 350)));
  const isOver = isPast && !AHEAD.test(opening.slice(0, 350)) && !MAKING.test(opening.slice(0, 350));
  const isExisting = EXISTING.test(opening) || isPast;
  const grievance = GRIEVANCE.test(outside);
  const intent = ((): Intent => {
    if (VOICEMAIL.test(all.slice(0, 1500)) && turns.length <= 4) return "voicemail";
    if (WRONG_NUMBER.test(all)) return "wrong_number";
    if (VENDOR.test(outside) && !isClosed) return "vendor";
    if (isPast && grievance && !MAKING.test(opening.slice(0, 350))) return "complaint";
    if (
      isOver ||
      (isPast &&
        !MAKING.test(opening.slice(0, 350)) &&
        (PRAISE.test(outside) || LOST.test(outside)) &&
        !AHEAD.test(opening))
    )
      return "feedback";
    if (
      CANCEL.test(outside) &&
      !/\b(?:cancel+ation policy|if (?:i|we) (?:have to |need to )?cancel|can(?:not| not|'t) cancel)\b/.test(outside)
    )
      return "cancellation";
    if (isExisting && RESCHEDULE.test(outside)) return "reschedule";
    if (isExisting && CHANGE.test(outside)) return "change";
    if (ON_THE_DAY.test(all)) return "on_the_day";
    if (!isClosed && !isExisting && (PRICE.test(outside) || UNDECIDED.test(outside)) && UNDECIDED.test(outside))
      return "quote";
    if (isExisting && !NEW.test(opening)) return "enquiry";
    if (NEW.test(outside) || isClosed) return "new_booking";
    return isExisting ? "enquiry" : PRICE.test(outside) ? "quote" : "other";
  })();
  // Whichever is spoken of first: "I have a party on Friday and would like to book another" is about the party.
  const firstNew = placeOf(MAKING, opening.slice(0, 350));
  const firstOld = placeOf(OURS, opening.slice(0, 350));
  const isMaking =
    firstNew < firstOld ||
    (firstOld === NOWHERE && (isClosed ? MAKING.test(outside) : intent === "new_booking" || intent === "quote"));
  const mode = isMaking ? "making" : isOver || intent === "complaint" || intent === "feedback" ? "over" : "existing";
  const topics = SUBJECTS.filter(([, words]) => words.test(all)).map(([subject]) => subject);
  return { intent, topics: intent === "other" ? topics : [intent, ...topics], isPast, isExisting, isClosed, mode };
}
