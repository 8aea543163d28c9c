/**
 * Appears at a selection. Alt+F10 goes into it from the text, the arrow keys through it, Escape back. What has many
 * choices (kinds of blocks, colours) takes the place of the tools until one is chosen.
 */
import { alignments } from '@scriptorium/shared/document/nodes/text-align.ts';
import { color_names } from '@scriptorium/shared/document/safe-values.ts';
import { NodeSelection, PluginKey } from '@tiptap/pm/state';
import { CellSelection } from '@tiptap/pm/tables';
import { type Editor, useEditorState } from '@tiptap/react';
import { BubbleMenu } from '@tiptap/react/menus';
import {
  AlignCenter,
  AlignJustify,
  AlignLeft,
  AlignRight,
  Baseline,
  ChevronDown,
  type LucideIcon,
  MessageSquarePlus,
} from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { t } from '../../lib/i18n/i18n.ts';
import { shortcutText } from '../../lib/shortcuts.ts';
import styles from './bubble-toolbar.module.css';
import { LinkField } from './link-field.tsx';
import { block_kinds } from './tools/block-kinds.tsx';
import { Swatch } from './tools/swatch.tsx';
import { mark_tools, script_tools, type Tool, type ToolPage } from './tools.tsx';

const alignment_icons: Record<(typeof alignments)[number], LucideIcon> = {
  left: AlignLeft,
  center: AlignCenter,
  right: AlignRight,
  justify: AlignJustify,
};

const bubble = new PluginKey('bubbleToolbar');

export function BubbleToolbar({ editor }: { editor: Editor }) {
  const [page, setPage] = useState<ToolPage>('tools');
  // Hidden it has no tools: each would look at the text with each key.
  const [isShown, setShown] = useState(false);
  const bar = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'F10' || !event.altKey) return;
      event.preventDefault();
      // Nothing is selected: at a table its grips are what is near.
      const grips = () => document.querySelector<HTMLElement>('[data-grip]');
      (bar.current?.querySelector('button') ?? grips())?.focus();
    };
    const { dom } = editor.view;
    dom.addEventListener('keydown', onKeyDown);
    return () => dom.removeEventListener('keydown', onKeyDown);
  }, [editor]);
  useEffect(() => {
    // Another page has another size.
    if (page) editor.view.dispatch(editor.state.tr.setMeta(bubble, 'updatePosition'));
  }, [editor, page]);
  useEffect(() => {
    // Its first choice, as the tool that led here had the focus.
    if (page !== 'tools' && page !== 'link') bar.current?.querySelector('button')?.focus();
  }, [page]);

  const back = () => setPage('tools');
  const hide = () => {
    setShown(false);
    back();
  };
  return (
    <BubbleMenu
      pluginKey={bubble}
      editor={editor}
      updateDelay={80}
      className={`${styles.bubble} no-print`}
      shouldShow={({ state, view, from, to }) =>
        view.editable && hasWords(state, from, to) && (view.hasFocus() || isWithin(bar))
      }
      options={{
        placement: 'top',
        offset: 8,
        flip: true,
        shift: { padding: 8 },
        // Before it is placed: where it fits depends on how large it is.
        onShow: () => flushSync(() => setShown(true)),
        onHide: hide,
      }}
    >
      {page === 'link' ? (
        <LinkField editor={editor} onDone={back} />
      ) : (
        <div
          ref={bar}
          className={page === 'tools' ? styles.bar : styles.page}
          role="toolbar"
          aria-label={t('blocks.format')}
          aria-orientation={page === 'turn' ? 'vertical' : 'horizontal'}
          onKeyDown={(event) => move(event, editor, page === 'tools' ? null : back)}
        >
          {page === 'tools' && isShown && <Tools editor={editor} setPage={setPage} />}
          {page === 'turn' && <TurnInto editor={editor} onDone={back} />}
          {page === 'color' && <Colors editor={editor} onDone={back} />}
          {page === 'align' && <Alignments editor={editor} onDone={back} />}
        </div>
      )}
    </BubbleMenu>
  );
}

interface ToolsProps {
  editor: Editor;
  setPage: (page: ToolPage) => void;
}

function Tools({ editor, setPage }: ToolsProps) {
  const kind = useEditorState({
    editor,
    selector: ({ editor: current }) =>
      block_kinds.findLast((each) => each.isText && each.isOn?.(current))?.id,
  });
  const isCode = useEditorState({ editor, selector: ({ editor: current }) => current.isActive('codeBlock') });
  const label = block_kinds.find(({ id }) => id === kind)?.label ?? 'blocks.kind.paragraph';
  return (
    <>
      <PageButton label={t('blocks.turnInto')} onOpen={() => setPage('turn')}>
        <span className={styles.kind}>{t(label)}</span>
      </PageButton>
      {!isCode && (
        <>
          <span className={styles.gap} />
          {mark_tools.map((tool) => (
            <ToolButton key={tool.label} tool={tool} editor={editor} setPage={setPage} />
          ))}
          <span className={styles.gap} />
          <PageButton label={t('blocks.colorOf')} onOpen={() => setPage('color')}>
            <Baseline aria-hidden="true" />
          </PageButton>
          {script_tools.map((tool) => (
            <ToolButton key={tool.label} tool={tool} editor={editor} setPage={setPage} />
          ))}
          <PageButton label={t('blocks.align')} onOpen={() => setPage('align')}>
            <AlignLeft aria-hidden="true" />
          </PageButton>
        </>
      )}
      <CommentButton editor={editor} />
    </>
  );
}

