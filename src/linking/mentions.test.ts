import { describe, expect, it } from "@jest/globals";
import { readBareCounts } from "./bare-counts.js";
import { dayInWords, dayOf, minuteInWords } from "./calendar.js";
import { readClocks } from "./clock-mentions.js";
import { readCounts } from "./count-mentions.js";
import { readDays } from "./day-mentions.js";
import { nameAgain } from "./days-again.js";
import type { Turn } from "./lexemes.js";
import { lexTurns } from "./lexemes.js";

const turn = (text: string, speaker: Turn["speaker"] = "customer"): Turn => {
  const [only] = lexTurns([{ speaker, text, startSeconds: null, endSeconds: null }]);
  if (only === undefined) throw new Error("One segment gives one turn.");
  return only;
};

/** The call is on Wednesday 30 December 2026. */
const TODAY = dayOf(2026, 12, 30) ?? 0;

describe("readDays", () => {
  const days = (text: string, monthFirst = true, isOver = false): string =>
    readDays(turn(text), { today: TODAY, monthFirst, names: new Set(["june"]), isOver, isMaking: false })
      .map(({ primary, range }) =>
        [
          ...primary.map(dayInWords),
          ...(range === null ? [] : [`${dayInWords(range[0])} to ${dayInWords(range[1])}`]),
        ].join(" or "),
      )
      .join("; ");

  it.each([
    ["tomorrow at six", "Thu 31 Dec 2026"],
    ["the day after tomorrow", "Fri 1 Jan 2027"],
    ["this friday", "Fri 1 Jan 2027"],
    ["next friday", "Fri 1 Jan 2027 or Fri 8 Jan 2027"],
    ["friday week", "Fri 8 Jan 2027"],
    ["a week on friday", "Fri 8 Jan 2027"],
    ["friday after next", "Fri 8 Jan 2027"],
    ["a fortnight on friday", "Fri 15 Jan 2027"],
    ["three weeks from friday", "Fri 22 Jan 2027"],
    ["a week from this friday", "Fri 8 Jan 2027"],
    ["two weeks friday", "Fri 15 Jan 2027"],
    ["a couple of weeks from saturday", "Sat 16 Jan 2027"],
    ["fortnight on friday", "Fri 15 Jan 2027"],
    ["saturday fortnight", "Sat 16 Jan 2027"],
    ["two saturdays from now", "Sat 9 Jan 2027"],
    ["a couple of saturdays ago", "Sat 19 Dec 2026"],
    ["a week tomorrow", "Thu 7 Jan 2027"],
    ["a fortnight today", "Wed 13 Jan 2027"],
    ["today week", "Wed 6 Jan 2027"],
    ["two weeks today", "Wed 13 Jan 2027"],
    ["the weekend after next", "Fri 8 Jan 2027 to Sun 17 Jan 2027"],
    ["we train two days a week saturday as well", "Sat 2 Jan 2027"],
    ["he's been here two weeks today", "Wed 30 Dec 2026"],
    ["two saturdays in a row", ""],
    ["we do the books the end of the month", ""],
    ["could you do the 20th or 21st", "Wed 20 Jan 2027; Thu 21 Jan 2027"],
    ["the twentieth and the twenty first", "Wed 20 Jan 2027; Thu 21 Jan 2027"],
    ["the twentieth to twenty second", "Wed 20 Jan 2027; Fri 22 Jan 2027"],
    ["the first and second graders", ""],
    ["my name is june", ""],
    ["hi, my name's August", ""],
    ["this is april calling", ""],
    ["it's Tuesday Smith here", ""],
    ["hi this is June from Cascade", ""],
    ["this is friday from noon on", "Fri 1 Jan 2027"],
    ["so it's friday at six", "Fri 1 Jan 2027"],
    ["so this is friday", "Fri 1 Jan 2027"],
    ["somebody is here 24/7", ""],
    ["at the end of the month", "Sun 20 Dec 2026 to Thu 31 Dec 2026"],
    ["around the beginning of the month", "Fri 1 Jan 2027 to Tue 12 Jan 2027"],
    ["early next month", "Fri 1 Jan 2027 to Tue 12 Jan 2027"],
    ["mid-June", "Wed 9 Jun 2027 to Tue 22 Jun 2027"],
    ["mid to late july", "Fri 9 Jul 2027 to Sat 31 Jul 2027"],
    ["early may", "Sat 1 May 2027 to Wed 12 May 2027"],
    ["late next week", "Thu 7 Jan 2027 to Sun 10 Jan 2027"],
    ["the first week of february", "Mon 1 Feb 2027 to Mon 8 Feb 2027"],
    ["the last week in february", "Sun 21 Feb 2027 to Sun 28 Feb 2027"],
    ["the week of the fourth", "Sun 3 Jan 2027 to Sun 10 Jan 2027"],
    ["the week of february 9th", "Sun 7 Feb 2027 to Sun 14 Feb 2027"],
    ["the week commencing the 18th", "Mon 18 Jan 2027 to Sun 24 Jan 2027"],
    ["the weekend of the third", "Fri 1 Jan 2027 to Sun 3 Jan 2027"],
    ["thanksgiving week", "Thu 25 Nov 2027 or Sun 21 Nov 2027 to Sun 28 Nov 2027"],
    ["thanksgiving eve", "Wed 24 Nov 2027"],
    ["the night before thanksgiving", "Wed 24 Nov 2027"],
    ["two days before easter", "Fri 26 Mar 2027"],
    ["memorial weekend", "Mon 31 May 2027 or Fri 28 May 2027 to Mon 31 May 2027"],
    ["the early may bank holiday", "Mon 3 May 2027"],
    ["st paddy's day", "Wed 17 Mar 2027"],
    ["june twenty twenty eight", "Thu 1 Jun 2028 to Fri 30 Jun 2028"],
    ["in june 2028", "Thu 1 Jun 2028 to Fri 30 Jun 2028"],
    ["june the tenth twenty twenty eight", "Sat 10 Jun 2028"],
    ["june twenty, twenty five people", "Sun 20 Jun 2027"],
    ["june twenty twenty five people", "Sun 20 Jun 2027"],
    ["the end of the street", ""],
    ["we end in a moment", ""],
    ["it's due by the end of the month", ""],
    ["we're running late may we come at six", ""],
    ["the end of my tether", ""],
    ["it's too early in the morning", ""],
    ["the second sunday in february", "Sun 14 Feb 2027"],
    ["the last friday of next month", "Fri 29 Jan 2027"],
    ["the first weekend in march", "Fri 5 Mar 2027 to Sun 7 Mar 2027"],
    ["the day after thanksgiving", "Fri 26 Nov 2027"],
    ["the saturday before easter", "Sat 27 Mar 2027"],
    ["the weekend after labor day", "Fri 10 Sep 2027 to Sun 12 Sep 2027"],
    ["it's on valentine's this year", "Sun 14 Feb 2027"],
    ["the weekend after valentine's", "Fri 19 Feb 2027 to Sun 21 Feb 2027"],
    ["on black friday", "Fri 26 Nov 2027"],
    ["mardi gras", "Tue 9 Feb 2027"],
    ["the super bowl one", "Sun 14 Feb 2027"],
    ["memorial day weekend", "Mon 31 May 2027 or Fri 28 May 2027 to Mon 31 May 2027"],
    ["okay, see you in the morning", "Thu 31 Dec 2026"],
    ["in the morning or later", ""],
    ["this week's full", ""],
    ["next month's lesson", "Fri 1 Jan 2027 to Sun 31 Jan 2027"],
    ["friday of next week", "Fri 8 Jan 2027"],
    ["friday the 15th", "Fri 15 Jan 2027"],
    ["it's nine days away", "Fri 8 Jan 2027 or Wed 6 Jan 2027 to Sun 10 Jan 2027"],
    ["we're off for nine days away", ""],
    ["is it on the 30th", "Wed 30 Dec 2026 or Sat 30 Jan 2027"],
    ["last saturday", "Sat 26 Dec 2026"],
    ["the last saturday of the holidays, the 23rd", "Sat 23 Jan 2027"],
    ["we were there on saturday", "Sat 26 Dec 2026"],
    ["i brought the saddle in saturday", "Sat 26 Dec 2026"],
    ["back in april", "Wed 1 Apr 2026 to Thu 30 Apr 2026"],
    ["last december", "Mon 1 Dec 2025 to Wed 31 Dec 2025"],
    ["may of next year", "Sat 1 May 2027 to Mon 31 May 2027"],
    ["tomorrow week", "Thu 7 Jan 2027"],
    ["did you get my deposit for the july one", "Thu 1 Jul 2027 to Sat 31 Jul 2027"],
    ["i've been meaning to ask about saturday", "Sat 2 Jan 2027"],
    ["i was just wondering about saturday", "Sat 2 Jan 2027"],
    ["January 2nd", "Sat 2 Jan 2027"],
    ["the second of january", "Sat 2 Jan 2027"],
    ["january the second", "Sat 2 Jan 2027"],
    ["jan 2, 2028", "Sun 2 Jan 2028"],
    ["on the fifteenth", "Fri 15 Jan 2027"],
    ["the 15th of next month", "Fri 15 Jan 2027"],
    ["1/2", "Sat 2 Jan 2027"],
    ["2027-01-02", "Sat 2 Jan 2027"],
    ["in two weeks", "Sat 9 Jan 2027 to Sun 17 Jan 2027"],
    ["a week from today", "Wed 6 Jan 2027 or Mon 4 Jan 2027 to Fri 8 Jan 2027"],
    ["three days ago", "Sun 27 Dec 2026 or Sun 27 Dec 2026 to Sun 27 Dec 2026"],
    ["new year's eve", "Thu 31 Dec 2026"],
    ["easter sunday", "Sun 28 Mar 2027"],
    ["mother's day", "Sun 9 May 2027"],
    ["thanksgiving", "Thu 25 Nov 2027"],
    ["sometime in march", "Mon 1 Mar 2027 to Wed 31 Mar 2027"],
    ["my february one", "Mon 1 Feb 2027 to Sun 28 Feb 2027"],
    ["it's for the march lunch", "Mon 1 Mar 2027 to Wed 31 Mar 2027"],
    ["february is fine", "Mon 1 Feb 2027 to Sun 28 Feb 2027"],
    ["it's february", "Mon 1 Feb 2027 to Sun 28 Feb 2027"],
    ["probably february", "Mon 1 Feb 2027 to Sun 28 Feb 2027"],
    ["it's june", ""],
    ["it says overtime 12/27", "Mon 27 Dec 2027 or Sun 27 Dec 2026"],
    ["we paid on december 27th", "Mon 27 Dec 2027 or Sun 27 Dec 2026"],
    ["we were there on december 27th", "Sun 27 Dec 2026"],
    ["the october 20th one", "Wed 20 Oct 2027"],
    ["february one", "Mon 1 Feb 2027"],
    ["the march of time", ""],
    ["june is asking", ""],
    ["february 29th", ""],
    ["june 31st", ""],
    ["how can i help you today", ""],
    ["that's all for today", ""],
    ["have a great weekend", ""],
    ["may i have four of them", ""],
    ["june speaking", ""],
    ["my name is friday", ""],
    ["it's on 15th street", ""],
    ["we're open on fridays", ""],
    ["the twelfth's fine", "Tue 12 Jan 2027"],
    ["first saturday in february", "Sat 6 Feb 2027"],
    ["in february, the 12th", "Fri 12 Feb 2027"],
    ["june, fourth", "Fri 4 Jun 2027"],
    ["tomorrow's no good friday is", "Thu 31 Dec 2026; Fri 1 Jan 2027"],
    ["on good friday", "Fri 26 Mar 2027"],
    ["the bank holiday", "Mon 29 Mar 2027"],
    ["the august bank holiday saturday", "Sat 28 Aug 2027"],
    ["columbus day", "Mon 11 Oct 2027"],
    ["labor day sunday", "Sun 5 Sep 2027"],
    ["the late october one", "Mon 18 Oct 2027 to Sun 31 Oct 2027"],
    ["i was wondering about saturday", "Sat 2 Jan 2027"],
    [
      "a march brunch. last time it was in april",
      "Mon 1 Mar 2027 to Wed 31 Mar 2027; Wed 1 Apr 2026 to Thu 30 Apr 2026",
    ],
  ])("hears %j as %s", (text, expected) => {
    expect(days(text)).toBe(expected);
  });

  it.each([
    ["the week after", "Sun 3 Jan 2027 to Sun 10 Jan 2027"],
    ["the week after next", "Sun 10 Jan 2027 to Sun 17 Jan 2027"],
    ["this week is fine but the week after i'm away", "Sun 3 Jan 2027 to Sun 10 Jan 2027"],
    ["we'll have the supper on march 6th and the class is the week after", "Thu 11 Mar 2027 to Mon 15 Mar 2027"],
    ["all week after school", ""],
    ["the week is full", ""],
  ])("hears which week %j tells", (text, expected) => {
    const context = { today: TODAY, monthFirst: true, names: new Set<string>(), isOver: false, isMaking: false };
    const range = nameAgain(readDays(turn(text), context), TODAY).at(-1)?.range;
    expect(range == null ? "" : range.map(dayInWords).join(" to ")).toBe(expected);
  });

  it('takes "a Sunday" for any to come and for none in particular', () => {
    const [mention] = readDays(turn("it's on a sunday at two"), {
      ...{ today: TODAY, monthFirst: true, names: new Set<string>(), isOver: false, isMaking: false },
    });
    const sunday = dayOf(2027, 1, 3) ?? 0;
    expect(mention?.primary).toEqual([]);
    expect(mention?.secondary.slice(0, 3)).toEqual([sunday, sunday + 7, sunday + 14]);
  });

  it("takes any Saturday of a month for one of that month's", () => {
    const [mention] = readDays(turn("any saturday in february"), {
      ...{ today: TODAY, monthFirst: true, names: new Set<string>(), isOver: false, isMaking: false },
    });
    const sixth = dayOf(2027, 2, 6) ?? 0;
    expect(mention?.primary).toEqual([]);
    expect(mention?.secondary).toEqual([sixth, sixth + 7, sixth + 14, sixth + 21]);
  });

  it("reads dates day first outside North America, and Mother's Day in March", () => {
    expect(days("2/1", false)).toBe("Sat 2 Jan 2027");
    expect(days("mother's day", false)).toBe("Sun 7 Mar 2027");
  });

  it.each([
    ["april 24th works so the sunday", "Sat 24 Apr 2027; Sun 25 Apr 2027"],
    ["june fifth and then the saturday after that", "Sat 5 Jun 2027; Sat 12 Jun 2027"],
    ["it's the saturday after this one", "Sat 9 Jan 2027"],
    ["that's the saturday after", "Sat 9 Jan 2027"],
    ["sometime next week, do you have friday", "Fri 8 Jan 2027"],
    ["on the 12th, or the following week i can do thursday", "Tue 12 Jan 2027; Thu 21 Jan 2027"],
    ["i need it this week. not a week from monday?", "Mon 11 Jan 2027"],
    ["this week is full, there is monday", "Mon 4 Jan 2027"],
    ["on the 12th, mine is in march. no, the 12th", "Tue 12 Jan 2027; Tue 12 Jan 2027"],
    ["a friday in february, the 12th", "Fri 12 Feb 2027"],
    ["sometime in march, the 20th", "Sat 20 Mar 2027"],
    ["this friday we can't but the friday after is free", "Fri 1 Jan 2027; Fri 8 Jan 2027"],
    [
      "monday we can't so the friday after and the friday after that's it",
      "Mon 4 Jan 2027; Fri 8 Jan 2027; Fri 8 Jan 2027",
    ],
    ["january fourth or the saturday after we land", "Mon 4 Jan 2027; Sat 2 Jan 2027"],
    ["it's july it's the eighteenth uh saturday", "Sun 18 Jul 2027; Sat 2 Jan 2027"],
    ["it's february it's the thirteenth, saturday", "Sat 13 Feb 2027"],
  ])("hears in %j days told by those before them", (text, expected) => {
    const context = { today: TODAY, monthFirst: true, names: new Set<string>(), isOver: false, isMaking: false };
    const told = nameAgain(readDays(turn(text), context), TODAY).filter(({ primary }) => primary.length > 0);
    expect(told.map(({ primary }) => primary.map(dayInWords).join(" or ")).join("; ")).toBe(expected);
  });

  it("hears which week comes after a feast, though the feast is in the week after this", () => {
    const today = dayOf(2027, 11, 19) ?? 0;
    const told = nameAgain(
      readDays(turn("for the week after thanksgiving, like that monday"), {
        ...{ today, monthFirst: true, names: new Set<string>(), isOver: false, isMaking: false },
      }),
      today,
    );
    expect(told[0]?.range?.map(dayInWords)).toEqual(["Fri 26 Nov 2027", "Thu 2 Dec 2027"]);
    expect(told[1]?.primary.map(dayInWords)).toEqual(["Mon 29 Nov 2027"]);
  });

  it("takes a day that is offered for one to come, though the same was named of what is gone", () => {
    const context = { today: TODAY, monthFirst: true, names: new Set<string>(), isOver: false, isMaking: true };
    const told = nameAgain(
      ["we came in on monday", "i have monday at two"].flatMap((text) => readDays(turn(text), context)),
      TODAY,
    );
    expect(told.map(({ primary }) => primary.map(dayInWords).join(" or "))).toEqual([
      "Mon 28 Dec 2026",
      "Mon 4 Jan 2027",
    ]);
  });

  it("takes a day of the month said again for the one before, though the talk has turned to what was", () => {
    const context = { today: TODAY, monthFirst: true, names: new Set<string>(), isOver: false, isMaking: false };
    const told = nameAgain(
      ["i have the ninth", "what did i have, the ninth"].flatMap((text) => readDays(turn(text), context)),
      TODAY,
    );
    expect(told.map(({ primary }) => primary.map(dayInWords).join(" or "))).toEqual([
      "Sat 9 Jan 2027",
      "Sat 9 Jan 2027",
    ]);
  });

  it('takes "the Saturday" for the next one first, and for any later one', () => {
    const [mention] = readDays(turn("it's about the saturday"), {
      ...{ today: TODAY, monthFirst: true, names: new Set<string>(), isOver: false, isMaking: false },
    });
    const saturday = dayOf(2027, 1, 2) ?? 0;
    expect(mention?.primary).toEqual([saturday]);
    expect(mention?.secondary).toEqual(expect.arrayContaining([saturday + 7, saturday + 70]));
  });

  it("takes a day of the week for the date just named, whichever year it was of", () => {
    const context = { today: TODAY, monthFirst: true, names: new Set<string>(), isOver: false, isMaking: false };
    const told = nameAgain(
      ["it says overtime 12/27", "that's the sunday, then"].flatMap((text) => readDays(turn(text), context)),
      TODAY,
    );
    expect(told.at(-1)?.primary.map(dayInWords)).toEqual(["Sun 27 Dec 2026"]);
  });

  it("takes a day of the month for that of the month named right after", () => {
    const context = { today: TODAY, monthFirst: true, names: new Set<string>(), isOver: false, isMaking: true };
    const told = nameAgain(
      ["on the 30th, please", "that's january 30th"].flatMap((text) => readDays(turn(text), context)),
      TODAY,
    );
    expect(told.map(({ primary }) => primary.map(dayInWords).join(" or "))).toEqual([
      "Sat 30 Jan 2027",
      "Sat 30 Jan 2027",
    ]);
  });

  it("takes days for those to come while a booking is made, unless they are said to be gone", () => {
    const context = { today: TODAY, monthFirst: true, names: new Set<string>(), isOver: false, isMaking: true };
    const told = (text: string): string =>
      readDays(turn(text), context)
        .flatMap(({ primary }) => primary.map(dayInWords))
        .join();
    expect(told("how about saturday did you hear the band")).toBe("Sat 2 Jan 2027");
    expect(told("we went on saturday")).toBe("Sat 26 Dec 2026");
    expect(told("i had a question about saturday")).toBe("Sat 2 Jan 2027");
  });

  it("takes days for gone where the event is over", () => {
    expect(days("it was on saturday", true, true)).toBe("Sat 26 Dec 2026");
    expect(days("december 20th", true, true)).toBe("Sun 20 Dec 2026");
    expect(days("thanks so much again for saturday", true, true)).toBe("Sat 26 Dec 2026");
    expect(days("see you again on saturday", true, true)).toBe("Sat 2 Jan 2027");
  });
});

