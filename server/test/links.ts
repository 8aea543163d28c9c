/** Links to notes, as browsers without scripts follow them. */
import type { ShareLink } from '@scriptorium/shared/api/share-links.ts';
import { personBy, type TestPerson } from './people.ts';

export interface Page {
  status: number;
  text: string;
  headers: Headers;
}

/** Makes a link to a note. */
export async function makeLink(
  owner: TestPerson,
  note_id: string,
  settings: Partial<ShareLink> & { password?: string } = {},
): Promise<ShareLink> {
  const { status, body } = await owner.api<ShareLink>('POST', `/notes/${note_id}/links`, settings);
  if (status !== 201) throw new Error(`the link was not made: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** A browser on a link's pages, with its cookies. */
export class LinkBrowser {
  readonly #server: string;
  readonly base: string;
  cookie: string;

  /** @param server where to go: an instance of the installation */
  constructor(server: string, link: Pick<ShareLink, 'url'>, cookie = '') {
    this.#server = server;
    this.base = new URL(link.url).pathname;
    this.cookie = cookie;
  }

  /** @param path below the link's address */
  async get(path = '', headers: Record<string, string> = {}): Promise<Page> {
    return this.#fetch(path, { headers });
  }

  async post(path: string, form: Record<string, string> = {}): Promise<Page> {
    return this.#fetch(path, { method: 'POST', body: new URLSearchParams(form) });
  }

  /** Through all doors, into the app. */
  async join(note_id: string, { name = '', password = '' } = {}): Promise<TestPerson> {
    if (password) await this.post(`/${note_id}/unlock`, { password });
    const { status, text, headers } = await this.post(`/${note_id}/join`, { name });
    if (status !== 303 || headers.get('location') !== `/notes/${note_id}`) {
      throw new Error(`the link let nobody in: ${status} ${text}`);
    }
    return personBy(this.#server, this.cookie);
  }

  async #fetch(path: string, init: RequestInit): Promise<Page> {
    const response = await fetch(`${this.#server}${this.base}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...(this.cookie ? { cookie: this.cookie } : {}), ...init.headers },
    });
    const set = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    this.cookie = [this.cookie, ...set].filter(Boolean).join('; ');
    return { status: response.status, text: await response.text(), headers: response.headers };
  }
}

/** Somebody without an account comes by the link. */
export function joinAsGuest(
  server: string,
  link: ShareLink,
  { note_id = link.note_id, name = 'Mia', password = '' } = {},
): Promise<TestPerson> {
  return new LinkBrowser(server, link).join(note_id, { name, password });
}
