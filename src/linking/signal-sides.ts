import { oneOf } from "./phrases.js";

/**
 * What fits speaks for a booking and what is otherwise against it, in every make and mode. Where the two go together in
 * the makes at hand, one of them would be given the wrong sign, which the next make pays for.
 */
export const SPEAKS_FOR = oneOf(`
  only_one_fits exact_date day_within daypart_said (?:day|clock|guests|title|place)_(?:said|last|first|confirmed|closing)
  words?_said named opened pointed_at others?_left dwelt dwelt_most fits_twice fits_thrice within_3_hours same_day
  near_spoken on_the_day_fits entered_\\w+ latest_gone status_in_progress last_to_call
`);

/** What speaks against a booking of its own accord, whatever else does for it. */
export const SPEAKS_AGAINST = oneOf(`
  (?:day|clock|guests|title|place)_(?:conflict|other_confirmed|other_closing|rejected|aside) title_unsaid
  word_other set_apart left_alone late_only fits_nothing conflict_twice status_cancelled over long_over
  when_long_past made_otherwise earlier_gone name_spoken_of
`);
