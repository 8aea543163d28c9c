/** The panel that is open, whichever it is. */
import type { Editor } from '@tiptap/core';
import { BlockMenu } from './block-menu.tsx';
import { CalloutMenu } from './callout-menu.tsx';
import { LanguagePanel } from './language-panel.tsx';
import { MathPanel } from './math-panel.tsx';
import type { Panel, Panels } from './panels.ts';
import { TableMenu } from './table-menu.tsx';

export interface PanelProps {
  editor: Editor;
  panel: Panel;
  onClose: () => void;
}

interface PanelLayerProps {
  editor: Editor;
  panel: Panel;
  panels: Panels;
}

export function PanelLayer({ editor, panel, panels }: PanelLayerProps) {
  const props = { editor, panel, onClose: panels.close };
  if (panel.kind === 'callout') return <CalloutMenu {...props} />;
  if (panel.kind === 'language') return <LanguagePanel {...props} />;
  if (panel.kind === 'math') return <MathPanel {...props} />;
  if (panel.kind === 'table') return <TableMenu {...props} />;
  return <BlockMenu {...props} />;
}
