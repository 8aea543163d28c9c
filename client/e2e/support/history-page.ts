/** The history of a note on the screen, in the words of somebody who looks at it. */
import { expect, type Locator, type Page } from '@playwright/test';

export const pastOf = (page: Page): Locator => page.getByRole('document', { name: 'Text of the note' });
export const placeOf = (page: Page): Locator => page.getByRole('slider', { name: 'Place in the history' });
export const cardOf = (page: Page): Locator => page.getByRole('region', { name: 'About this change' });
export const timelineOf = (page: Page): Locator => page.getByRole('navigation', { name: 'Timeline' });

/** From the open note. On a phone there is no keyboard. */
export async function openHistory(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Actions for this note' }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  await expect(pastOf(page)).toBeVisible();
  await settled(page);
}

/** What was changed is shown, too. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: 'The note as it was' })).toHaveAttribute(
    'aria-busy',
    'false',
  );
}

/** On a phone the timeline is a sheet that is asked for. */
export async function chooseEntry(page: Page, name: string | RegExp): Promise<void> {
  const sheet = page.getByRole('button', { name: 'Timeline', exact: true });
  if (await sheet.isVisible()) await sheet.click();
  await timelineOf(page).getByRole('button', { name }).first().click();
  await settled(page);
}
