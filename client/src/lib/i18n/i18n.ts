/**
 * Words in the person's language. `t('notes.trash')` anywhere, also outside React: changing the language draws the
 * whole app anew (`app.tsx`), so nothing has to listen for it.
 *
 * A message is ICU MessageFormat, in a file a feature (`en/notes.ts`, `de/notes.ts`). English decides which messages
 * there are; the compiler refuses a language that lacks one. Parts are fetched apart, so that nobody who signs in
 * waits for the editor's words. A build compiles the messages (`client/build/compile-messages.ts`).
 */
import { setupI18n } from '@lingui/core';
import { readSetting, writeSetting } from '../storage.ts';
import type { messages as comments } from './en/comments-part.ts';
import type { messages as editor } from './en/editor-part.ts';
import type { messages as history } from './en/history-part.ts';
import type { messages as notifications } from './en/notifications-part.ts';
import type { messages as order } from './en/order-part.ts';
import type { messages as queue } from './en/queue-part.ts';
import type { messages as search } from './en/search-part.ts';
import type { messages as settings } from './en/settings-part.ts';
import type { messages as sharing } from './en/sharing-part.ts';
import type { messages as shell } from './en/shell-part.ts';
import type { messages as workspaces } from './en/workspaces-part.ts';

/** What a message file exports: ids to ICU messages. A build turns the messages into what the library reads. */
type Catalog = Record<string, string>;
type Part =
  | 'shell'
  | 'comments'
  | 'editor'
  | 'history'
  | 'notifications'
  | 'order'
  | 'queue'
  | 'search'
  | 'settings'
  | 'sharing'
  | 'workspaces';

export type MessageId =
  | keyof typeof shell
  | keyof typeof comments
  | keyof typeof editor
  | keyof typeof history
  | keyof typeof notifications
  | keyof typeof order
  | keyof typeof queue
  | keyof typeof search
  | keyof typeof settings
  | keyof typeof sharing
  | keyof typeof workspaces;
export type MessageValues = Record<string, string | number | Date>;

/** Each in its own words, as a person looks for it. */
export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

const loaders: Record<Language, Record<Part, () => Promise<{ messages: Catalog }>>> = {
  en: {
    shell: () => import('./en/shell-part.ts'),
    comments: () => import('./en/comments-part.ts'),
    editor: () => import('./en/editor-part.ts'),
    history: () => import('./en/history-part.ts'),
    notifications: () => import('./en/notifications-part.ts'),
    order: () => import('./en/order-part.ts'),
    queue: () => import('./en/queue-part.ts'),
    search: () => import('./en/search-part.ts'),
    settings: () => import('./en/settings-part.ts'),
    sharing: () => import('./en/sharing-part.ts'),
    workspaces: () => import('./en/workspaces-part.ts'),
  },
  de: {
    shell: () => import('./de/shell-part.ts'),
    comments: () => import('./de/comments-part.ts'),
    editor: () => import('./de/editor-part.ts'),
    history: () => import('./de/history-part.ts'),
    notifications: () => import('./de/notifications-part.ts'),
    order: () => import('./de/order-part.ts'),
    queue: () => import('./de/queue-part.ts'),
    search: () => import('./de/search-part.ts'),
    settings: () => import('./de/settings-part.ts'),
    sharing: () => import('./de/sharing-part.ts'),
    workspaces: () => import('./de/workspaces-part.ts'),
  },
};

const i18n = setupI18n();
const loaded = new Set<Part>();
const listeners = new Set<() => void>();

/** @throws nothing for an id without a message: the id itself is shown */
export function t(id: MessageId, values?: MessageValues): string {
  return i18n._(id, values);
}

export function currentLanguage(): Language {
  return i18n.locale as Language;
}

/** As chosen on this device, else what the browser asks for, else English. */
export function preferredLanguage(): Language {
  const wanted = [readSetting('language') ?? '', ...navigator.languages];
  return wanted.map((tag) => tag.split('-')[0] ?? '').find(isLanguage) ?? 'en';
}

/** Fetches what has been in use so far in this language; what is shown changes when the app is drawn anew. */
export async function activateLanguage(language: Language): Promise<void> {
  loaded.add('shell');
  await Promise.all([...loaded].map((part) => load(language, part)));
  i18n.activate(language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  await activateLanguage(language);
  writeSetting('language', language);
  showDirection();
  for (const listener of listeners) listener();
}

/** Calls `listener` when somebody chose another language. @returns how to stop that */
export function onLanguageChosen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Before the editor is drawn. */
export const loadEditorMessages = (): Promise<void> => loadPart('editor');
/** Before comments are drawn. */
export const loadCommentMessages = (): Promise<void> => loadPart('comments');
/** Before a history is drawn. */
export const loadHistoryMessages = (): Promise<void> => loadPart('history');
/** Before what somebody was told is drawn, or what happened. */
export const loadNotificationMessages = (): Promise<void> => loadPart('notifications');
/** Before the trash, a tag, templates or a dialog about a note are drawn. */
export const loadOrderMessages = (): Promise<void> => loadPart('order');
/** Before what waits for the server is shown one by one. */
export const loadQueueMessages = (): Promise<void> => loadPart('queue');
/** Before the palette or a search is drawn. */
export const loadSearchMessages = (): Promise<void> => loadPart('search');
/** Before the settings are drawn. */
export const loadSettingsMessages = (): Promise<void> => loadPart('settings');
/** Before sharing, an invitation to a note or what a guest is told is drawn. */
export const loadSharingMessages = (): Promise<void> => loadPart('sharing');
/** Before workspaces are chosen, or who is in them is shown. */
export const loadWorkspaceMessages = (): Promise<void> => loadPart('workspaces');

async function loadPart(part: Part): Promise<void> {
  loaded.add(part);
  await load(currentLanguage(), part);
}

/** For the browser's own work (hyphens, spelling, which way the page runs) and for screen readers. */
export function showDirection(): void {
  const { documentElement } = document;
  documentElement.lang = i18n.locale;
  documentElement.dir = /^(ar|fa|he|ur)\b/.test(i18n.locale) ? 'rtl' : 'ltr';
}

async function load(language: Language, part: Part): Promise<void> {
  const { messages } = await loaders[language][part]();
  i18n.load(language, messages);
}

function isLanguage(tag: string): tag is Language {
  return tag in languages;
}
