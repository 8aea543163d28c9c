/**
 * Another person, in a process of their own and with the stock provider: types ten characters a second into the paragraph
 * in the middle of a note until the parent lets go.
 *
 *   node other-typist.ts <server> <note id> <token>
 */
import * as Y from 'yjs';
import { connectHocuspocus } from '../../../server/test/clients.ts';

const key_every_ms = 100;

const [url = '', noteId = '', token = ''] = process.argv.slice(2);
const { body, close } = await connectHocuspocus(url, noteId, token);
const target = textInTheMiddle(body);
let typed = 0;
const typing = setInterval(() => target.insert(target.length, typed++ % 6 === 5 ? ' ' : 'o'), key_every_ms);
process.send?.('typing');
process.once('disconnect', () => {
  clearInterval(typing);
  close();
});

function textInTheMiddle(fragment: Y.XmlFragment): Y.XmlText {
  const children = fragment.toArray();
  const fromTheMiddle = children.slice(Math.floor(children.length / 2));
  for (const child of fromTheMiddle) {
    const text = child instanceof Y.XmlElement && child.nodeName === 'paragraph' ? child.get(0) : null;
    if (text instanceof Y.XmlText) return text;
  }
  throw new Error('the note has no paragraph in its second half');
}
