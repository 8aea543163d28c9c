import { callout_kinds } from '@scriptorium/shared/document/nodes/callout.ts';
import { t } from '../../../lib/i18n/i18n.ts';
import { MenuPopup } from '../../../ui/menu-popup.tsx';
import type { PanelProps } from './panel-layer.tsx';

export function CalloutMenu({ editor, panel, onClose }: PanelProps) {
  const position = panel.position();
  const current: unknown = position === undefined ? null : editor.state.doc.nodeAt(position)?.attrs.kind;
  return (
    <MenuPopup
      label={t('blocks.kind.callout')}
      groups={[
        {
          items: callout_kinds.map((kind) => ({
            kind: 'choice',
            label: t(`blocks.callout.${kind}`),
            isChosen: kind === current,
            run: () => {
              const at = panel.position();
              if (at !== undefined) editor.view.dispatch(editor.state.tr.setNodeAttribute(at, 'kind', kind));
            },
          })),
        },
      ]}
      side="bottom"
      align="start"
      anchor={{ current: panel.anchor }}
      isByKeyboard={panel.isByKeyboard}
      onClose={onClose}
    />
  );
}
