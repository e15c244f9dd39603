import { fold, stemOf } from "./spoken-words.js";

/**
 * Words that people use for each other when they ask about what was said: "How much did it cost?" of "the price was …".
 * Before a colon stands the general word: a question that uses it means any of those after it. Kept by hand; tight
 * groups only, since each relation also brings what was not meant.
 */
const GROUPS = `
  cost price fee charge pay expensive cheap rate dollars
  deposit down-payment prepay
  cancel call-off
  reschedule postpone move push-back change shift
  book reserve reservation booking
  confirm confirmation verify
  guest attendee people headcount invitee
  venue place hall room location
  event party celebration gathering function
  refund money-back reimburse
  complain complaint unhappy upset disappointed angry
  happy glad pleased excited delighted thrilled joy
  sad down unhappy upset heartbroken grief
  afraid scared fear nervous anxious worried worry frightened terrified
  stress stressed overwhelmed pressure anxiety burnout
  tired exhausted fatigue sleepy drained
  proud pride accomplishment achievement achieve accomplish
  goal aim dream aspiration ambition plan
  plan intend planning going-to schedule
  start begin began launch open found
  stop quit end finish give-up
  buy purchase bought get got shop order
  sell sold
  make made create build craft
  give gave gift present donate
  receive got get given
  visit went go trip travel visited
  move relocate relocated moving
  live reside home house apartment
  job work career profession occupation employed employer position
  work-at employed
  promote promotion promoted raise
  fired laid-off lost-job unemployed layoff
  study learn course class school degree major education studying
  teach teacher tutor mentor coach instructor
  university college school campus
  graduate graduation degree diploma graduated
  exam test certification certificate
  friend buddy pal bestie
  meet met met-up hang-out catch-up get-together
  marry married wedding marriage wife husband spouse engaged fiance bride
  divorce split breakup separated broke-up
  date dating relationship partner boyfriend girlfriend single
  baby pregnant expecting newborn birth born
  adopt adoption foster agency
  child children kid son daughter kids
  mother mom mum mama
  father dad papa
  grandmother grandma granny nana
  grandfather grandpa
  sibling brother sister
  ill sick unwell flu illness disease diagnosed
  injury hurt injured broke sprain accident pain
  doctor physician hospital clinic appointment checkup
  dentist tooth teeth
  therapy therapist counseling counselor mental-health psychologist
  medicine medication pill prescription drug
  exercise workout gym fitness run training
  run running jog marathon race 5k
  hike hiking trail mountain outdoors
  camp camping tent campfire
  swim swimming pool beach
  bike bicycle cycling ride
  yoga meditation meditate mindfulness
  diet eat healthy nutrition food
  cook cooking recipe bake baking meal dish
  bake baking cake cookies bread pie pastry
  drink beverage coffee tea wine beer
  restaurant cafe diner eatery bistro
  breakfast lunch dinner brunch supper
  vegetarian vegan plant-based meatless
  allergy allergic intolerant
  music song band concert playlist listen
  play perform perform performance
  instrument guitar piano violin
  sing singing singer choir
  dance dancing dancer ballet
  paint painting artist art draw
  photo picture photograph camera photography
  movie film cinema watch
  series show tv episode season
  book read reading novel author
  write writing writer journal blog poem story
  game gaming video-game play
  win won victory champion prize award first-place
  lose lost defeat
  team league club
  competition contest tournament competed championship
  volunteer volunteering charity help community shelter
  donate donation fundraiser charity raise
  church faith religion pray religious god
  holiday vacation trip getaway travel
  fly flight plane airport
  drive car vehicle drove
  train railway
  car vehicle truck suv
  country nation abroad overseas
  city town
  pet dog cat puppy kitten animal
  dog puppy pup
  cat kitten kitty
  garden gardening plant flowers
  clothes clothing wear outfit dress shirt
  jewelry necklace ring bracelet
  shoe sneakers boots
  home house apartment flat condo
  rent lease landlord tenant
  mortgage loan
  furniture couch sofa table chair
  renovate remodel renovation repair fix
  clean tidy declutter
  kitchen stove oven
  computer laptop pc
  phone mobile cell smartphone
  email mail message
  money financial finances budget income salary
  save savings saving
  invest investment stock
  birthday turned born
  age old years-old
  favorite favourite best love prefer like
  like love enjoy fond into passionate
  hate dislike
  hobby hobbies interest pastime enjoy free-time
  activity activities do fun
  relax unwind destress calm peaceful de-stress
  inspire inspired inspiration motivate motivated motivation
  encourage support supportive encouragement
  help assist support aid
  advice advise suggest suggestion recommend recommendation tip
  problem issue trouble difficulty challenge struggle setback obstacle
  difficult hard tough challenging
  easy simple
  beautiful pretty gorgeous stunning lovely
  amazing awesome great incredible wonderful
  big large huge
  small little tiny
  fast quick
  often frequently regularly weekly every
  recently lately just
  symbol symbolize represent mean meaning remind
  remember memory memories recall
  hope wish want
  decide decision choose chose choice pick
  realize realized understand learn
  think opinion believe feel
  feel felt feeling emotion
  nature outdoors outside park forest
  sunset sunrise sky
  ocean sea beach lake river
  snow ski skiing snowboard winter
  rain storm weather
  camp camping
  business company store shop startup
  customer client
  boss manager supervisor
  colleague coworker teammate
  interview apply application
  meeting conference workshop seminar
  project assignment task
  speech talk presentation speak spoke
  research investigate look-into looking
  technology tech software app
  lgbtq transgender gay queer pride
  gender transition identity trans
  veteran military army
  police law legal lawyer
  politics political election campaign
  environment climate sustainability recycling
  crime stolen theft robbed
  accident crash
  funeral died death passed-away lost
  nickname call name named
  sign signed-up sign-up register enroll join joined
  begin took-up
  grow grew raised
  childhood child young kid growing-up
  hometown grew-up from originally
  host hosted hosting
  invite invited invitation
  surprise surprised
  cheap affordable
  transport ride lift bus
  parking park
  wheelchair accessible accessibility ramp
  decorate decoration flowers balloons
  caterer catering food menu
  photographer photos
  contract agreement paperwork sign
  invoice bill receipt
  discount coupon deal offer
  pet: dog cat puppy kitten hamster guinea-pig rabbit parrot turtle fish bird lizard snake
  instrument: guitar piano violin clarinet drum drums flute saxophone cello ukulele trumpet keyboard
  sport: soccer football basketball tennis baseball hockey volleyball swimming golf running rugby boxing surfing skiing skating climbing cricket
  food: pizza pasta sushi tacos salad curry soup chicken cake bread chocolate cheese burger steak fish rice noodles dessert
  dessert: cake pie cookies cookie brownie ice-cream tart pudding chocolate
  family: mom dad mother father sister brother son daughter kids husband wife parents grandma grandpa cousin aunt uncle niece nephew children
  relative: aunt uncle cousin niece nephew grandma grandpa
  parent: mom dad mother father
  child: son daughter kid
  art: painting drawing sculpture pottery sketch watercolor mural canvas ceramics photography
  craft: pottery knitting sewing crochet woodworking
  hobby: painting reading hiking gardening photography cooking baking knitting pottery gaming guitar chess fishing
  book: novel memoir biography series fantasy mystery
  movie: comedy thriller horror documentary drama sequel
  genre: comedy thriller horror documentary drama fantasy mystery jazz rock classical pop
  music: jazz rock classical pop country hip-hop blues
  vehicle: car truck motorcycle van bike bus suv scooter
  color: red blue green yellow purple orange pink black white brown gray
  country: england france germany italy spain japan china india canada mexico brazil sweden ireland australia greece portugal thailand norway scotland
  city: london paris rome tokyo boston chicago seattle denver miami austin portland barcelona toronto york francisco angeles
  state: california texas florida oregon colorado washington michigan minnesota georgia arizona nevada virginia
  language: spanish french german japanese italian chinese korean portuguese
  weather: rain snow storm sunny wind
  emotion: happy sad angry anxious excited nervous scared lonely grateful proud
  disease: cancer diabetes asthma arthritis flu covid
  drink: coffee tea wine beer juice cocktail whiskey
  meal: breakfast lunch dinner brunch
  animal: dog cat horse bird bear deer wolf elephant lion turtle whale dolphin
  flower: rose tulip sunflower lily daisy orchid dahlia
  furniture: couch sofa table chair bed desk bookshelf dresser
  jewelry: necklace ring bracelet earrings pendant
  device: phone laptop tablet camera computer console
  season: spring summer fall autumn winter
  exercise: yoga running weights pilates swimming cycling gym
  subject: math history physics biology chemistry english science art
  profession: teacher nurse doctor engineer lawyer chef artist designer programmer writer accountant counselor
  relationship: married single dating divorced boyfriend girlfriend husband wife
`;

