import { beforeAll, describe, expect, it } from 'vitest';
import { activateLanguage, loadEditorMessages } from '../../../lib/i18n/i18n.ts';
import { refusalWords, sizeWords, typeWord } from './words.ts';

describe('what is said about a file', () => {
  beforeAll(async () => {
    await activateLanguage('en');
    await loadEditorMessages();
  });

  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [1536, '2 kB'],
    [25 * 1024 * 1024, '25 MB'],
    [1_300_000, '1.2 MB'],
    [3 * 1024 ** 4, '3,072 GB'],
  ])('%d bytes are %j', (bytes, words) => {
    expect(sizeWords(bytes)).toBe(words);
  });

  it.each([
    ['paper.pdf', 'PDF'],
    ['archive.tar.gz', 'GZ'],
    ['Makefile', 'File'],
    ['strange.extension', 'File'],
  ])('%s is a %s', (name, word) => {
    expect(typeWord(name)).toBe(word);
  });

  it('that the server refuses says what to do, or at least that it is kept', () => {
    for (const refusal of ['too_large', 'quota_reached', 'forbidden', 'not_found', 'internal'] as const) {
      expect(refusalWords(refusal, 1024)).toMatch(/It is kept on this device\.$/);
    }
    expect(refusalWords('too_large', 25 * 1024 * 1024)).toContain('25 MB');
    expect(refusalWords('missing_data', 0)).toContain('Add it again');
  });
});
