import { expect, test } from 'vitest';
import { createTokenSource } from './token-source.ts';

function source(life_ms: number) {
  const clock = { now: 0 };
  let count = 0;
  const tokens = createTokenSource(
    async () => ({ token: `t${++count}`, expires_at: new Date(clock.now + life_ms).toISOString() }),
    () => clock.now,
  );
  return { tokens, clock };
}

test('a token is reused until two minutes before it expires', async () => {
  const { tokens, clock } = source(600_000);
  expect(await tokens.get()).toBe('t1');
  clock.now = 479_000;
  expect(await tokens.get()).toBe('t1');
  clock.now = 481_000;
  expect(await tokens.get()).toBe('t2');
});

test('many notes that ask at once share one request', async () => {
  const { tokens } = source(600_000);
  expect(await Promise.all([tokens.get(), tokens.get(), tokens.get()])).toEqual(['t1', 't1', 't1']);
});

test('a forgotten token is asked for anew', async () => {
  const { tokens } = source(600_000);
  await tokens.get();
  tokens.forget();
  expect(await tokens.get()).toBe('t2');
});

test('a request that failed is not kept', async () => {
  let fail = true;
  const tokens = createTokenSource(async () => {
    if (fail) throw new Error('down');
    return { token: 't', expires_at: new Date(Date.now() + 600_000).toISOString() };
  });
  await expect(tokens.get()).rejects.toThrow('down');
  fail = false;
  expect(await tokens.get()).toBe('t');
});
