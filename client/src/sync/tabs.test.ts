import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Channel } from './surroundings.ts';
import { TabLink } from './tabs.ts';

/** Tabs of one browser; each hears what the others say, at once. */
class Browser {
  readonly #channels = new Set<Channel>();
  said = 0;

  /** A tab that is gone by now. */
  say(data: unknown): void {
    for (const channel of this.#channels) channel.onmessage?.({ data } as MessageEvent);
  }

  openTab() {
    const channel: Channel = {
      onmessage: null,
      postMessage: (data) => {
        this.said += 1;
        for (const other of this.#channels) {
          if (other !== channel) other.onmessage?.({ data } as MessageEvent);
        }
      },
      close: () => this.#channels.delete(channel),
    };
    this.#channels.add(channel);
    const doc = new Y.Doc();
    return { doc, link: new TabLink({ channel, doc, isShared: (origin) => origin === 'server' }) };
  }
}

test('tabs that are in step say nothing to each other: they meet at the server', () => {
  const browser = new Browser();
  const [one, other] = [browser.openTab(), browser.openTab()];
  type(one.doc, 'a');
  expect(browser.said).toBe(0);
  expect(textOf(other.doc)).toBe('');
});

test('a tab that falls out of step gets what it lacks, gives what others lack, and both go on from there', () => {
  const browser = new Browser();
  const [one, other] = [browser.openTab(), browser.openTab()];
  type(one.doc, 'a');
  type(other.doc, 'b');
  one.link.leave();
  expect(textOf(one.doc)).toBe(textOf(other.doc));
  expect([...textOf(one.doc)].sort()).toEqual(['a', 'b']);
  type(one.doc, 'c');
  type(other.doc, 'd');
  expect(textOf(one.doc)).toBe(textOf(other.doc));
  expect(textOf(one.doc)).toHaveLength(4);
});

test('a deletion, which no state vector tells of, arrives too', () => {
  const browser = new Browser();
  const [one, other] = [browser.openTab(), browser.openTab()];
  type(one.doc, 'abc');
  one.link.leave();
  other.doc.getText('title').delete(0, 1);
  one.link.comeBack();
  other.doc.getText('title').delete(0, 1);
  expect(textOf(one.doc)).toBe('bc');
  one.link.leave();
  expect(textOf(one.doc)).toBe('c');
});

test('a tab that opens while another one is out of step hears of it', () => {
  const browser = new Browser();
  const one = browser.openTab();
  one.link.leave();
  type(one.doc, 'a');
  const late = browser.openTab();
  late.link.leave();
  late.link.comeBack();
  expect(textOf(late.doc)).toBe('a');
  type(late.doc, 'b');
  expect(textOf(one.doc)).toBe('ab');
});

test('what builds on something that went with another tab is not taken, and what all have goes on', () => {
  const browser = new Browser();
  const [one, other] = [browser.openTab(), browser.openTab()];
  const lost = new Y.Doc();
  type(lost, 'lost');
  const before = Y.encodeStateVector(lost);
  type(lost, '!');
  one.link.leave();
  browser.say({ kind: 'update', update: Y.encodeStateAsUpdate(lost, before) });
  type(other.doc, 'a');
  expect(textOf(one.doc)).toBe('a');
  for (const { doc } of [one, other]) expect(doc.store.pendingStructs).toBeNull();
});

test('what builds on something that another tab has is asked for', () => {
  const browser = new Browser();
  const [one, other] = [browser.openTab(), browser.openTab()];
  type(other.doc, 'a');
  const before = Y.encodeStateVector(other.doc);
  type(other.doc, 'b');
  browser.say({ kind: 'update', update: Y.encodeStateAsUpdate(other.doc, before) });
  expect(textOf(one.doc)).toBe('ab');
});

test('what came from the server is no news to the other tabs, and nothing goes round in circles', () => {
  const browser = new Browser();
  const tabs = [browser.openTab(), browser.openTab(), browser.openTab()] as const;
  for (const { link } of tabs) link.leave();
  const before = browser.said;
  tabs[0].doc.transact(() => type(tabs[0].doc, 'x'), 'server');
  expect(browser.said).toBe(before);
  type(tabs[1].doc, 'y');
  expect(browser.said).toBe(before + 1);
});

test('once all are back, or closed, there is silence again', () => {
  const browser = new Browser();
  const [one, other, third] = [browser.openTab(), browser.openTab(), browser.openTab()];
  one.link.leave();
  third.link.leave();
  one.link.comeBack();
  third.link.close();
  const before = browser.said;
  type(one.doc, 'a');
  type(other.doc, 'b');
  expect(browser.said).toBe(before);
});

function type(doc: Y.Doc, text: string): void {
  doc.getText('title').insert(doc.getText('title').length, text);
}

function textOf(doc: Y.Doc): string {
  return doc.getText('title').toString();
}
