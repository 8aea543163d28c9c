import { describe, expect, it } from 'vitest';
import { toDisposition, toFileName } from './file-name.ts';

describe('a file name', () => {
  it.each([
    ['Grüße.png', 'Grüße.png'],
    ['C:\\Users\\ada\\map.svg', 'map.svg'],
    ['../../etc/passwd', 'passwd'],
    ['a\r\nset-cookie: x=1\0.txt', 'aset-cookie_ x=1.txt'],
    ['photo\u202Egnp.exe', 'photognp.exe'],
    ['', 'file'],
    ['..', 'file'],
    ['notes/', 'file'],
  ])('%j becomes %j', (given, name) => {
    expect(toFileName(given)).toBe(name);
  });

  it('that is too long keeps its extension, and no half character', () => {
    const name = toFileName(`${'😀'.repeat(200)}.jpeg`);
    expect(name.length).toBeLessThanOrEqual(255);
    expect(name).toMatch(/😀\.jpeg$/u);
    expect(name.isWellFormed()).toBe(true);
  });

  it('goes into a header for old clients and, exactly, for new ones', () => {
    expect(toDisposition('attachment', `50% "Grüße" (1).pdf`)).toBe(
      `attachment; filename="50_ _Gr__e_ (1).pdf"; filename*=UTF-8''50%25%20%22Gr%C3%BC%C3%9Fe%22%20%281%29.pdf`,
    );
  });
});
