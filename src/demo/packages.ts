/** What the business sells. Prices are dollars a head. */
export interface HibachiPackage {
  readonly name: string;
  /** How it is called on the phone, after "the". */
  readonly spoken: string;
  readonly proteins: string;
  readonly price: number;
  /** A child's plate. */
  readonly childPrice: number;
  readonly suits: "anyone" | "families" | "offices";
}

// biome-ignore format: a table
export const PACKAGES: readonly HibachiPackage[] = [
  { name: "Classic Hibachi Dinner", spoken: "Classic", proteins: "chicken and steak", price: 60, childPrice: 30, suits: "anyone" },
  { name: "Surf & Turf Hibachi", spoken: "Surf and Turf", proteins: "steak and shrimp", price: 75, childPrice: 35, suits: "anyone" },
  { name: "Shogun Feast", spoken: "Shogun", proteins: "filet, lobster and scallops", price: 95, childPrice: 40, suits: "anyone" },
  { name: "Garden Hibachi", spoken: "Garden", proteins: "tofu and king oyster mushrooms", price: 50, childPrice: 25, suits: "anyone" },
  { name: "Family Teppanyaki", spoken: "Family", proteins: "chicken and shrimp", price: 55, childPrice: 25, suits: "families" },
  { name: "Office Hibachi Lunch", spoken: "Office Lunch", proteins: "chicken, steak or tofu", price: 52, childPrice: 26, suits: "offices" },
  { name: "Imperial Wagyu Table", spoken: "Imperial", proteins: "wagyu strip and tiger prawns", price: 140, childPrice: 45, suits: "anyone" },
];

/** Something a host asks for beside the package. `note` goes to the booking, `spoken` is said on the phone. */
export interface Extra {
  readonly key: string;
  readonly spoken: string;
  readonly kind: "food" | "allergy" | "diet" | "service";
  readonly note: string;
}

// biome-ignore format: a table
export const EXTRAS: readonly Extra[] = [
  { key: "noodles", kind: "food", spoken: "the garlic noodles", note: "Add garlic noodles for everyone" },
  { key: "extra-filet", kind: "food", spoken: "the extra filet", note: "Extra filet mignon for half the guests" },
  { key: "extra-scallops", kind: "food", spoken: "the scallops", note: "Extra protein: scallops" },
  { key: "tables-chairs", kind: "service", spoken: "the tables and chairs", note: "Tables & chairs rental, we set up and take down" },
  { key: "gyoza", kind: "food", spoken: "the gyoza", note: "Gyoza appetizer, two per guest" },
  { key: "lobster", kind: "food", spoken: "the lobster tails", note: "Lobster tail upgrade for the head table" },
  { key: "shellfish", kind: "allergy", spoken: "a shellfish allergy", note: "ALLERGY: shellfish, one guest. Separate utensils and a clean corner of the grill" },
  { key: "sesame", kind: "allergy", spoken: "a sesame allergy", note: "ALLERGY: sesame. No sesame oil on the whole grill" },
  { key: "peanut", kind: "allergy", spoken: "a peanut allergy", note: "ALLERGY: peanut, a child. Chef to confirm sauces with the mother" },
  { key: "gluten-free", kind: "diet", spoken: "gluten-free soy sauce", note: "Gluten-free: tamari for three guests" },
  { key: "vegetarian", kind: "diet", spoken: "vegetarian plates", note: "Vegetarian plates: tofu and extra vegetables for four" },
  { key: "sake", kind: "service", spoken: "the sake squirt", note: "Sake show, adults only" },
];
