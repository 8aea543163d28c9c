/**
 * Types a real paper, keystroke by keystroke (259,778 edits), through the stock provider into a note of a server of its
 * own, and checks that the server then returns exactly the paper's text: at once, and after a restart from disk. Then a
 * browser opens the note and scrolls through it, and shows the same text.
 *
 *   npm run type-paper --workspace load-tests
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromium as systemChromium } from '../../scripts/checks/tools.mjs';
import { call, type TestPerson, signUp } from '../../server/test/people.ts';
import { startServer } from '../../server/test/start-server.ts';
import { readTrace } from '../editing-traces.ts';
import { typeTrace } from '../type-trace.ts';

const trace = readTrace('automerge-paper');
const env = { DATA_DIR: mkdtempSync(join(tmpdir(), 'scriptorium-paper-')) };
let server = await startServer(env);
try {
  const ada = await signUp(server.url, 'Ada');
  const note = await ada.createNote({ title: 'A Conflict-Free Replicated JSON Datatype' });

  const { typing_s } = await typeTrace(trace, server.url, note.id, ada.token);
  report('edits typed', trace.txns.length);
  report('edits per second, acknowledged as durable', Math.round(trace.txns.length / typing_s));
  await compare(server.url, ada, note.id, 'while the note was open');

  const { code, ms } = await server.stop();
  if (code !== 0) throw new Error(`the server ended with ${code}:\n${server.output()}`);
  report('stop, ms', Math.round(ms));
  server = await startServer(env);
  await compare(server.url, ada, note.id, 'after a restart');
  await scrollInBrowser(server.url, ada, note.id);
} finally {
  await server.stop();
  rmSync(env.DATA_DIR, { recursive: true, force: true });
}

async function compare(url: string, person: TestPerson, note_id: string, when: string): Promise<void> {
  const begin = performance.now();
  const { body } = await call<string>(url, person.cookie, 'GET', `/notes/${note_id}/content?format=text`);
  report(`content as text ${when}, ms`, Math.round(performance.now() - begin));
  if (body !== trace.endContent) throw new Error(`${when} the text differs from the paper`);
  report(`text equals the paper ${when}, characters`, body.length);
}

async function scrollInBrowser(url: string, person: TestPerson, note_id: string): Promise<void> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await systemChromium.find());
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const [name = '', value = ''] = person.cookie.split(/=(.*)/s);
    await page.context().addCookies([{ name, value, url }]);
    const begin = performance.now();
    await page.goto(`${url}/notes/${note_id}`);
    const text = page.getByRole('textbox', { name: 'Text of the note' });
    const lines = trace.endContent.split('\n');
    await page.waitForFunction(
      (count) => document.querySelectorAll('.ProseMirror > p').length === count,
      lines.length,
    );
    report('open in a browser until all of the text is there, ms', Math.round(performance.now() - begin));
    if ((await text.locator('> *').allTextContents()).join('\n') !== trace.endContent) {
      throw new Error('the browser shows another text than the paper');
    }
    await text.hover();
    let screens = 0;
    while (!(await text.locator('> :last-child').evaluate(isOnScreen))) {
      await page.mouse.wheel(0, 900);
      screens += 1;
      if (screens > 500) throw new Error('the end of the note does not come');
    }
    report('screens scrolled to its end', screens);
  } finally {
    await browser.close();
  }
}

function isOnScreen(element: Element): boolean {
  return element.getBoundingClientRect().top < innerHeight;
}

function report(what: string, value: number): void {
  console.log(`${value.toLocaleString('en').padStart(10)}  ${what}`);
}
