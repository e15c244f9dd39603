import { otherSpellings } from "./number-spellings.js";
import { MONTHS } from "./times-named.js";

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** "2026-11-29" */
const ISO = /^\d{4}-(\d{1,2})-(\d{1,2})$/;
/** "11/29/2026", "29.11.26" */
const WITH_YEAR = /^(\d{1,2})([/.-])(\d{1,2})\2(?:\d{2}|\d{4})$/;
/** "11/29"; of other signs "7.30" is a time. */
const WITHOUT_YEAR = /^(\d{1,2})\/(\d{1,2})$/;

/**
 * How callers may say a day that is written in figures, as words beside each other in lower case: "november twenty ninth",
 * "29th of november". The year is hardly ever said. Of two figures the month comes first where `isMonthFirst`; where a year
 * tells that a day is meant ("24/7" is none), also the other way round. None for what is no day.
 */
export function spokenDates(written: string, isMonthFirst: boolean): readonly string[] {
  const found = readDay(written, isMonthFirst);
  if (found === undefined) return [];
  const month = MONTHS[found.month - 1] ?? "";
  const days = [String(found.day), ...otherSpellings([String(found.day)])];
  return days.flatMap((day) => [`${month} ${day}`, `${month} the ${day}`, `${day} of ${month}`, `${day} ${month}`]);
}

interface DayOfYear {
  readonly month: number;
  readonly day: number;
}

function readDay(written: string, isMonthFirst: boolean): DayOfYear | undefined {
  const inOrder = (first = "", second = ""): DayOfYear[] => {
    const [monthFirst, dayFirst] = [
      { month: Number(first), day: Number(second) },
      { month: Number(second), day: Number(first) },
    ];
    return isMonthFirst ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
  };
  const [iso, dated, short] = [ISO, WITH_YEAR, WITHOUT_YEAR].map((form) => form.exec(written));
  const readings = iso
    ? [{ month: Number(iso[1]), day: Number(iso[2]) }]
    : dated
      ? inOrder(dated[1], dated[3])
      : short
        ? inOrder(short[1], short[2]).slice(0, 1)
        : [];
  return readings.find(({ month, day }) => day >= 1 && day <= (DAYS_OF_MONTH[month - 1] ?? 0));
}
