import { beforeEach, expect, it, vi } from 'vitest';
import type * as ReloadWish from './reload-wish.ts';

let wish: typeof ReloadWish;
beforeEach(async () => {
  vi.resetModules();
  wish = await import('./reload-wish.ts');
});

it('a stronger reason takes the place of a milder one, and not the other way round', () => {
  wish.askForReload('new_version');
  wish.askForReload('outdated');
  expect(wish.reloadWish()).toBe('outdated');
  wish.askForReload('part_missing');
  expect(wish.reloadWish()).toBe('outdated');
});

it('what somebody said “later” to is not asked again; something stronger is', () => {
  const told = vi.fn();
  wish.onReloadWish(told);
  wish.askForReload('new_version');
  wish.declineReload();
  wish.askForReload('new_version');
  expect(wish.reloadWish()).toBeNull();
  expect(told).toHaveBeenCalledTimes(2);
  wish.askForReload('updated_elsewhere');
  expect(wish.reloadWish()).toBe('updated_elsewhere');
});

it('O3: all that is on its way to the disk is waited for, and a failure is told', async () => {
  let isWritten = false;
  wish.beforeReload(async () => {
    await Promise.resolve();
    isWritten = true;
  });
  await wish.flushAll();
  expect(isWritten).toBe(true);
  const takeBack = wish.beforeReload(() => Promise.reject(new Error('no room')));
  await expect(wish.flushAll()).rejects.toThrow('no room');
  takeBack();
  await wish.flushAll();
});
