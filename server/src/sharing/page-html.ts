/** The pages of a link, as HTML that works without scripts. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Person } from '@scriptorium/shared/api/auth.ts';
import { guest_name_length_max, link_password_length_max } from '@scriptorium/shared/api/share-links.ts';
import type { GoodLink } from '../access/link-visits.ts';
import type { PageFacts, PageNote } from './find-page.ts';
import { type Html, html, trusted } from './html.ts';
import { type Language, say, type Word } from './page-words.ts';
import type { RenderedNote } from './render-note.ts';

export const page_css = readFileSync(new URL('./page.css', import.meta.url), 'utf8');
const css_version = createHash('sha256').update(page_css).digest('hex').slice(0, 12);

/** Goes up when what is made here changes, so that browsers do not keep pages of before. */
const pages_version = 1;
/** Of everything that every page is made from. */
export const page_version = `${pages_version}-${css_version}`;

export interface NotePage {
  language: Language;
  link: GoodLink;
  /** Of all pages of the link. */
  base: string;
  facts: PageFacts;
  note: RenderedNote;
  person: Person | null;
  /** Where this installation is. */
  origin: string;
  is_indexable: boolean;
  /** What was wrong with the name, when one was sent. */
  fault?: Word;
}

export function notePage({
  language,
  link,
  base,
  facts,
  note,
  person,
  origin,
  is_indexable,
  fault,
}: NotePage): string {
  const title = titleOf(facts, language);
  const address = `${origin}${addressOf(base, link, facts.id)}`;
  const head = html`
<meta name="description" content="${note.description}">
<link rel="canonical" href="${address}">
<meta property="og:type" content="article">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${note.description}">
<meta property="og:url" content="${address}">
<meta property="og:site_name" content="Scriptorium">`;
  const changed = html`<time datetime="${facts.changed_at.toISOString()}">${dateWords(facts.changed_at, language)}</time>`;
  const [before = '', after = ''] = say(language, 'changed', { date: '\0' }).split('\0');
  const body = html`
<header class="bar">
${breadcrumb(language, base, link, facts.above)}
${joinForm({ language, link, base, facts, person, fault: fault ?? null })}
</header>
<main>
<article>
<h1>${title}</h1>
<div class="prose">
${trusted(note.body)}
</div>
</article>
${pagesBelow(language, base, facts.below)}
</main>
<footer><p>${before}${changed}${after}</p><p>${say(language, 'madeWith')}</p></footer>`;
  return page({ language, title, head, body, is_indexable });
}

/** A page that asks for the link's password. */
export function passwordPage(language: Language, address: string, isWrong: boolean): string {
  const fault = isWrong
    ? html`<p class="fault" id="fault" role="alert">${say(language, 'passwordWrong')}</p>`
    : null;
  return card(
    language,
    'passwordTitle',
    'passwordLead',
    html`
<form method="post" action="${address}/unlock">
<label for="password">${say(language, 'password')}</label>
<input id="password" name="password" type="password" required maxlength="${link_password_length_max}" autofocus autocomplete="off"${isWrong ? html` aria-invalid="true" aria-describedby="fault"` : null}>
${fault}
<button type="submit">${say(language, 'passwordAction')}</button>
</form>`,
  );
}

/** A page that asks to sign in. */
export function accountPage(language: Language, address: string): string {
  return card(
    language,
    'accountTitle',
    'accountLead',
    html`
<p><a class="button" href="/sign-in?to=${encodeURIComponent(address)}">${say(language, 'signIn')}</a></p>`,
  );
}

/** A page that says that something is not so. */
export function messagePage(language: Language, message: 'gone' | 'tooMany' | 'fault' | 'full'): string {
  return card(language, `${message}Title`, `${message}Lead`, null);
}

function card(language: Language, title: Word, lead: Word, content: Html | null): string {
  const body = html`
<main class="card">
<h1>${say(language, title)}</h1>
<p>${say(language, lead)}</p>
${content}
</main>`;
  return page({ language, title: say(language, title), head: null, body, is_indexable: false });
}

interface Page {
  language: Language;
  title: string;
  head: Html | null;
  body: Html;
  is_indexable: boolean;
}

function page({ language, title, head, body, is_indexable }: Page): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>${
    is_indexable
      ? null
      : html`
<meta name="robots" content="noindex, nofollow">`
  }
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/s/page.css?v=${css_version}">${head}
</head>
<body>${body}
</body>
</html>
`.text;
}

function breadcrumb(language: Language, base: string, link: GoodLink, above: readonly PageNote[]): Html {
  if (above.length === 0) return html`<span></span>`;
  const steps = above.map(
    (note) =>
      html`<li><a class="quiet" href="${addressOf(base, link, note.id)}">${titleOf(note, language)}</a></li>`,
  );
  return html`<nav aria-label="${say(language, 'path')}"><ol>${steps}</ol></nav>`;
}

function pagesBelow(language: Language, base: string, below: readonly PageNote[]): Html | null {
  if (below.length === 0) return null;
  const pages = below.map(
    (note) => html`<li><a href="${base}/${note.id}">${titleOf(note, language)}</a></li>`,
  );
  return html`<nav class="below" aria-labelledby="below"><h2 id="below">${say(language, 'pagesBelow')}</h2><ul>${pages}</ul></nav>`;
}

interface JoinForm {
  language: Language;
  link: GoodLink;
  base: string;
  facts: PageFacts;
  person: Person | null;
  fault: Word | null;
}

/** The way from the page into the app: at once for whoever is signed in, else under a name, where the link allows more than to read. */
function joinForm({ language, link, base, facts, person, fault }: JoinForm): Html | null {
  const action = `${base}/${facts.id}/join`;
  if (person) {
    const label = person.is_guest ? say(language, 'openAs', { name: person.name }) : say(language, 'open');
    return html`<form method="post" action="${action}"><button type="submit">${label}</button></form>`;
  }
  const signIn = `/sign-in?to=${encodeURIComponent(`${base}/${facts.id}`)}`;
  if (link.role === 'viewer') return html`<a class="quiet" href="${signIn}">${say(language, 'signIn')}</a>`;
  return html`<details class="join"${fault ? html` open` : null}>
<summary class="button">${say(language, `join_${link.role}`)}</summary>
<form method="post" action="${action}">
<label for="name">${say(language, 'yourName')}</label>
<input id="name" name="name" required maxlength="${guest_name_length_max}" autocomplete="name" aria-describedby="join-lead">
${fault ? html`<p class="fault" role="alert">${say(language, fault)}</p>` : null}
<p id="join-lead">${say(language, 'joinLead')}</p>
<button type="submit">${say(language, 'joinAction')}</button>
<a href="${signIn}">${say(language, 'signInInstead')}</a>
</form>
</details>`;
}

/** The link's own note has the link's address. */
function addressOf(base: string, link: GoodLink, note_id: string): string {
  return note_id === link.note_id ? base : `${base}/${note_id}`;
}

function titleOf({ title }: Pick<PageNote, 'title'>, language: Language): string {
  return title.trim() || say(language, 'untitled');
}

function dateWords(date: Date, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
