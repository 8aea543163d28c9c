import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FrameBudget } from './frame-budget.ts';

it('P1: a burst goes through at once, what is beyond it waits for the refill', () => {
  const budget = new FrameBudget(10, 100, 0);
  for (let i = 0; i < 100; i++) expect(budget.take(1, 0)).toBe(true);
  expect(budget.take(1, 0)).toBe(false);
  expect(budget.take(1, 99)).toBe(false);
  expect(budget.take(1, 200)).toBe(true);
});

it('P1: whatever the pattern, never more gets through than the burst and the refill', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 1, max: 20 })));
  fc.assert(
    fc.property(steps, (taken) => {
      const budget = new FrameBudget(10, 50, 0);
      let now = 0;
      let sum = 0;
      for (const [pause_ms, cost] of taken) {
        now += pause_ms;
        if (budget.take(cost, now)) sum += cost;
        expect(sum).toBeLessThanOrEqual(50 + now / 100 + 1e-6);
      }
    }),
  );
});