function CommentButton({ editor }: { editor: Editor }) {
  const { begin } = editor.storage.commentMarks;
  if (!begin) return null;
  return (
    <>
      <span className={styles.gap} />
      <button
        type="button"
        className={styles.tool}
        aria-label={t('app.comment')}
        data-tooltip={t('app.comment')}
        data-hotkey={shortcutText('comment')}
        onMouseDown={keepSelection}
        onClick={begin}
      >
        <MessageSquarePlus aria-hidden="true" />
      </button>
    </>
  );
}

function ToolButton({ tool, editor, setPage }: ToolsProps & { tool: Tool }) {
  const isOn = useEditorState({ editor, selector: ({ editor: current }) => tool.isOn(current) });
  const Icon = tool.icon;
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={t(tool.label)}
      aria-pressed={isOn}
      data-tooltip={t(tool.label)}
      data-hotkey={tool.keys || undefined}
      onMouseDown={keepSelection}
      onClick={() => (tool.run ? tool.run(editor) : setPage(tool.page ?? 'tools'))}
    >
      <Icon aria-hidden="true" />
    </button>
  );
}

function PageButton({ label, onOpen, children }: { label: string; onOpen: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      className={styles.opener}
      aria-label={label}
      aria-haspopup="true"
      data-tooltip={label}
      onMouseDown={keepSelection}
      onClick={onOpen}
    >
      {children}
      <ChevronDown aria-hidden="true" />
    </button>
  );
}

interface PageProps {
  editor: Editor;
  onDone: () => void;
}

function TurnInto({ editor, onDone }: PageProps) {
  return (
    <div className={styles.kinds}>
      {block_kinds
        .filter((kind) => kind.isText)
        .map((kind) => {
          const Icon = kind.icon;
          return (
            <button
              key={kind.id}
              type="button"
              className={styles.choice}
              aria-pressed={kind.isOn?.(editor) ?? false}
              onMouseDown={keepSelection}
              onClick={() => {
                kind.run(editor);
                onDone();
              }}
            >
              <Icon aria-hidden="true" />
              {t(kind.label)}
            </button>
          );
        })}
    </div>
  );
}

function Colors({ editor, onDone }: PageProps) {
  const row = (mark: 'textColor' | 'highlight', heading: string) => (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be laid out in the row
    <div className={styles.colors} role="group" aria-label={heading}>
      <span className={styles.heading} aria-hidden="true">
        {heading}
      </span>
      {[null, ...color_names].map((name) => (
        <button
          key={name ?? 'none'}
          type="button"
          className={styles.tool}
          aria-label={t(`blocks.color.${name ?? 'none'}`)}
          aria-pressed={name !== null && editor.isActive(mark, { color: name })}
          data-tooltip={t(`blocks.color.${name ?? 'none'}`)}
          onMouseDown={keepSelection}
          onClick={() => {
            const chain = editor.chain().focus();
            (name ? chain.setMark(mark, { color: name }) : chain.unsetMark(mark)).run();
            onDone();
          }}
        >
          <Swatch mark={mark} color={name} />
        </button>
      ))}
    </div>
  );
  return (
    <div>
      {row('textColor', t('blocks.textColor'))}
      {row('highlight', t('blocks.highlight'))}
    </div>
  );
}

function Alignments({ editor, onDone }: PageProps) {
  return alignments.map((alignment) => {
    const Icon = alignment_icons[alignment];
    const isOn = editor.isActive({ textAlign: alignment });
    return (
      <button
        key={alignment}
        type="button"
        className={styles.tool}
        aria-label={t(`blocks.align.${alignment}`)}
        aria-pressed={isOn}
        data-tooltip={t(`blocks.align.${alignment}`)}
        onMouseDown={keepSelection}
        onClick={() => {
          const textAlign = isOn ? null : alignment;
          editor
            .chain()
            .focus()
            .updateAttributes('paragraph', { textAlign })
            .updateAttributes('heading', { textAlign })
            .run();
          onDone();
        }}
      >
        <Icon aria-hidden="true" />
      </button>
    );
  });
}

/** The selection stays in the text. */
function keepSelection(event: { preventDefault: () => void }): void {
  event.preventDefault();
}

/** For text that is selected; not for a block, and in a table the grips have the tools for cells. */
function hasWords(state: Editor['state'], from: number, to: number): boolean {
  const { selection } = state;
  if (selection.empty || selection instanceof NodeSelection || selection instanceof CellSelection)
    return false;
  return state.doc.textBetween(from, to, ' ', ' ').trim() !== '';
}

function isWithin(bar: { current: HTMLElement | null }): boolean {
  return bar.current?.parentElement?.contains(document.activeElement) ?? false;
}

function move(event: KeyboardEvent<HTMLDivElement>, editor: Editor, back: (() => void) | null): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) buttons[(at + step + buttons.length) % buttons.length]?.focus();
  else if (event.key !== 'Escape') return;
  else if (back) back();
  if (event.key === 'Escape') editor.commands.focus();
  event.preventDefault();
}
