import { beforeAll, expect, test } from 'vitest';
import { activateLanguage, loadEditorMessages } from '../../lib/i18n/i18n.ts';
import { syncExplanation } from './sync-words.ts';

beforeAll(async () => {
  await activateLanguage('en');
  await loadEditorMessages();
});

test('changes that wait are counted, one and many', () => {
  const state = { word: 'saved_on_device', reason: 'no_network' } as const;
  expect(syncExplanation({ ...state, waiting: 1 })).toContain(
    '1 change is kept on this device and will be sent by itself',
  );
  expect(syncExplanation({ ...state, waiting: 4 })).toContain('4 changes are kept on this device');
});

test('what is not saved says why and what to do', () => {
  expect(syncExplanation({ word: 'not_saved', reason: 'no_device_storage', waiting: 2 })).toMatch(
    /Keep this tab open/,
  );
  expect(syncExplanation({ word: 'not_saved', reason: 'refused', waiting: 2 })).toMatch(/Download a copy/);
});
