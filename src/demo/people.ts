/** Who books. A household or an office shares its main number; `also` are numbers of that person alone. */
export interface Party {
  readonly kind: "person" | "household" | "office";
  /** For an office, its name. */
  readonly company?: string;
  readonly people: readonly (readonly [first: string, last: string, ownNumbers?: number])[];
}

const person = (first: string, last: string, ownNumbers = 1): Party => ({
  kind: "person",
  people: [[first, last, ownNumbers]],
});

export const PARTIES: readonly Party[] = [
  person("Jennifer", "Alvarez", 2),
  {
    kind: "household",
    people: [
      ["Daniel", "Okafor", 1],
      ["Grace", "Okafor"],
    ],
  },
  person("Marcus", "Whitfield"),
  person("Priya", "Raman", 2),
  person("Carlos", "Mendoza"),
  {
    kind: "office",
    company: "Bayline Design",
    people: [
      ["Rachel", "Stein"],
      ["Omar", "Haddad", 1],
      ["Tiffany", "Nguyen"],
    ],
  },
  person("Susan", "Kowalski"),
  person("Andre", "Baptiste"),
  person("June", "Park"),
  person("Trevor", "Lindqvist"),
  {
    kind: "household",
    people: [
      ["Maria", "Delgado"],
      ["Hector", "Delgado"],
    ],
  },
  person("Nadia", "Petrov"),
  person("Keisha", "Thompson", 3),
  person("Walter", "Hughes"),
  person("Yolanda", "Reyes"),
  person("Brian", "O'Sullivan"),
  person("Mei", "Tanaka", 2),
  person("Gloria", "Espinoza"),
  person("Patrick", "Dunne"),
  {
    kind: "office",
    company: "Northgate Dental",
    people: [
      ["Sheila", "Brooks"],
      ["Amit", "Desai", 1],
    ],
  },
  person("Lauren", "Fitzgerald"),
  person("Darnell", "Washington"),
  person("Anika", "Johansson"),
  person("Rosa", "Ibarra", 2),
  person("Theo", "Papadakis"),
  person("August", "Meyer"),
  person("Fatima", "Khalil"),
  {
    kind: "household",
    people: [
      ["Kevin", "Tran"],
      ["Linda", "Tran", 1],
    ],
  },
  person("Simone", "Laurent"),
  person("Greg", "Novak"),
  person("Ines", "Carvalho"),
  person("Hannah", "Goldberg", 2),
  person("Luis", "Ortega"),
  person("Beverly", "Chambers"),
  person("Samir", "Patel"),
  person("Courtney", "Blake"),
  person("Vince", "Moretti"),
  person("Emily", "Sato"),
  person("Ray", "Castellano"),
  {
    kind: "household",
    people: [
      ["Joan", "McAllister"],
      ["Peter", "McAllister"],
    ],
  },
  person("Denise", "Fontaine"),
  person("Tomas", "Rivera"),
  person("Allison", "Chu"),
  person("Roland", "Bauer"),
  person("Monique", "Harris"),
  person("Ed", "Zielinski"),
];

/** Who answers the phone. */
export const AGENTS: readonly string[] = ["Marisol", "Dev", "Tasha", "Colin", "Naomi"];

/** Who cooks. */
export const CHEFS: readonly string[] = ["Hiro", "Danny", "Sam", "Kenji", "Mike", "Tavo"];

/** Callers nobody knows yet. */
// biome-ignore format: a list
export const STRANGERS: readonly (readonly [first: string, last: string])[] = [
  ["Bethany", "Cole"], ["Jamal", "Reid"], ["Oksana", "Melnyk"], ["Stuart", "Penn"], ["Carla", "Bianchi"],
  ["Devon", "Pierce"], ["Yuki", "Hamada"], ["Marta", "Solis"], ["Glen", "Archer"], ["Tanya", "Brandt"],
  ["Ruben", "Avila"], ["Claire", "Doyle"], ["Isaac", "Feldman"], ["Pam", "Hutchins"], ["Ali", "Rahimi"],
];

/** Who speaks of a wife rather than a husband. */
// biome-ignore format: a list
export const MEN: ReadonlySet<string> = new Set([
  "Daniel", "Marcus", "Carlos", "Omar", "Andre", "Trevor", "Hector", "Walter", "Brian", "Patrick", "Amit", "Darnell",
  "Theo", "August", "Kevin", "Greg", "Luis", "Samir", "Vince", "Ray", "Peter", "Tomas", "Roland", "Ed",
  "Jamal", "Stuart", "Devon", "Glen", "Ruben", "Isaac", "Ali",
]);
