/** Forms that no stemmer brings together, each line a base and its forms. */
const FORMS = `
  go went gone goes
  buy bought
  see saw seen
  make made
  take took taken
  give gave given
  get got gotten
  eat ate eaten
  drink drank drunk
  write wrote written
  ride rode ridden
  drive drove driven
  fly flew flown
  grow grew grown
  know knew known
  begin began begun
  break broke broken
  bring brought
  build built
  catch caught
  choose chose chosen
  come came
  do did done
  draw drew drawn
  fall fell fallen
  feel felt
  fight fought
  find found
  forget forgot forgotten
  hear heard
  hold held
  keep kept
  leave left
  lose lost
  meet met
  pay paid
  read reads
  ring rang rung
  rise rose risen
  run ran
  sell sold
  send sent
  sing sang sung
  sit sat
  sleep slept
  speak spoke spoken
  spend spent
  stand stood
  steal stole stolen
  swim swam swum
  teach taught
  tell told
  think thought
  throw threw thrown
  understand understood
  wake woke woken
  wear wore worn
  win won
  child children kids kid
  person people
  man men
  woman women
  foot feet
  tooth teeth
  mouse mice
  wife wives
  life lives
  mother mom mum mommy mama
  father dad daddy papa
  grandmother grandma granny nana
  grandfather grandpa
  photo photograph photos picture pic pics
  bike bicycle
  television tv
  refrigerator fridge
  examination exam
  laboratory lab
  advertisement ad
  telephone phone
  favorite favourite fave
  color colour
  theater theatre
  neighbor neighbour
  center centre
`;

const LINES = new Map(
  FORMS.trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .flatMap((forms) => forms.map((form): [string, readonly string[]] => [form, forms])),
);

/** The other forms of a word's line; `word` must be folded. */
export const formsAlike = (word: string): readonly string[] => (LINES.get(word) ?? []).filter((form) => form !== word);

/** `word` must be folded. */
export const irregularBase = (word: string): string => LINES.get(word)?.[0] ?? word;
