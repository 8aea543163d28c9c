import type { TestPerson } from '../../../server/test/people.ts';

/** A person's session, as a browser takes it. */
export function cookiesOf(person: TestPerson, url: string) {
  return person.cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
}
