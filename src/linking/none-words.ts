import { phrases } from "./phrases.js";

/** What people say in calls that are about none of their bookings: English of bookings in general, matched in lower case. */

/** Those for whom people ask. */
const OTHERS =
  "(?:boss|supervisor|manager|company|office|work|team|friend|friends|buddy|mate|neighbou?r|colleague|co-?worker|sister|brother|cousin|aunt|uncle|niece|nephew|daughter|son|mother|mum|mom|dad|father|parents|in-laws|church|club|school|hoa|landlord|roommate|girlfriend|boyfriend|sorority|fraternity|teacher|grandson|granddaughter|grandkids?)(?:[- ]in[- ]law)?";
export const UNDECIDED = phrases(
  "get back to you",
  "call (?:you )?back",
  "ring you back",
  "let you know",
  "think (?:about it|it over)",
  "talk (?:it over|to my)",
  "check with",
  "shop(?:ping)? around",
  "comparing",
  "haven't decided",
  "not sure (?:yet|of)",
  "no date yet",
  "just (?:looking|curious|pricing|wondering)",
  "(?:few|some) quotes",
  "run it by",
  "look at my calendar",
  "keep it in mind",
  "email me",
  "pass it on",
  "let (?:her|him|them) know",
  "a friend (?:asked|of mine)",
  "never mind",
  "thanks anyway",
  "(?:try|look) (?:somewhere else|elsewhere)",
  "(?:have|need) (?:a|to) think",
  "too bad",
  "just an idea",
  "might not (?:happen|come)",
  "tell you when (?:i|we) know",
);
/** A question about the business, not about a booking. */
export const GENERAL = phrases(
  "do you (?:guys )?(?:do|have|serve|take|sell|offer|run|cater|travel|accept|deliver)",
  "are you (?:guys )?(?:open|hiring|available)",
  "what time do you (?:open|close)",
  "(?:your|the) hours",
  "gift cards?",
  "are you hiring",
);
/** Said near the end of a call that settles nothing. */
export const OPEN_END = phrases(
  "(?:i'll|we'll|i will|gonna|going to|have to|need to|got to) (?:\\w+ ){0,2}?(?:let you know|get back|call you|ring you|phone you|text you|ask|check|talk|speak|think|tell (?:her|him|them)|see (?:what|if|how|about)|look (?:around|elsewhere)|try|find|pass|sleep on|run it|shop around)",
  // "Let me check" is said by who looks something up.
  "let me (?:\\w+ ){0,2}?(?:get back|call you|ring you|ask|talk|speak|think|sleep on|run it|shop around)",
  "(?:take|bring) (?:that|it|this) (?:back )?to",
  "find (?:somebody|someone|something|somewhere|one)(?: else)?",
  "try (?:the|somebody|someone|another|somewhere|elsewhere|that|them)",
  "call (?:me|us|you) (?:back )?(?:if|when)",
  "(?:wait(?:ing)? ?list|waitlist)",
  "not putting anything",
  "if (?:she|he|they|you|anything) (?:books?|wants?|decides?|does|do|change|opens?)",
  "thanks (?:anyway|all the same)",
  "never mind",
  "no harm asking",
  "worth (?:asking|a try)",
  "(?:can't|couldn't) help",
  "(?:too|bit) (?:dear|much|steep|rich|expensive)",
  "(?:leave|forget) it(?: then)?",
  "another time",
  "next (?:year|time) (?:book|call|ring)",
  "give (?:you|us) a (?:call|ring|bell)",
  "(?:thinking|think) (?:about|on|over)",
  "you know where we are",
  "no rush",
  "give (?:her|him|them) (?:your|the) number",
);
/** Said to keep what is booked out of the talk. */
export const SET_APART = phrases(
  "not (?:\\w+ )?(?:about|for|calling about|ringing about|to do with) (?:mine|ours|my|our|that|the)",
  "not (?:ringing|calling|phoning) (?:about|for|to)",
  "(?:just|only|bit of) an? (?:weird|odd|strange|silly|random|funny) (?:question|one)",
  "(?:mine|ours) (?:is|are|'s) (?:all )?(?:good|fine|sorted|set)",
  "(?:mine's|ours is) (?:all )?(?:good|fine)",
  "nothing to do with",
  "(?:for|it's) (?:somebody|someone) else",
  "something else(?: entirely| altogether)?",
  "(?:different|separate|unrelated|another) (?:thing|question|matter|one)",
  "my (?:boss|supervisor|office|job|work|friend|neighbou?r|sister|brother|cousin|daughter|son|mother|mum|mom|parents|colleague)(?:'s)? (?:wants?|would like|is (?:looking|after|asking|thinking)|asked|were wondering|was wondering)",
  "(?:with|wearing) my \\w+ hat",
);
/** Business of another kind than a customer's with their booking. */
export const OTHER_MATTER = phrases(
  "(?:are you |you're |you )?(?:hiring|recruiting)",
  "(?:job|position|vacancy|opening) (?:\\w+ )?(?:ad|advert|posted|posting|going|listed|available)",
  "(?:apply|applying|applied|application|resume|cv|interview)",
  "gift (?:card|certificate|voucher)s?",
  "vouchers?",
  "(?:whoever|who) (?:looks after|handles|does|deals with|runs) your",
  "sign (?:in|on) (?:the|your) window",
  "(?:newspaper|magazine|podcast|sponsor\\w*|fundrais\\w*|raffle|charity|donat\\w+)",
  "(?:demo|demonstration|brochure|catalogue|samples?)",
  "(?:hit|rung|rang|called|dial+ed|got|pressed|tapped) the wrong",
  "wrong (?:one|place|person|people|number|button|contact)",
  "(?:ma'am|maam|sir|love|this is|you've rung|you've called) (?:this is )?(?:not )?(?:a|an|the) (?:different|wrong)",
  "pocket[- ]dial\\w*",
  "(?:your|the) (?:supplier|delivery|driver|invoice department|accounts)",
  "(?:left|lost|forgot|found) (?:my|a|an|her|his) (?:\\w+ )?(?:umbrella|phone|keys?|jacket|coat|glasses|wallet|purse|bag|scarf|hat|sweater|cardigan|charger)",
  "reference (?:for|letter)",
  "(?:collab\\w*|partner(?:ing|ship)|idea for you|proposal)",
);
/** Said by who asks for somebody else, or only carries words. */
export const FOR_ANOTHER = phrases(
  `(?:my|our|a) (?:\\w+'s )?${OTHERS}(?:'s)? (?:[\\w']+ ){0,4}?(?:wants?|wanted|asked|asking|(?:(?:is|was|are) )?(?:looking|asking|thinking|wondering|getting|planning|having|throwing|putting on)|saw|needs?|would like|'d like|were wondering)`,
  `(?:it's|this is|this one's|asking|calling|looking|ringing|shopping|booking|question) (?:\\w+ )?for (?:my|a|our) (?:\\w+ )?${OTHERS}`,
  "(?:he|she|they) (?:wants?|wanted|asked) (?:me )?to (?:know|ask|find out|check)",
  "(?:wanted|asked|told) me to (?:ask|call|find|check)",
  "(?:just|only) the messenger",
  "(?:pass|hand|send|forward) (?:it|that|this|them|him|her) (?:on|along|over|to (?:her|him|them|my))",
  "(?:give|giving) (?:her|him|them) (?:your|the|my) (?:number|card|name|email)",
  "(?:he|she|they)(?: can|'ll| will| could| should)? (?:call|ring|email|phone|text|contact) (?:you|me|us)\\b",
  "(?:tell|have) (?:her|him|them) (?:to )?(?:call|ask|ring|email|phone|text)",
  "(?:wants?|wanted|trying|going|needs?) to (?:do|have|book|throw|plan) (?:hers|theirs|his own)",
  "for (?:somebody|someone) else",
  "not for me",
  "different hat",
);
/** What somebody asks who has nothing booked of the kind. */
export const ASKS_OF_BUSINESS = phrases(
  "(?:do (?:you|y'all|yall|youse|ye)|d'you)(?: guys| all)?(?: ever| still)? (?:do|have|sell|offer|rent|hire|take|cater|serve|ever|make|run|know|travel|deliver|teach|go)",
  "how far (?:do|d'you|would|will)",
  "can (?:you|we|i) (?:rent|hire)",
  "how much",
  "what (?:do|does|would|will) (?:it|that|those|you|y'all|they)(?: guys| all)? (?:run|cost|charge)",
  "what(?:'s| is) (?:it|that|the) (?:cost|price|rate|charge)",
  "what(?:'d| would) (?:you|that|it|a \\w+) (?:charge|cost|run)",
);
/** Of several bookings at once. */
export const OF_SEVERAL = phrases(
  "both (?:of|nights?|days?|dates?|times?|bookings?|parties|events?|visits?|weeks?|the|my|our|those)",
  "(?:all|any) (?:of (?:them|my|our|those)|(?:two|three|four|five|six) of)",
  "(?:all|the) (?:two|three|four|five|six) (?:of them|bookings|dates|visits|nights|days|parties)",
  "each (?:one|of|time|visit|week)",
  "every (?:time|visit|week|one of)",
  "either (?:one|of|day|night)",
  "one of (?:my|them|the|those) (?:two|three|four|\\w+days|visits|bookings)",
);
/** Something done with all that somebody has booked, or with both. */
export const OF_ALL = phrases(
  "(?:cancel|scrap|drop|move|postpone|reschedule)(?:l?ing)? (?:them )?(?:both(?! \\w)|(?:both|all) of (?:them|those|these)|everything(?! to)|all (?:two|three|four|five|six)\\b)",
  "both (?:of (?:them|those|these) )?(?:cancel+ed|moved|postponed|rescheduled|off)",
  "(?:cancel|scrap|drop|move|postpone|reschedule|take) all (?:my|our|the|his|her|their) (?:bookings|appointments|reservations|orders|visits|dates|sessions|lessons|classes|events|parties)",
);
/** Said of what will take place, by those who have settled that it does. */
export const MEETING = phrases(
  "see (?:you|ya|y'all|youse) (?:then|there|soon|on|at|in|next|tomorrow|later|all|both|guys|this|the|a|mon\\w*|tues\\w*|wednes\\w*|thurs\\w*|fri\\w*|satur\\w*|sun\\w*)",
  "(?:on|for) the (?:day|night|morning|day itself|day of)\\b(?! (?:before|after) (?:we|i|you) (?:go|leave))",
  "when (?:you|we|they|he|she|i)(?:'re| are)? (?:come|coming|arrive|arriving|get (?:here|there|in)|set up|setting up)",
  "we'll be (?:there|ready|in|outside)",
  "the day of",
  "looking forward",
);
export const PRACTICAL = phrases(
  "what time (?:do|does|are|is|will|should|can|would) (?:you|we|the|they|he|she|i|it|your|our|everybody|everyone)",
  "(?:do|should|can|could|shall|does|did) (?:we|i|they|he|she) (?:need to |have to |just |still |also )?(?:bring|wear|park|come|use|leave|pay|send|eat|get there|owe)",
  "(?:do|will|does|would|can|could) (?:you|they|he|she|your (?:\\w+)) (?:guys )?(?:need|bring|want|provide|set up|supply|mind)",
  "where (?:do|should|can|shall|are|is|will) (?:we|i|they|you|the|it|your)",
  "(?:what's|what is|how much is) (?:left|owed|outstanding|owing|still)",
  "(?:owe|owed|owing|outstanding|balance|deposit|the rest of (?:it|the|my|what))",
  "(?:in|on) (?:the|your|my|our) (?:notes?|sheet|file|form|ticket|account)",
  "i'll (?:just )?(?:make a note|note|write|jot|pop|stick|tell|let (?:him|her|them|the|\\w+) know)",
);
export const UNCHANGED = phrases(
  "still (?:on|good|coming|at|the|okay|ok|right|all right|alright|doing|booked)",
  "still (?:got|have|need) (?:you|us|it|me|that|them)",
  "same (?:time|place|day|address|as|number|menu|thing|price|room|spot)",
  "everything else",
  "(?:hasn't|haven't|nothing(?:'s| has)?) changed",
);