describe("readClocks", () => {
  const clocks = (text: string): string =>
    readClocks(turn(text), null)
      .map(({ kind, minutes, window, approximate, maybeCount }) =>
        [
          kind === "point" ? "" : kind,
          minutes.map(minuteInWords).join("|") || (window ?? []).map(minuteInWords).join("-"),
          kind === "point" && approximate ? "about" : "",
          maybeCount ? "?" : "",
        ]
          .filter((word) => word !== "")
          .join(" "),
      )
      .join("; ");

  it.each([
    ["at 7:30pm", "19:30"],
    ["at seven thirty p m", "19:30"],
    ["seven oh five pm", "19:05"],
    ["half seven", "19:30|7:30"],
    ["half past six", "18:30|6:30"],
    ["quarter to eight", "19:45|7:45"],
    ["a quarter past five in the evening", "17:15; window 17:00-23:59"],
    ["ten past four", "16:10|4:10"],
    ["at 18:15", "18:15"],
    ["at eighteen hundred hours", "18:00"],
    ["at 7.30", "19:30|7:30"],
    ["noonish", "12:00 about"],
    ["sevenish", "19:00|7:00 about"],
    ["six o'clock", "18:00|6:00"],
    ["around six", "18:00|6:00 about"],
    ["at ten in the morning", "10:00; window 5:00-11:59"],
    ["tomorrow night at eight", "window 17:30-23:59; 20:00"],
    ["between six and seven", "bound 18:00|6:00; bound 19:00|7:00"],
    ["before 8pm", "bound 20:00"],
    ["for lunch", "window 11:00-15:30"],
    ["make it eight", "20:00|8:00 ?"],
    ["for two hours", ""],
    ["half a dozen", ""],
    ["a half dozen chairs", ""],
    ["two adults and one child", ""],
    ["in fifteen minutes", ""],
    ["for four people", ""],
    ["it's 7200 bancroft avenue", ""],
    ["25 dollars", ""],
    ["good evening", ""],
    ["three stars", ""],
    ["Sunday, ten-thirty?", "10:30|22:30"],
    ["it's nine-forty-five now", "9:45|21:45"],
    ["the seven twenty's gone", "19:20|7:20"],
    ["eight's fine", "20:00|8:00 ?"],
    ["does six still work", "18:00|6:00 ?"],
    ["seven on thursday", "19:00|7:00 ?"],
    ["ten on the fifteenth", "10:00|22:00 ?"],
    ["okay, five it is", "17:00|5:00 ?"],
    ["uh, six", "18:00|6:00 ?"],
    ["a table for eight at fifteen forty five", "20:00|8:00 ?; 15:45"],
    ["one in the afternoon", "13:00; window 12:00-17:59"],
    ["thirty at twenty five is seven fifty", ""],
    ["the balance is eleven forty", ""],
    ["i never got my one twenty back", ""],
    ["five to seven business days", ""],
    ["thirty at nineteen fifty", ""],
    ["a ten by ten", ""],
    ["the little one at night", "window 17:30-23:59"],
    ["one thursday and one friday", ""],
    ["my little one is two", ""],
    ["at pier nine on friday", ""],
    ["the three minutes past ten is fine", "10:03|22:03"],
    ["in three minutes", ""],
    ["a table for fourteen hundred and a receipt", "14:00"],
    ["the total is fourteen hundred", ""],
    ["their address is 7 mount larch dr", ""],
    ["it's at 5 old mill parkway, by the park", ""],
    ["drop off at half past eight no food after ten tonight", "20:30|8:30; bound 22:00; window 17:00-23:59"],
    ["from five, and you would be on at nine in the evening", "bound 17:00|5:00; 21:00; window 17:00-23:59"],
    ["ten past ten is free in the morning and there's ten to four", "10:10; window 5:00-11:59; 15:50|3:50"],
    ["in the morning at nine", "window 5:00-11:59; 9:00"],
    ["we have noon, three and half past five", "12:00; 15:00|3:00; 17:30|5:30"],
    ["there's a five and a 7:30", "17:00|5:00; 19:30|7:30"],
    ["at ten and at twelve", "10:00|22:00; 12:00|0:00"],
    ["at seven or eight", "19:00|7:00; 20:00|8:00 ?"],
    ["at 7:30 and two kids", "19:30|7:30"],
    ["could we do three to seven", "15:00|3:00"],
    ["nine to one", "9:00|21:00"],
    ["six to nine guests", ""],
    ["we're at 130", "13:30|1:30 ?"],
    ["take the gala up to 150", "13:50|1:50 ?"],
    ["it's at 130", "13:30|1:30"],
    ["move it from four to five", "16:00|4:00; 17:00|5:00"],
    ["that takes you from 12 to 18", ""],
    ["thirty people, from noon", "12:00"],
    ["every half hour from eight", "bound 20:00|8:00"],
    ["make it eight, people are late", "20:00|8:00 ?"],
    ["the same time, five.", "17:00|5:00 ?"],
    ["between six and seven in the evening", "bound 18:00; bound 19:00; window 17:00-23:59"],
    ["could you begin at ten instead of eleven", "10:00|22:00; 11:00|23:00 ?"],
    ["two of five are free", ""],
    ["that's number five. Am I early?", ""],
    ["six. Pm or am?", ""],
    ["it comes to about nine hundred", ""],
    ["the van seats two at seven thirty four of us", "19:30|7:30"],
    ["tonight, doors at seven, and we start at eight", "window 17:00-23:59; 19:00; 20:00"],
    ["we finish at five", "bound 17:00|5:00"],
    ["everybody's out by midnight", "bound 0:00"],
    ["we set out at nine", "9:00|21:00"],
    ["there's two at the side gate", ""],
    ["two at night", "14:00|2:00; window 17:30-23:59"],
    ["nine and one fifteen in all", ""],
    ["between ten and one fifteen", "bound 10:00|22:00; bound 13:15|1:15"],
    ["seven twenty-six", "19:26|7:26"],
    ["we have the seven twenty-six or eight fifty-one", "19:26|7:26; 20:51|8:51"],
    ["six thirty or eight", "18:30|6:30; 20:00|8:00 ?"],
    ["slots seven twenty-six through nine", ""],
  ])("hears %j as %s", (text, expected) => {
    expect(clocks(text)).toBe(expected);
  });
});

