import { a_password, expect, test } from './support/app.ts';
import { expectSaved, textOf, titleOf } from './support/note-page.ts';

test('by keyboard alone: sign in, write a note, find it by the palette, rename it, trash and restore it, sign out', async ({
  visit,
  browser,
  server,
}) => {
  const { person } = await visit('Ada');
  const page = await (await browser.newContext({ baseURL: server.url })).newPage();
  const { keyboard } = page;
  await page.goto('/');
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await keyboard.type(person.email);
  await keyboard.press('Tab');
  await keyboard.type(a_password);
  await keyboard.press('Enter');
  await expect(titleOf(page)).toHaveValue('Welcome to Scriptorium');

  await keyboard.press('Alt+n');
  await expect(titleOf(page)).toHaveValue('');
  await expect(titleOf(page)).toBeFocused();
  await keyboard.type('Errands');
  await keyboard.press('Enter');
  await keyboard.type('# Today\n- milk\nbread');
  await expect(textOf(page).locator('li')).toHaveCount(2);
  await keyboard.press('Shift+Home');
  await expect(page.getByRole('toolbar', { name: 'Format' })).toBeVisible();
  await keyboard.press('Alt+F10');
  await expect(page.getByRole('button', { name: 'Turn into' })).toBeFocused();
  await keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: 'Bold' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(textOf(page).locator('strong')).toHaveText('bread');
  await expectSaved(page);

  await keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Find a note or an action' })).toBeFocused();
  await keyboard.type('welcome');
  await keyboard.press('Enter');
  await expect(titleOf(page)).toHaveValue('Welcome to Scriptorium');
  await keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Find a note or an action' })).toBeFocused();
  await keyboard.type('erands');
  await expect(page.getByRole('option', { name: 'Errands', exact: true })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await keyboard.press('Enter');
  await expect(titleOf(page)).toHaveValue('Errands');

  const row = page.getByRole('treeitem', { name: 'Errands' });
  await row.focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowUp');
  await expect(row).toBeFocused();
  await keyboard.press('F2');
  await keyboard.press('End');
  await keyboard.type(' and calls');
  await keyboard.press('Enter');
  await expect(titleOf(page)).toHaveValue('Errands and calls');

  const renamed = page.getByRole('treeitem', { name: 'Errands and calls' });
  await expect(renamed).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(page.getByRole('menuitem', { name: 'Move to trash' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByText('This note is in the trash.')).toBeVisible();
  await keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Find a note or an action' })).toBeFocused();
  await keyboard.type('trash');
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Restore Errands and calls' }).focus();
  await keyboard.press('Enter');
  await expect(page.getByText('“Errands and calls” is back')).toBeVisible();
  await expect(renamed).toBeVisible();

  await keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await keyboard.press('Escape');
  await keyboard.press('Control+.');
  await expect(page.getByRole('complementary', { name: 'Sidebar' })).toBeHidden();
  await keyboard.press('Control+.');

  await page.getByRole('button', { name: /Account menu/ }).focus();
  await keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Sign out' }).focus();
  await keyboard.press('Enter');
  // What was just written is sent first.
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible({ timeout: 15_000 });
  await page.context().close();
});
