import { expect, test } from 'vitest';
import { linkAddress } from './link-address.ts';

test('an address without a scheme is https', () => {
  expect(linkAddress(' example.org/a?b ')).toBe('https://example.org/a?b');
  expect(linkAddress('localhost:3000')).toBe('https://localhost:3000/');
});

test('an e-mail address is a mailto', () => {
  expect(linkAddress('ada@example.org')).toBe('mailto:ada@example.org');
});

test('a script is no address', () => {
  expect(linkAddress('javascript:alert(1)')).toBe(null);
  expect(linkAddress('data:text/html,x')).toBe(null);
  expect(linkAddress('two words')).toBe(null);
  expect(linkAddress('')).toBe(null);
});
