/** The note in every new workspace: it says what to try, in the place where one tries it. */
import type { BodyJson } from './documents/initial-update.ts';

export const welcome_title = 'Welcome to Scriptorium';

export const welcome_body: BodyJson = {
  type: 'doc',
  content: [
    paragraph('This note is yours. Change it, break it, make it useful; nothing here is precious.'),
    heading('Write'),
    list(
      [
        'Type ',
        code('#'),
        ' and a space at the start of a line for a heading, ',
        code('-'),
        ' for a list, ',
        code('>'),
        ' for a quote.',
      ],
      ['Put two stars around words to make them ', bold('bold'), ', one for ', italic('italic'), '.'],
      ['Select some words: a small toolbar appears above them.'],
    ),
    heading('Together'),
    paragraph(
      'Open this note in a second window and type in both. Each window shows where the other one writes, and both hold the same text, whoever types first.',
    ),
    heading('Saved means saved'),
    paragraph(
      'The word at the top right is the truth. ',
      bold('Saved'),
      ' appears when what you typed is committed in the server’s database, not before. If the server goes away you can go on writing; it catches up when it is back.',
    ),
    quote('Make your first own note with the button at the left. This one can go to the trash.'),
  ],
};

type Inline = string | Record<string, unknown>;

function inline(content: Inline): Record<string, unknown> {
  return typeof content === 'string' ? { type: 'text', text: content } : content;
}

function paragraph(...content: Inline[]) {
  return { type: 'paragraph', content: content.map(inline) };
}

function heading(text: string) {
  return { type: 'heading', attrs: { level: 2 }, content: [inline(text)] };
}

function list(...items: Inline[][]) {
  return {
    type: 'bulletList',
    content: items.map((item) => ({ type: 'listItem', content: [paragraph(...item)] })),
  };
}

function quote(text: string) {
  return { type: 'blockquote', content: [paragraph(text)] };
}

function marked(type: string, text: string) {
  return { type: 'text', text, marks: [{ type }] };
}

function bold(text: string) {
  return marked('bold', text);
}

function italic(text: string) {
  return marked('italic', text);
}

function code(text: string) {
  return marked('code', text);
}
