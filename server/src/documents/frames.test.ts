import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrames, encodeFrames } from './frames.ts';

describe('frames', () => {
  it('give back every update, apart and in order', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 40 }), (updates) => {
        expect(decodeFrames(encodeFrames(updates)).map((update) => [...update])).toEqual(
          updates.map((update) => [...update]),
        );
      }),
    );
  });

  it('that were cut short are an error, not fewer updates', () => {
    const frames = encodeFrames([new Uint8Array([1, 2, 3]), new Uint8Array([4, 5, 6])]);
    expect(() => decodeFrames(frames.subarray(0, frames.length - 1))).toThrow();
  });
});
