/** The tools of the bar at a selection. */
import type { Editor } from '@tiptap/core';
import {
  Bold,
  Code,
  Italic,
  Link2,
  type LucideIcon,
  Strikethrough,
  Subscript,
  Superscript,
  Underline,
} from 'lucide-react';
import { keyText } from '../../lib/hotkeys.ts';
import type { MessageId } from '../../lib/i18n/i18n.ts';

/** What takes the place of the bar until something is chosen. */
export type ToolPage = 'tools' | 'link' | 'turn' | 'color' | 'align';

export interface Tool {
  label: MessageId;
  icon: LucideIcon;
  keys: string;
  isOn: (editor: Editor) => boolean;
  /** Missing: it opens a page. */
  run?: (editor: Editor) => void;
  page?: ToolPage;
}

function mark(name: string, label: MessageId, icon: LucideIcon, combo: string): Tool {
  return {
    label,
    icon,
    keys: combo && keyText(combo),
    isOn: (editor) => editor.isActive(name),
    run: (editor) => editor.chain().focus().toggleMark(name).run(),
  };
}

export const mark_tools: Tool[] = [
  mark('bold', 'blocks.mark.bold', Bold, 'Mod+B'),
  mark('italic', 'blocks.mark.italic', Italic, 'Mod+I'),
  mark('underline', 'blocks.mark.underline', Underline, 'Mod+U'),
  mark('strike', 'blocks.mark.strike', Strikethrough, 'Mod+Shift+S'),
  mark('code', 'blocks.mark.code', Code, 'Mod+E'),
  {
    label: 'blocks.mark.link',
    icon: Link2,
    keys: '',
    isOn: (editor) => editor.isActive('link'),
    page: 'link',
  },
];

export const script_tools: Tool[] = [
  mark('subscript', 'blocks.mark.subscript', Subscript, ''),
  mark('superscript', 'blocks.mark.superscript', Superscript, ''),
];
