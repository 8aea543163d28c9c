import { keyCaps } from '../lib/hotkeys.ts';
import { Dialog } from '../ui/dialog.tsx';
import styles from './shortcuts-sheet.module.css';

/** `title`, then combos and what they do. A combo of several keys in a row is one string with spaces. */
const groups: [string, [string, string][]][] = [
  [
    'Everywhere',
    [
      ['Alt+N', 'New note'],
      ['Mod+.', 'Open or close the sidebar'],
      ['Mod+S', 'Where your changes are'],
      ['Mod+Shift+L', 'Light or dark'],
      ['?', 'This list'],
    ],
  ],
  [
    'In the list of notes',
    [
      ['↑', 'Note above'],
      ['↓', 'Note below'],
      ['Enter', 'Open'],
      ['F2', 'Rename'],
    ],
  ],
  [
    'While writing',
    [
      ['Enter', 'From the title to the text'],
      ['Mod+B', 'Bold'],
      ['Mod+I', 'Italic'],
      ['Mod+U', 'Underline'],
      ['Mod+Shift+S', 'Strikethrough'],
      ['Mod+E', 'Code'],
      ['Mod+Alt+1', 'Heading, 1 to 4'],
      ['Mod+Shift+8', 'Bullet list'],
      ['Mod+Shift+7', 'Numbered list'],
      ['Mod+Shift+B', 'Quote'],
      ['Mod+Z', 'Undo what you did'],
      ['Mod+Shift+Z', 'Do it again'],
      ['Alt+F10', 'To the toolbar of a selection'],
    ],
  ],
  [
    'Typed at the start of a line',
    [
      ['#', 'Heading; ## and ### for smaller ones'],
      ['-', 'Bullet list'],
      ['1.', 'Numbered list'],
      ['>', 'Quote'],
      ['```', 'Code block'],
      ['---', 'Rule'],
    ],
  ],
];

export function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <div className={styles.groups}>
        {groups.map(([title, rows]) => (
          <section key={title}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.rows}>
              {rows.map(([combo, what]) => (
                <div key={combo} className={styles.row}>
                  <dt>{what}</dt>
                  <dd>
                    {keyCaps(combo).map((cap) => (
                      <kbd key={cap} className={styles.cap}>
                        {cap}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
