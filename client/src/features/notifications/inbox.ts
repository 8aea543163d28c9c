/**
 * What the person was told, as this device knows it: what the server says now, else what it last said (kept with the
 * account, so that it goes with it).
 *
 * Asked for anew when the server says that there is something (`notified`), when somebody comes back to the page, and,
 * since a page without an open note hears nothing, every minute in which it is looked at.
 */
import type { ReadNotifications } from '@scriptorium/shared/api/notification-requests.ts';
import {
  type NotificationList,
  notificationListSchema,
  unreadCountSchema,
} from '@scriptorium/shared/api/notifications.ts';
import { request } from '../../lib/api-client.ts';
import type { Account } from '../../sync/account/account.ts';
import { readValue } from '../../sync/account/account-store.ts';
import { Store } from '../../sync/store.ts';

interface InboxState {
  /** Null: nothing is known yet. */
  list: NotificationList | null;
  isUnreadOnly: boolean;
  isFetchingOlder: boolean;
  /** Why `list` is not what the server says now. */
  error: Error | null;
}

const refresh_every_ms = 60_000;

export class Inbox extends Store<InboxState> {
  readonly #account: Account;
  #asked = 0;

  constructor(account: Account) {
    super({ list: null, isUnreadOnly: false, isFetchingOlder: false, error: null });
    this.#account = account;
  }

  /** Until the signal ends it. */
  start(signal: AbortSignal): void {
    void this.#recall();
    const refresh = () => void this.refresh();
    const refreshIfSeen = () => document.visibilityState === 'visible' && refresh();
    refresh();
    for (const event of ['notified', 'online', 'focus']) window.addEventListener(event, refresh, { signal });
    document.addEventListener('visibilitychange', refreshIfSeen, { signal });
    const timer = setInterval(refreshIfSeen, refresh_every_ms);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  readonly refresh = async (): Promise<void> => {
    // Of several answers the one to the last question counts.
    const asked = ++this.#asked;
    try {
      const list = await this.#ask(null);
      if (asked !== this.#asked) return;
      this.set({ list, error: null });
      if (!this.get().isUnreadOnly) await this.#keep(list);
    } catch (error) {
      if (asked === this.#asked) this.set({ error: error as Error });
    }
  };

  show(isUnreadOnly: boolean): void {
    if (isUnreadOnly === this.get().isUnreadOnly) return;
    this.set({ isUnreadOnly });
    void this.refresh();
  }

  async fetchOlder(): Promise<void> {
    const { list, isFetchingOlder } = this.get();
    if (!list?.next || isFetchingOlder) return;
    this.set({ isFetchingOlder: true });
    const asked = this.#asked;
    try {
      const { notifications, next } = await this.#ask(list.next);
      if (asked === this.#asked)
        this.set({ list: { ...list, notifications: [...list.notifications, ...notifications], next } });
    } catch (error) {
      this.set({ error: error as Error });
    }
    this.set({ isFetchingOlder: false });
  }

  /** Shown at once. @throws ApiError when the server did not hear of it; then it is shown as it was */
  async read(which: ReadNotifications): Promise<void> {
    const { list } = this.get();
    if (list) this.set({ list: asRead(list, which) });
    try {
      await request('/notifications/read', unreadCountSchema, { method: 'POST', body: which });
    } finally {
      await this.refresh();
    }
  }

  #ask(before: number | null): Promise<NotificationList> {
    const query = new URLSearchParams({ unread: `${this.get().isUnreadOnly}` });
    if (before !== null) query.set('before', `${before}`);
    return request(`/notifications?${query}`, notificationListSchema);
  }

  async #recall(): Promise<void> {
    const store = await this.#account.store();
    const kept = await store.read(['values'], ({ values }) => readValue(values, 'notifications'));
    // An older version of the app may have kept it.
    const parsed = notificationListSchema.safeParse(kept);
    if (parsed.success && this.get().list === null) this.set({ list: parsed.data });
  }

  async #keep(list: NotificationList): Promise<void> {
    const store = await this.#account.store();
    await store.write(['values'], ({ values }) => values.put({ key: 'notifications', value: list }));
  }
}

/** What the server will say, most likely. */
function asRead(list: NotificationList, which: ReadNotifications): NotificationList {
  const isMeant = ({ id, note }: NotificationList['notifications'][number]) =>
    'ids' in which
      ? which.ids.includes(id)
      : 'up_to' in which
        ? id <= which.up_to
        : note.id === which.note_id;
  const meant = list.notifications.filter((each) => !each.is_read && isMeant(each)).length;
  return {
    ...list,
    notifications: list.notifications.map((each) => (isMeant(each) ? { ...each, is_read: true } : each)),
    unread: Math.max(0, list.unread - meant),
  };
}