describe("bare numbers", () => {
  const firm = (text: string, before: string): string =>
    readClocks(turn(text), turn(before))
      .filter(({ maybeCount }) => !maybeCount)
      .flatMap(({ minutes: [minute] }) => (minute === undefined ? [] : minuteInWords(minute)))
      .join();

  it.each([
    ["seven and nine", "and when is it on", "19:00,9:00"],
    ["every night, seven and nine", "what time does it begin", "19:00,21:00"],
    ["seven and nine", "and how old are they", ""],
    ["the seven of us", "when is it on", ""],
    ["in two weeks", "when is it", ""],
  ])("in %j after %j are the times %j", (text, before, expected) => {
    expect(firm(text, before)).toBe(expected);
  });
});

describe("sums that are said as times are", () => {
  const isTime = (text: string, before: string): boolean => readClocks(turn(text), turn(before, "agent")).length > 0;

  it.each([
    ["it was six twenty so it's one ten", "and what do i owe you"],
    ["it's one fifteen now", "what's that with both of them"],
    ["four oh eight, good", "that's four oh eight due at the door"],
    ["one ten, fine", "one ten for the balance"],
  ])("takes %j for a sum after %j", (text, before) => {
    expect(isTime(text, before)).toBe(false);
  });

  it.each([
    ["it's one fifteen", "and when would you come"],
    ["it's at one fifteen", "how much is it and what time"],
    ["try one ten", "and how much longer will it be"],
  ])("takes %j for a time after %j", (text, before) => {
    expect(isTime(text, before)).toBe(true);
  });
});

