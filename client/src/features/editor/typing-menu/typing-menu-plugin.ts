/**
 * Watches what is typed for what asks for a menu (`trigger.ts`), and gives the menu the keys while it is open. The menu
 * itself is React (`typing-menu.tsx`) and hears from here.
 */
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { isFromDocument } from '../binding/tolerant-binding.ts';
import { findTrigger, type TriggerKind } from './trigger.ts';

export interface TypingMenuState {
  kind: TriggerKind;
  query: string;
  /** What was typed to ask for it; a choice takes its place. */
  from: number;
  to: number;
}

interface PluginState {
  open: TypingMenuState | null;
  /** Where one was closed with Escape: it stays closed until something else is asked for. */
  dismissed: number | null;
}

const key = new PluginKey<PluginState>('typingMenu');

/** Set by the menu while it is shown: whether it took the key. */
export interface KeyTaker {
  take: ((event: KeyboardEvent) => boolean) | null;
}

export function typingMenuPlugin(keys: KeyTaker, onChange: (open: TypingMenuState | null) => void): Plugin {
  return new Plugin<PluginState>({
    key,
    state: {
      // Somebody may have typed it before this code was there.
      init: (_config, state) => ({ open: read(state), dismissed: null }),
      apply: (transaction, before, _old, state) => next(transaction, before, state),
    },
    props: {
      handleKeyDown: (view, event) => {
        const open = key.getState(view.state)?.open;
        if (!open || event.isComposing) return false;
        if (event.key === 'Escape') {
          view.dispatch(view.state.tr.setMeta(key, 'dismiss'));
          return true;
        }
        return keys.take?.(event) ?? false;
      },
    },
    view: (view) => {
      onChange(key.getState(view.state)?.open ?? null);
      return {
        update: (_view, before) => {
          const open = key.getState(view.state)?.open ?? null;
          if (open !== (key.getState(before)?.open ?? null)) onChange(open);
        },
        destroy: () => onChange(null),
      };
    },
  });
}

function next(transaction: Transaction, before: PluginState, state: EditorState): PluginState {
  if (transaction.getMeta(key) === 'dismiss') return { open: null, dismissed: before.open?.from ?? null };
  if (!transaction.docChanged && !transaction.selectionSet) return before;
  const dismissed = before.dismissed === null ? null : transaction.mapping.map(before.dismissed, -1);
  const isTyped = transaction.docChanged && !isFromDocument(transaction);
  if (!before.open && !isTyped) return { open: null, dismissed };
  const open = read(state);
  if (!open) return { open: null, dismissed: null };
  return open.from === dismissed ? { open: null, dismissed } : { open, dismissed: null };
}

function read(state: EditorState): TypingMenuState | null {
  const { $head, empty } = state.selection;
  const { parent } = $head;
  if (!empty || !parent.isTextblock || parent.type.spec.code) return null;
  if (state.schema.marks.code?.isInSet($head.marks())) return null;
  const before = parent.textBetween(
    Math.max(0, $head.parentOffset - 100),
    $head.parentOffset,
    null,
    '\ufffc',
  );
  const trigger = findTrigger(before);
  if (!trigger) return null;
  return { kind: trigger.kind, query: trigger.query, from: $head.pos - trigger.length, to: $head.pos };
}
