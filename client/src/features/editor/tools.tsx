import type { Editor } from '@tiptap/core';
import {
  Bold,
  Code,
  Heading1,
  Heading2,
  Italic,
  Link2,
  List,
  ListOrdered,
  type LucideIcon,
  Quote,
  Strikethrough,
  Underline,
} from 'lucide-react';
import { keyText } from '../../lib/hotkeys.ts';

export interface Tool {
  label: string;
  icon: LucideIcon;
  keys: string;
  startsGroup?: boolean;
  isOn: (editor: Editor) => boolean;
  /** Missing: it opens the field for a link. */
  run?: (editor: Editor) => void;
}

function mark(name: string, label: string, icon: LucideIcon, combo: string): Tool {
  return {
    label,
    icon,
    keys: keyText(combo),
    isOn: (editor) => editor.isActive(name),
    run: (editor) => editor.chain().focus().toggleMark(name).run(),
  };
}

export const tools: Tool[] = [
  mark('bold', 'Bold', Bold, 'Mod+B'),
  mark('italic', 'Italic', Italic, 'Mod+I'),
  mark('underline', 'Underline', Underline, 'Mod+U'),
  mark('strike', 'Strikethrough', Strikethrough, 'Mod+Shift+S'),
  mark('code', 'Code', Code, 'Mod+E'),
  { label: 'Link', icon: Link2, keys: '', isOn: (editor) => editor.isActive('link') },
  {
    label: 'Heading 1',
    icon: Heading1,
    keys: keyText('Mod+Alt+1'),
    startsGroup: true,
    isOn: (editor) => editor.isActive('heading', { level: 1 }),
    run: (editor) => editor.chain().focus().toggleHeading({ level: 1 }).run(),
  },
  {
    label: 'Heading 2',
    icon: Heading2,
    keys: keyText('Mod+Alt+2'),
    isOn: (editor) => editor.isActive('heading', { level: 2 }),
    run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    label: 'Bullet list',
    icon: List,
    keys: keyText('Mod+Shift+8'),
    isOn: (editor) => editor.isActive('bulletList'),
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    label: 'Numbered list',
    icon: ListOrdered,
    keys: keyText('Mod+Shift+7'),
    isOn: (editor) => editor.isActive('orderedList'),
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    label: 'Quote',
    icon: Quote,
    keys: keyText('Mod+Shift+B'),
    isOn: (editor) => editor.isActive('blockquote'),
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
];
