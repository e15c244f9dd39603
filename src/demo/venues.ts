/** Where an event takes place. `spoken` is how the host calls it. Streets and houses are invented. */
export interface Venue {
  /** "our backyard", "the clubhouse": fits after "at". */
  readonly spoken: string;
  readonly yours: string;
  readonly host: "home" | "office";
  readonly number: number;
  readonly street: string;
  readonly city: string;
  readonly zip: string;
}

// biome-ignore format: a list
export const STREETS: readonly string[] = [
  "Alder Street", "Marigold Lane", "Quail Hollow Road", "Juniper Avenue", "Old Orchard Drive", "Larkspur Court",
  "Pepperwood Avenue", "Sandpiper Way", "Foxglove Street", "Cypress Knoll Drive", "Tamarind Street", "Wren Court",
  "Magnolia Terrace", "Stonebridge Road", "Hollyhock Avenue", "Canyon Rim Drive", "Persimmon Street", "Vista Luna",
  "Silver Birch Lane", "Driftwood Avenue", "Mulberry Street", "Ridgeline Road", "Bellflower Court", "Kingfisher Lane",
  "Almond Grove Drive", "Coyote Pass Road", "Heather Glen Way", "Linden Place", "Mesquite Street", "Nightingale Drive",
  "Olive Branch Lane", "Plumeria Court", "Quince Avenue", "Rosemary Road", "Sycamore Bluff Drive", "Thistle Court",
  "Upper Mill Road", "Verbena Street", "Willow Bend", "Yarrow Street", "Acacia Hill", "Buttonwood Avenue",
];

// biome-ignore format: a list
export const CITIES: readonly (readonly [city: string, zip: string, areaCode: string])[] = [
  ["Pasadena", "91104", "626"], ["Glendale", "91206", "818"], ["Torrance", "90503", "310"], ["Long Beach", "90808", "562"],
  ["Burbank", "91505", "818"], ["Encino", "91316", "747"], ["Irvine", "92620", "949"], ["Santa Monica", "90405", "424"],
  ["Culver City", "90230", "310"], ["Whittier", "90603", "562"], ["Thousand Oaks", "91360", "805"], ["Redondo Beach", "90278", "424"],
  ["Fullerton", "92835", "714"], ["Alhambra", "91801", "626"], ["Calabasas", "91302", "818"], ["Silver Lake", "90039", "323"],
  ["Santa Clarita", "91350", "661"], ["Claremont", "91711", "909"], ["Eagle Rock", "90041", "213"], ["Yorba Linda", "92886", "657"],
];

// biome-ignore format: a list
export const HOME_PLACES: readonly (readonly [mine: string, yours: string])[] = [
  ["our backyard", "your backyard"], ["our house", "your house"], ["our place", "your place"],
  ["my sister's house", "your sister's house"], ["my parents' house", "your parents' house"],
  ["the clubhouse", "the clubhouse"], ["the pool house", "the pool house"], ["our patio", "your patio"],
];

// biome-ignore format: a list
export const OFFICE_PLACES: readonly (readonly [mine: string, yours: string])[] = [
  ["the office", "the office"], ["our roof deck", "your roof deck"], ["the courtyard", "the courtyard"],
  ["the warehouse lot", "the warehouse lot"],
];

/** Where an event goes when the first place falls through. */
export const OTHER_PLACES: Readonly<Record<"home" | "office", readonly (readonly [mine: string, yours: string])[]>> = {
  home: [
    ["my brother's place", "your brother's place"],
    ["my in-laws' house", "your in-laws' house"],
    ["the community center", "the community center"],
    ["our neighbor's yard", "your neighbor's yard"],
  ],
  office: [
    ["the annex", "the annex"],
    ["the south lot", "the south lot"],
    ["the other campus", "the other campus"],
  ],
};

export const addressOf = (venue: Venue): string => `${venue.number} ${venue.street}, ${venue.city}, CA ${venue.zip}`;
