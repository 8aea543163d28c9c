/**
 * The order of siblings as text (LexoRank): to put a note between two others, only its own row changes.
 *
 *   0|hzzzzz:k2     bucket 0, six digits of base 36, and a fraction of any length
 *
 * Ranks are compared byte-wise, equal ones by the note's id. A fraction never ends in 0, so two ranks are equal numbers
 * only when they are equal texts. In the worst case, each note into the same gap, a rank grows by a digit with every
 * five notes.
 */
const digits = '0123456789abcdefghijklmnopqrstuvwxyz';
const base = digits.length;
const whole_digits = 6;
/** Nothing is placed at the ends themselves, so that there is always room outside. */
const lowest = '000000';
const highest = 'zzzzzz';
/** Room for two bisections between notes that are added one after the other. */
const step = 8;

/**
 * A rank strictly between two others; `null` stands for the end of the list.
 * @throws RangeError when `before` does not come before `after`: two devices may have given the same rank
 */
export function rankBetween(before: string | null, after: string | null): string {
  if (before !== null && after !== null && before >= after) {
    throw new RangeError(`There is no rank between ${before} and ${after}`);
  }
  if (before === null && after === null) return format(midpoint(lowest, highest));
  if (before === null || after === null) {
    const stepped = before === null ? stepFrom(after ?? '', -step) : stepFrom(before, step);
    if (stepped !== null) return stepped;
  }
  return format(midpoint(before === null ? lowest : parse(before), after === null ? highest : parse(after)));
}

/** As many ranks in order, with equal room between them. */
export function ranksBetween(before: string | null, after: string | null, count: number): string[] {
  if (count === 0) return [];
  const middle = format(
    midpoint(before === null ? lowest : parse(before), after === null ? highest : parse(after)),
  );
  const left = (count - 1) >> 1;
  return [...ranksBetween(before, middle, left), middle, ...ranksBetween(middle, after, count - 1 - left)];
}

/** As the server lists siblings: byte-wise by rank, then by id. */
export function compareRanked(a: { rank: string; id: string }, b: { rank: string; id: string }): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** @returns null when a step of whole numbers leads out of the range */
function stepFrom(rank: string, by: number): string | null {
  const next = Number.parseInt(parse(rank).slice(0, whole_digits), base) + by;
  if (next <= 0 || next >= base ** whole_digits - 1) return null;
  return format(next.toString(base).padStart(whole_digits, '0'));
}

/** Digit by digit: as long as the bounds agree so does the result, and it ends where a digit fits in between. */
function midpoint(low: string, high: string): string {
  let middle = '';
  let isBelowHigh = false;
  for (let at = 0; ; at += 1) {
    const floor = valueAt(low, at);
    const ceiling = isBelowHigh ? base : valueAt(high, at);
    if (ceiling - floor > 1) return middle + digits[(floor + ceiling) >> 1];
    middle += digits[floor];
    if (ceiling > floor) isBelowHigh = true;
  }
}

function valueAt(number: string, at: number): number {
  return at < number.length ? digits.indexOf(number[at] ?? '') : 0;
}

function parse(rank: string): string {
  return rank.slice(2, 2 + whole_digits) + rank.slice(3 + whole_digits);
}

function format(number: string): string {
  const padded = number.padEnd(whole_digits, '0');
  return `0|${padded.slice(0, whole_digits)}:${padded.slice(whole_digits)}`;
}
