/** Contractions as recognisers write them, without their apostrophe. "Well", "were", "shed" and "hell" are words of their own. */
const BARE = new Map(
  "im:i'm ive:i've ill:i'll id:i'd youre:you're youve:you've youll:you'll weve:we've theyre:they're theyve:they've theyll:they'll hes:he's shes:she's thats:that's its:it's whats:what's wheres:where's whos:who's theres:there's heres:here's lets:let's dont:don't doesnt:doesn't didnt:didn't isnt:isn't arent:aren't wasnt:wasn't werent:weren't hasnt:hasn't havent:haven't hadnt:hadn't wont:won't cant:can't couldnt:couldn't wouldnt:wouldn't shouldnt:shouldn't itll:it'll thatll:that'll itd:it'd wed:we'd oclock:o'clock"
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);
const BARE_WORD = new RegExp(`(?<!')\\b(?:${[...BARE.keys()].join("|")})\\b(?!')`, "g");

/** Lower case, straight apostrophes, and contractions written as such: the form in which phrases are looked for. */
export const plainSpeech = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(BARE_WORD, (word) => BARE.get(word) ?? word);
