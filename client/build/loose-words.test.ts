import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findLooseWords } from './loose-words.ts';

const source = join(import.meta.dirname, '../src');

const loose = [
  'export const A = () => <p>Some words</p>;',
  'export const A = () => <p>Hello {name}</p>;',
  'export const A = () => <button aria-label="Close" />;',
  `export const A = () => <Page title={\`Notes of \${name}\`} />;`,
  "export const A = () => <Page title={'Notes of ' + name} />;",
  "export const A = () => <Button label={isOpen ? 'Close' : 'Open'} />;",
  "export const A = () => <p>{isOpen ? 'Close' : 'Open'}</p>;",
  "export const item = { label: 'Rename', run };",
  "showToast('It is done');",
  "showToast(t('app.done'), { label: 'Undo', run });",
  "button.title = 'Bold';",
];

const fine = [
  "export const A = () => <p>{t('app.undo')}</p>;",
  "export const A = () => <p className='a b'>{t(isOpen ? 'app.close' : 'app.open')} · 3</p>;",
  'export const A = () => <Button label={t(\'app.undo\')} kind="plain" type="button" />;',
  "export const item = { id: 'rename', label: t('notes.rename') };",
  "export const item = { label: 'notes.rename' satisfies MessageId };",
  'export const A = () => <p>Scriptorium</p>;',
  "export const A = () => <p>{may(role, 'note:move') && <Sign />}</p>;",
  "export const A = () => <p>{kind === 'danger' && <Sign />}</p>;",
  'export const A = () => <Item render={() => <Button className="some thing" />} />;',
];

test.each(loose)('words in the code are found: %s', (code) => {
  expect(findLooseWords(code)).toHaveLength(code.includes("'Close' : 'Open'") ? 2 : 1);
});

test.each(fine)('what no person reads is left alone: %s', (code) => {
  expect(findLooseWords(code)).toEqual([]);
});

test('every word that a person reads is in a message file', async () => {
  const found: string[] = [];
  for await (const file of glob('**/*.{ts,tsx}', { cwd: source })) {
    if (/test(ing)?\./.test(file) || file.startsWith('lib/i18n/')) continue;
    const words = findLooseWords(await readFile(join(source, file), 'utf8'));
    found.push(...words.map(({ line, text }) => `${file}:${line} ${text}`));
  }
  expect(found).toEqual([]);
});
