import * as fc from 'fast-check';

/**
 * A part of whatever is there: 0 is the begin, 1 the end. Not `fc.double`, which draws all floating-point numbers alike:
 * as good as all of them are next to 0.
 */
export const randomPart = fc.integer({ min: 0, max: 1_000 }).map((thousandths) => thousandths / 1_000);