describe("readCounts", () => {
  const counts = (text: string, question = ""): string =>
    readCounts(turn(text), question === "" ? null : turn(question, "agent"))
      .map(
        ({ low, high, approximate, explicit, added }) =>
          `${approximate ? "about " : ""}${added ? "+" : ""}${low === high ? low : `${low} to ${high}`}${explicit ? "" : "?"}`,
      )
      .join("; ");

  it.each([
    ["a table for four on thursday", "4"],
    ["party of thirty", "30"],
    ["party of one", "1"],
    ["the four of us", "4"],
    ["with six of y'all it gets tight", "6"],
    ["twenty five guests", "25"],
    ["twenty to twenty five people", "20 to 25"],
    ["about thirty people", "about 30"],
    ["my wife and i plus six", "8"],
    ["my husband and I", "2"],
    ["just me", "1"],
    ["dining solo", "1"],
    ["ten adults and four kids", "10; 4; 14"],
    ["me and eleven friends", "12"],
    ["just me and my two kids", "3"],
    ["myself and six others", "7"],
    ["me plus six", "7"],
    ["me and two of my friends", "3"],
    ["my husband and me and four kids", "4; 6"],
    ["call me and five minutes later i'm there", ""],
    ["give me and two dollars", ""],
    ["half a dozen kids and ten grown-ups", "6; 10; 16"],
    ["a half dozen people", "6"],
    ["a dozen and a half people", "18"],
    ["a couple dozen people", "24"],
    ["a couple of dozen people", "24"],
    ["a few dozen people", ""],
    ["two adults and one child", "2; 1; 3"],
    ["we're twenty give or take", "about 20"],
    ["give or take thirty people", "about 30"],
    ["thirty or so people", "about 30"],
    ["thirty or so", ""],
    ["four more people", "+4"],
    ["a dozen people", "12"],
    ["make it eight", "8?"],
    ["ten at seven on the patio", "10"],
    ["six for one o'clock", "6"],
    ["see you at ten for a chat", ""],
    ["so five", "5?"],
    ["you can split it up to four ways", ""],
    ["one of them is free", ""],
    ["the table will be held for fifteen minutes", ""],
    ["twenty dollars a head", ""],
    ["reference number sixty five", ""],
    ["at seven pm", ""],
    ["three star hotel", ""],
    ["thirty-five a head", ""],
    ["a twenty five dollar a person fee", ""],
    ["fifty-some people", "50 to 59"],
    ["sixty odd people", "60 to 69"],
    ["nine because of the light", ""],
    ["it's about sixty inches", ""],
    ["line forty-one of the list", ""],
    ["a taxi between the two places", ""],
    ["i have five places, all of them good", ""],
    ["could we have five places on saturday", "5"],
    ["me, my wife and three kids", "3; 5"],
    ["my wife and i and the three kids", "3; 5"],
    ["me and the wife and four kids", "4; 6"],
    ["just me and my mum", "2"],
    ["put us down for thirty", "30"],
    ["booked for forty at noon", "40"],
    ["i'm down for seven", "7?"],
    ["down for thirty dollars", ""],
    ["party of six plus two kids", "6; +2; 8"],
    ["he's bringing his son so it's four", "4?"],
    ["that makes five", "5?"],
    ["oh sorry, six, i forgot to count myself", "6?"],
    ["a foursome at one ten", "4"],
    ["it's four o'clock", ""],
    ["sorry, one moment", ""],
    ["it's at 451 queen anne road", ""],
    ["it's for 4 in a nice place", "4?"],
    ["fourteen hundred people", "1400"],
    ["three bedrooms", ""],
    ["nine for the 4:15 tour", "9"],
    ["nine for the four fifteen tour", "9"],
    ["nine for the four winds", ""],
    ["eight of us. Oh no, Nell's away. Seven.", "8; 7"],
    ["eight of us oh no wait nell's away seven", "8; 7"],
    ["eight of us, sorry, at seven", "8"],
    ["eight of us and then seven", "8"],
    ["eighteen of us... two of them have dropped out, 16", "18; 2; 16"],
    ["half past six for twelve of the family", "12"],
    ["at seven thirty four of us", "4"],
    ["in two of the rooms", ""],
    ["that takes you from 12 to 18", "12; 18"],
    ["from 20 to 30 dollars", ""],
    ["we're eleven now", "11"],
    ["we're five minutes out", ""],
    ["he gave me the date", ""],
    ["me and my date", "2"],
  ])("hears %j as %s", (text, expected) => {
    expect(counts(text)).toBe(expected);
  });

  it.each([
    ["It was eighteen, and now it's twenty-four.", [18, 24]],
    ["We said thirty-two.", [32]],
    ["It's nineteen now, not fifteen.", [19, 15]],
    ["That's thirty-five apiece, in two weeks.", [35]],
    ["They're twelve years old.", []],
    ["Three ninety-nine.", []],
    ["About forty minutes.", []],
    ["Line forty-one of the list.", []],
    ["Just the two.", []],
    ["The code is w q eight six w m.", []],
    ["It's three w nine.", []],
  ])("hears in %j numbers that may be of people", (text, expected) => {
    expect(readBareCounts(turn(text), []).map(({ count }) => count)).toEqual(expected);
  });

  it("takes a bare number for an answer", () => {
    expect(counts("thirteen", "And how many people?")).toBe("13");
    expect(counts("thirteen", "And what's the address?")).toBe("");
    expect(counts("three", "How many bedrooms does it need?")).toBe("");
    expect(counts("three", "For how many nights?")).toBe("");
    expect(counts("three", "How many seats?")).toBe("3");
    expect(counts("two, i'm bringing my sister", "One person in first class.")).toBe("2");
    expect(counts("two", "One person. At half past one?")).toBe("");
    expect(counts("four we've a baby with us", "So three seats in the boat.")).toBe("4");
    expect(counts("Oh no, sorry, four. Mine's coming.", "So three seats in the boat.")).toBe("4");
    expect(counts("four oars", "So three seats in the boat.")).toBe("");
  });

  it("counts none of those who work there", () => {
    const hears = (speaker: Turn["speaker"]): number =>
      readCounts(turn("Three of us can lift it.", speaker), null).length;
    expect([hears("agent"), hears("customer")]).toEqual([0, 1]);
  });
});