const GENERAL_TO_SPECIAL = 0.4;
const SPECIAL_TO_GENERAL = 0.25;
const ALIKE = 0.4;

/** Stems that may stand for a stem, each with how much a hit on it counts (0 to 1). */
export function relatedStems(stem: string): ReadonlyMap<string, number> {
  return RELATED.get(stem) ?? NONE;
}

const NONE: ReadonlyMap<string, number> = new Map();
const RELATED = readGroups();

function readGroups(): Map<string, Map<string, number>> {
  const related = new Map<string, Map<string, number>>();
  const relate = (from: string, to: string, weight: number): void => {
    if (from === to) return;
    const known = related.get(from) ?? new Map<string, number>();
    known.set(to, Math.max(known.get(to) ?? 0, weight));
    related.set(from, known);
  };
  for (const line of GROUPS.split("\n")) {
    const [general, special] = line.includes(":") ? line.split(":") : [null, line];
    const stems = (special ?? "")
      .trim()
      .split(/\s+/)
      .filter((word) => word !== "" && !word.includes("-"))
      .map((word) => stemOf(fold(word)));
    for (const stem of stems) {
      if (general !== null && general !== undefined) {
        const above = stemOf(fold(general.trim()));
        relate(above, stem, GENERAL_TO_SPECIAL);
        relate(stem, above, SPECIAL_TO_GENERAL);
      } else for (const other of stems) relate(stem, other, ALIKE);
    }
  }
  return related;
}
