import type { Turn } from "./lexemes.js";

const ACCEPTS =
  /^(?:\W|uh|um|umm|oh|ah|well|hmm)*(?:yes|yeah|yep|yup|sure|correct|that's (?:right|correct|fine|good|great|perfect|it)|that is (?:right|correct|fine)|right|perfect|sounds (?:good|great|perfect)|that (?:works|sounds)|ok|okay|great|exactly|please do|absolutely|of course|definitely|fine|i like that|works for me)\b/;
const CORRECTS =
  /\b(?:actually|instead|i mean|i meant|correction|make (?:it|that)|change (?:it|that|the)|on second thought|scratch that|rather|wait|let's do|switch|better make|not quite|wrong|sorry,? (?:no|it's|i)|my mistake)\b|^(?:\W|uh|um|umm|oh|well|hmm|i'm|sorry|i a m)*(?:no|nope|nah|not)\b(?! (?:problem|worries|thanks|thank|preference|nothing|(?!this\b|that|it|\w+days?\b|yes\b|was\b|does\b|has\b|is\b|\w+ss\b)[a-z]{3,}s\b(?!')|i'm (?:good|fine|all)|i appreciate|i don't think|i think|not (?:today|right now|at the moment)|that(?:'s|'ll| is| will be| would be) (?:\\w+ )?(?:all|it|everything|be all)))/;
const REFUSES =
  /\b(?:not available|unavailable|isn't available|aren't available|no availability|unable|couldn't|could not|cannot|can't|wasn't able|not able|fully booked|booked up|all booked(?! (?:in|for you))(?<!(?:you're|you are|it's|that's) all booked)|booked solid|sold out|no tables|no (?:openings?|slots?|rooms?)|unfortunately|didn't work|was not|wasn't|failed|already taken|(?:is|are|has|have|'s) (?:completely |all |already |just )?(?:gone|packed|rammed|chock\w*)|is taken|is full|not possible|don't have (?:anything|any|that|a)|bad news|won't work|doesn't work|not free|too (?:small|big|large) for|unsuccessful|not successful|regret)\b/;
const WANTS_OTHER =
  /\b(?:(?:any|anything|something|bit|little) (?:earlier|later|sooner)|(?:earlier|later) than (?:that|this)|another|different|something else|somewhere else|any other|anything else|other (?:one|ones|options?|places?|choices?|restaurants?)|else|don't like|not interested|don't want|not that one|more options|no thanks|rather not|not really)\b/;
const CLOSES =
  /\b(?!(?:what|how|that|where|when|as|if|and|because|so|but|which|who|than|like|whatever|whether|or) )[\w-]+ it is(?:$|[.,!;]| then\b)|\badded (?:it|that|this|you) to (?:your|the|our)\b|\bput (?:it|that|us|me) under \w+|^\W*(?:(?:ok|okay|great|perfect|right|alright|all right|sure|yes|yep|excellent|awesome|good)\W+)*(?:all )?(?:done|sorted|booked|confirmed|ordered|reserved|scheduled)\b|\b(?:paid|booked) and confirmed\b|^\W*(?:(?:ok|okay|great|perfect|alright|sure)\W+)*(?:setting|scheduling|adding) (?:the|your|an?|that|it)\b|\b(?:appointment|booking|reservation|order|purchase)s? (?:made|booked|confirmed|complete|placed)\b|\bit (?:all )?went through\b|\bi(?:'ll| will) go ahead and (?:make|book|reserve|schedule|put) |\bwent ahead and (?:booked|made|reserved|scheduled|placed|purchased|ordered)\b|\b(?:(?:is|are|been|got|have|has|was|were|you're|it's|successfully|now) (?:now |all |just |successfully |already )?(?:booked|confirmed|reserved|scheduled|purchased|made|set up|successful|placed|bought|ordered|complete|a success)|booked (?:it|you|that|your|the|a|an)|all set|successful(?:ly)?|i(?:'ve| have) (?:booked|reserved|made|scheduled|purchased|updated|changed|moved)|got you (?:down|in|booked)|put (?:you|him|her|them) (?:down|in)(?= (?:for|with|at|on|under|as)|\W*$)|see you (?:on|at|then|there|next|this)|reference number|confirmation (?:number|code|email)|see you (?:both|all|and \w+|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|that's (?:you |all )?(?:in\b|booked|confirmed|done|down)|(?:you're|you are) (?:in|down) (?:for|on|with)\b|on the (?:calendar|books|schedule|diary)|in the (?:book|diary|calendar)\b|would be happy to accommodate|your (?:booking|reservation|appointment|order) (?:is|was|has))\b/;
