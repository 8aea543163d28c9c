import { expect, test } from 'vitest';
import { Schedule } from './schedule.ts';

const steps = (...times_ms: number[]) => times_ms.map((at_ms) => ({ at_ms }));
const times = (due: { at_ms: number }[]) => due.map(({ at_ms }) => at_ms);

/** A clock that is moved by hand. @returns the steps that were due, with the moment of each */
function play(schedule: Schedule<{ at_ms: number }>, speed: number, frame_ms = 10, end_ms = 10_000) {
  const seen: [at_ms: number, now_ms: number][] = [];
  for (let now_ms = frame_ms; now_ms <= end_ms; now_ms += frame_ms) {
    for (const { at_ms } of schedule.advance(frame_ms, speed)) seen.push([at_ms, now_ms]);
  }
  return seen;
}

test('at 1× letters come as they were typed, and a pause is cut short to a second', () => {
  const schedule = new Schedule();
  schedule.add(steps(0, 200, 300, 3_600_000, 3_600_100));
  expect(play(schedule, 1)).toEqual([
    [0, 10],
    [200, 210],
    [300, 310],
    [3_600_000, 1_310],
    [3_600_100, 1_410],
  ]);
});

test.each([2, 4, 8, 16, 32, 64])('at %i× a minute of typing takes a minute by that', (speed) => {
  const schedule = new Schedule();
  schedule.add(steps(...Array.from({ length: 601 }, (_, i) => i * 100)));
  const last = play(schedule, speed, 1, 60_100 / speed + 2).at(-1);
  expect(last?.[0]).toBe(60_000);
  expect(last?.[1]).toBeGreaterThanOrEqual(Math.floor(60_000 / speed));
});

test('several steps of one frame are handed out together, in their order', () => {
  const schedule = new Schedule();
  schedule.add(steps(0, 10, 20, 30, 1_000));
  expect(times(schedule.advance(16, 4))).toEqual([0, 10, 20, 30]);
  expect(schedule.length).toBe(1);
});

test('steps of one moment are seen to follow each other', () => {
  const schedule = new Schedule();
  schedule.add(steps(...Array.from({ length: 100 }, () => 5)));
  expect(schedule.advance(40, 1)).toHaveLength(10);
});

test('waiting for steps is not made up for when they come', () => {
  const schedule = new Schedule();
  schedule.add(steps(0));
  play(schedule, 1, 10, 5_000);
  schedule.add(steps(500, 600));
  expect(times(schedule.advance(100, 1))).toEqual([]);
  expect(times(schedule.advance(250, 1))).toEqual([]);
  expect(times(schedule.advance(250, 1))).toEqual([500, 600]);
});

test('a page that was away for an hour goes on where it was', () => {
  const schedule = new Schedule();
  schedule.add(steps(0, 100, 200, 300, 400, 500));
  expect(times(schedule.advance(3_600_000, 1))).toEqual([0, 100, 200]);
});
