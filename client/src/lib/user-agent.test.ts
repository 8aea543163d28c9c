import { beforeAll, expect, test } from 'vitest';
import { activateLanguage, loadSettingsMessages } from './i18n/i18n.ts';
import { deviceName } from './user-agent.ts';

beforeAll(async () => {
  await activateLanguage('en');
  await loadSettingsMessages();
});

test('a browser is named by itself, not by what it imitates', () => {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
  expect(deviceName(chrome)).toBe('Chrome on Linux');
  expect(deviceName(`${chrome} Edg/140.0`)).toBe('Edge on Linux');
  expect(
    deviceName(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604',
    ),
  ).toBe('Safari on iPhone');
  expect(deviceName('Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko Firefox/140.0')).toBe(
    'Firefox on macOS',
  );
});

test('a script is named by its own first word', () => {
  expect(deviceName('curl/8.5.0')).toBe('curl');
  expect(deviceName(null)).toBe('Unknown device');
});