/** Said by the business; a customer has got it at home and puts it in the post. */
const ENTERS =
  /\bbooked\W*$(?<!(?:\b(?:fully|already|completely|is|are|was|were|been|be|got|gets?|have|has|had|all|that|they|we|i|you|he|she|who|not|never|what|how)|'(?:re|s|ve|d)) booked\W*)|\b(?:you're|you are) (?:all )?(?:in|down)\W*$|\bi'(?:ll|ve) (?:just |now )?(?:pencil|put|pop|pencilled|popped) (?:it|you|that|the)\b|\bput (?:it|that) in \w+|\b(?:you )?got (?:it|you)\b(?! (?:wrong|mixed))/;
const CHECKS =
  /^(?:\W|okay|ok|alright|right|great|perfect|sure|yes)*so\b|\b(?:confirm|confirming|correct\??|is that (?:right|correct|ok|okay)|just to (?:check|be sure)|to verify|you want|you'd like|you would like|let me repeat|so that's|so that is|shall i|should i|would you like me to|do you want me to|would that work|does that work)\b/;
const TURNS_AWAY =
  /\b(?:that|this|it)(?:'s| is)(?: not|n't) (?:what|why|the reason) (?:i'm|i am|we're|i was) (?:really |actually )?(?:calling|ringing|phoning)(?: about| for)?[.,;]? \w+|(?:'s|\b(?:is|are)) (?:all )?(?:good|fine|sorted|set|great|lovely)[^.?!]{0,12}\b(?:i'm|we're|i am) (?:just|only) (?:calling|ringing|phoning|asking)\b|\bbut (?:i'm|we're|this is|this one's) (?:\w+ )?(?:calling|ringing|phoning|asking|for|about)\b/;

const withoutQuestions = (text: string): string =>
  text
    .split(SENTENCE_END)
    .filter((sentence) => !sentence.endsWith("?"))
    .join("");
const SENTENCE_END = /(?<=[.?!])/;
const OFFERS = /\b(?:would|want|should|shall|could) (?:you like )?(?:me to )?(?:i )?(?:book|reserve)\b/;

const PARTS =
  /\b(?:(?:(?:i|we) will|[\w]+'ll) (?:see|talk to) (?:you|ya|y'all|youse)|see (?:you|ya|y'all|youse)|see (?:you )?then|looking forward)\b/;

const DENIES =
  /^(?:\W|uh|um|umm|oh|ah|well|er|erm)*(?:no|nope|nah|naw|not)\b(?!,? (?:problem|worries|thanks|thank|rush|doubt|idea|i'm (?:good|fine|all)|that's (?:all|it|fine|okay|great|perfect)))/;
/** "No, it's about …", "no, that's a separate one": whatever the length of the guess. */
const DENIES_SUBJECT =
  /^(?:\W|uh|um|umm|oh|ah|well|er|erm)*(?:no|nope|nah|naw)\b[^?]{0,60}?(?:\b(?:it's|this is|this one's|i'm (?:calling|ringing)) (?:\w+ )?(?:about|for)\b|\bthat's (?:[\w']+,? ){0,4}?(?:separate|different|another)\b)/;
const LEAVES =
  /^[^.?!]{0,40}\b(?:that|that one|those|it|they|his|hers|mine|ours)(?:'s| is| are)?(?: all)?(?: \w+)? (?:stays?|still on|the same|unchanged)\b|\b(?:that one|those) stays?\b|\bkeep (?:that|those|it)(?: one)?\W*$/;
/** "Is there anything else?" is no guess. */
const ASKS_FOR_MORE = /\b(?:any(?:thing|one|body)?|else)\b/;
/** A guess is short; of a longer turn nobody can tell what is denied. */
const LONGEST_GUESS = 16;

/**
 * What a turn does to what was said before it: accepts, corrects, refuses, looks for something else, or closes the
 * booking. Words of English conversation, none of any trade. Each is looked for when it is first asked for: of most turns
 * hardly any is.
 */
export class Cues {
  private readonly known: Partial<Record<Asked, boolean>> = {};
  private readonly places: Partial<Record<Placed, number | null>> = {};
  private heard: string | null = null;

  /** `next` is the turn after it. */
  constructor(
    private readonly turn: Turn,
    private readonly next: Turn | undefined,
  ) {}

  get accepts(): boolean {
    this.known.accepts ??= ACCEPTS.test(this.text);
    return this.known.accepts;
  }

  get corrects(): boolean {
    this.known.corrects ??= CORRECTS.test(this.text);
    return this.known.corrects;
  }

  get refuses(): boolean {
    this.known.refuses ??= REFUSES.test(this.text);
    return this.known.refuses;
  }

  get wantsOther(): boolean {
    this.known.wantsOther ??= this.turn.speaker !== "agent" && WANTS_OTHER.test(this.text);
    return this.known.wantsOther;
  }

  get closes(): boolean {
    this.known.closes ??= this.isClosing();
    return this.known.closes;
  }

  get checks(): boolean {
    this.known.checks ??= CHECKS.test(this.text);
    return this.known.checks;
  }

  /**
   * The agent's guess, which the other side denies at once or leaves as it is: "for the lunch?" "No, …"; "and the lunch?"
   * "That one stays."
   */
  get denied(): boolean {
    this.known.denied ??= this.isDenied();
    return this.known.denied;
  }

  /** Where in the turn it says that what was spoken of so far is not what the call is about, and goes on; else null. */
  get turnsAwayAt(): number | null {
    if (this.places.turnsAwayAt === undefined) this.places.turnsAwayAt = TURNS_AWAY.exec(this.text)?.index ?? null;
    return this.places.turnsAwayAt;
  }

  /** Where it begins to say goodbye with when they meet: "I'll see you Saturday for the cider". */
  get partsAt(): number | null {
    if (this.places.partsAt === undefined) this.places.partsAt = PARTS.exec(this.text)?.index ?? null;
    return this.places.partsAt;
  }

  /** "Oh no, I'm so sorry" corrects nothing. */
  private get text(): string {
    this.heard ??= this.turn.plain.replace(/\boh,? no\b/g, "oh");
    return this.heard;
  }

  private isClosing(): boolean {
    const { text } = this;
    // "You're all set for eight. Anything else?"
    const stated = text.includes("?") ? withoutQuestions(text) : text;
    const isClosed = CLOSES.test(stated) || (this.turn.speaker !== "customer" && ENTERS.test(stated));
    return isClosed && !OFFERS.test(stated) && (!this.refuses || /\b(?:but|however)\b/.test(text));
  }

  /** "Seven tomorrow, no rush." "No rush." */
  private isEchoed({ plain }: Turn): boolean {
    const [denial] = /^no [\w']+/.exec(plain) ?? [];
    return denial !== undefined && this.text.includes(denial);
  }

  private isDenied(): boolean {
    const { turn, next } = this;
    return (
      turn.speaker === "agent" &&
      next !== undefined &&
      next.speaker !== "agent" &&
      !ASKS_FOR_MORE.test(this.text) &&
      !this.isEchoed(next) &&
      (DENIES_SUBJECT.test(next.plain) ||
        (turn.lexemes.filter(({ kind }) => kind !== "pause").length <= LONGEST_GUESS &&
          (DENIES.test(next.plain) || LEAVES.test(next.plain))))
    );
  }
}

type Asked = "accepts" | "corrects" | "refuses" | "wantsOther" | "closes" | "checks" | "denied";
type Placed = "turnsAwayAt" | "partsAt";
