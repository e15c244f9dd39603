import { ForgetfulMap } from "../forgetful-map.js";
import { lex } from "./lexemes.js";

/**
 * Words by which people speak of one occasion: who says "the bride" means the wedding, and "the office" the team's lunch.
 * English of occasions in general; each line is one idea.
 */
const KINDRED =
  `wedding weddings bridal bride brides groom grooms bridesmaid bridesmaids groomsmen fiance fiancee ceremony reception marry married marrying vows nuptials
engagement engaged proposal proposing
birthday birthdays bday turning turns candles
anniversary anniv
work office company corporate staff colleagues coworkers boss employees employee business firm department crew clients client
school schools teacher teachers class classroom grade students student pupils pta kindergarten preschool
graduation grad graduate graduates graduating graduated commencement diploma
church parish pastor priest vicar deacon choir congregation chapel
christening baptism baptised baptized godparents godparent communion
kids kid children childrens child toddlers youngsters
adults adult grownups grown
father fathers dad dads daddy papa
mother mothers mom moms mum mums mama mam
memorial funeral wake repast burial cremation
baby babies pregnant expecting
christmas xmas chrissy santa
dog dogs puppy pup
cat cats kitten
tooth teeth dental dentist
breakfast brunch
lunch luncheon
dinner supper
rehearsal rehearse
exam exams test tests quiz mock
family relatives cousins reunion
pool swim swimming
garden backyard yard patio lawn deck
boat cruise sail sailing yacht charter
car cars
truck van lorry minivan
couples romantic romance valentine valentines
photo photos photograph photographs photographer photography picture pictures portrait portraits headshot headshots
bread loaf loaves dough sourdough baking baker
clay pottery ceramic ceramics pots kiln
horse horses horseback pony ponies
tent tents marquee marquees canopy gazebo
bouncy bouncer inflatable inflatables
hair haircut haircuts blowdry highlights
nail nails manicure pedicure manicures pedicures
film films movie movies cinema screening
music band bands dj musician musicians playlist
singing singer singers sing vocal vocals
piano keyboard
tour tours guide guided
hike hikes hiking trail
bike bikes bicycle bicycles cycling
fish fishing angling bait
golf golfers tee
flight flights flying plane airport
taxi cab cabs shuttle
workout fitness gym
dance dancing dancers ballet
paint painting painter painters paints
carpet carpets rug rugs
mover movers removal removals
leak leaks leaking plumber plumbing
boiler furnace heating heater heaters
electrical electrician wiring outlet outlets
roof roofing roofer gutter gutters
tyre tyres tire tires
bloods blood
vaccine vaccines vaccination vaccinations jab jabs booster
surgery operation procedure
eye eyes optician
wine wines vineyard winery
beer beers brewery
cocktail cocktails bartender bartenders
cake cakes cupcakes
barbecue bbq barbeque cookout grill grilling
halloween spooky
thanksgiving turkey
bachelor stag
bachelorette hen hens
retirement retire retiring retired
housewarming housewarm
fundraiser fundraising gala charity
conference seminar summit convention`
    .split("\n")
    .map((line) => line.split(" "));

const IDEA_MARK = "~";
const ideas = new Map(
  KINDRED.flatMap((words) => words.map((word): [string, string] => [word, `${words[0]}${IDEA_MARK}`])),
);

/** The idea that a word of the lists above stands for. */
export const ideaOf = (word: string): string | undefined => ideas.get(word);
/** Whether a root is an idea: no word has its mark. */
export const isIdea = (root: string): boolean => root.endsWith(IDEA_MARK);

/** The bare root of a word, so that "packers" finds "packing" and "ladies" "lady"; a word of the lists above gives its idea. */
export function rootOf(word: string): string {
  const known = roots.get(word);
  if (known !== undefined) return known;
  const root = ideas.get(word) ?? (/^\p{L}{4,}$/u.test(word) ? cut(word) : word);
  roots.set(word, root);
  return root;
}

const roots = new ForgetfulMap<string>(20_000);

function cut(word: string): string {
  const one = word.replace(/(?:ies|y)$/, "i").replace(/(?:ss|us|is)$/, (end) => `${end}\u0000`);
  const bare = one.replace(/(?:ings?|ers?|ed|es|s|e)$/, "").replace("\u0000", "");
  return bare.length >= 4 ? bare.replace(/([bdgmnprt])\1$/, "$1") : one.replace("\u0000", "");
}

const LATEST_DAY = 31;

/** Sums of money, other large numbers and ages ("70th") written of a booking, as bare figures. */
export function figuresOf(text: string): readonly string[] {
  return lex(text).flatMap(({ kind, value }) =>
    kind === "money" || (kind === "number" && value >= 100) || (kind === "ordinal" && value > LATEST_DAY)
      ? [String(value)]
      : [],
  );
}
