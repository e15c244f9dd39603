import { LOST, ON_THE_DAY, PRICE } from "./purpose-words.js";

/** What else a call speaks of, most telling first. */
export const SUBJECTS: readonly (readonly [string, RegExp])[] = [
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
