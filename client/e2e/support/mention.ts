/** Naming people in a note, and what they were told. */
import * as Y from 'yjs';
import type { HocuspocusClient } from '../../../server/test/clients.ts';
import type { TestPerson } from '../../../server/test/people.ts';

export const countUnread = async (person: TestPerson) =>
  (await person.api<{ unread: number }>('GET', '/notifications/unread')).body.unread;

/** As by another person's editor. */
export async function mention(client: HocuspocusClient, person: TestPerson, before: string): Promise<void> {
  client.doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph');
    const named = new Y.XmlElement('mention');
    named.setAttribute('id', person.id);
    named.setAttribute('label', person.name);
    paragraph.insert(0, [new Y.XmlText(before), named]);
    client.body.push([paragraph]);
  });
  await client.saved();
}
