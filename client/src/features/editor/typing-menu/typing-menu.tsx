/**
 * The menu at the caret while something is typed that asks for one. The focus stays in the text: the choice that a key
 * would take is told to screen readers as the text's active descendant.
 */
import { autoUpdate, computePosition, flip, offset, shift, size } from '@floating-ui/dom';
import type { Editor } from '@tiptap/core';
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { t } from '../../../lib/i18n/i18n.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Choice, choicesFor } from './choices.tsx';
import styles from './typing-menu.module.css';
import type { KeyTaker, TypingMenuState } from './typing-menu-plugin.ts';

interface TypingMenuProps {
  editor: Editor;
  open: TypingMenuState;
  keys: KeyTaker;
  surroundings: Surroundings;
}

export function TypingMenu({ editor, open, keys, surroundings }: TypingMenuProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const choices = useChoices(open, surroundings);
  const [at, setAt] = useState(0);
  const chosen = choices[Math.min(at, choices.length - 1)];
  const hasChoices = choices.length > 0;

  const take = useEffectEvent((choice: Choice | undefined) => {
    if (!choice) return false;
    editor.chain().focus().deleteRange({ from: open.from, to: open.to }).run();
    choice.run(editor);
    return true;
  });
  const onKey = useEffectEvent((event: KeyboardEvent): boolean => {
    if (!hasChoices || event.shiftKey || event.metaKey || event.ctrlKey || event.altKey) return false;
    if (event.key === 'Enter' || event.key === 'Tab') return take(chosen);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return false;
    setAt((Math.min(at, choices.length - 1) + step + choices.length) % choices.length);
    return true;
  });
  useEffect(() => {
    keys.take = onKey;
    return () => {
      keys.take = null;
    };
  }, [keys]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another query begins at the top again
  useEffect(() => setAt(0), [open.query, open.kind]);
  useEffect(() => place(editor, open.from, box.current), [editor, open.from]);
  useEffect(() => {
    const { dom } = editor.view;
    if (!hasChoices) return;
    dom.setAttribute('aria-controls', id);
    dom.setAttribute('aria-activedescendant', `${id}-${at}`);
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
    return () => {
      dom.removeAttribute('aria-controls');
      dom.removeAttribute('aria-activedescendant');
    };
  }, [editor, id, at, hasChoices]);

  return createPortal(
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached, also by who has no keys for the text
    <div ref={box} className={styles.box} hidden={!hasChoices} tabIndex={0}>
      <div id={id} role="listbox" aria-label={t(`blocks.menu.${open.kind}`)} className={styles.list}>
        {choices.map((choice, i) => (
          <Option
            key={choice.id}
            id={`${id}-${i}`}
            choice={choice}
            heading={choice.heading !== choices[i - 1]?.heading ? choice.heading : undefined}
            isChosen={choice === chosen}
            onPoint={() => setAt(i)}
            onTake={() => take(choice)}
          />
        ))}
      </div>
    </div>,
    document.body,
  );
}

interface OptionProps {
  id: string;
  choice: Choice;
  heading: string | undefined;
  isChosen: boolean;
  onPoint: () => void;
  onTake: () => void;
}

function Option({ id, choice, heading, isChosen, onPoint, onTake }: OptionProps) {
  return (
    <>
      {heading && (
        <div className={styles.heading} role="presentation">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text (active descendant) */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the text takes the keys */}
      <div
        id={id}
        role="option"
        aria-selected={isChosen}
        className={styles.option}
        onPointerMove={onPoint}
        // The selection stays in the text.
        onMouseDown={(event) => event.preventDefault()}
        onClick={onTake}
      >
        <span className={styles.icon} aria-hidden="true">
          {choice.icon}
        </span>
        <span className={styles.label}>{choice.label}</span>
        {choice.aside && (
          <span className={styles.aside} aria-hidden="true">
            {choice.aside}
          </span>
        )}
      </div>
    </>
  );
}

/** Those of the last query stay until the next are there. */
function useChoices(open: TypingMenuState, surroundings: Surroundings): Choice[] {
  const [choices, setChoices] = useState<Choice[]>([]);
  useEffect(() => {
    let isOver = false;
    void choicesFor(open, surroundings).then((found) => !isOver && setChoices(found));
    return () => {
      isOver = true;
    };
  }, [open, surroundings]);
  return choices;
}

function place(editor: Editor, position: number, box: HTMLElement | null): (() => void) | undefined {
  if (!box) return undefined;
  const { view } = editor;
  const anchor = {
    contextElement: view.dom,
    getBoundingClientRect: () => {
      const { left, top, bottom } = view.coordsAtPos(Math.min(position, view.state.doc.content.size));
      return new DOMRect(left, top, 0, bottom - top);
    },
  };
  // The header and a phone's toolbar cover the edges.
  const padding = { top: 52, right: 8, bottom: 60, left: 8 };
  const middleware = [
    offset(6),
    flip({ padding }),
    shift({ padding }),
    size({
      padding,
      apply: ({ availableHeight }) => {
        // Never so low that it seems to fit where there is no room: then it is turned over.
        box.style.maxHeight = `${Math.min(Math.max(availableHeight, 200), 360)}px`;
      },
    }),
  ];
  return autoUpdate(anchor, box, () => {
    void computePosition(anchor, box, { strategy: 'fixed', placement: 'bottom-start', middleware }).then(
      ({ x, y }) => {
        box.style.translate = `${x}px ${y}px`;
      },
    );
  });
}
