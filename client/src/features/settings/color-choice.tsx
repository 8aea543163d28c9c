import { presenceColors } from '@scriptorium/shared/protocol/awareness.ts';
import { useId } from 'react';
import { type MessageId, t } from '../../lib/i18n/i18n.ts';
import styles from './color-choice.module.css';

const names: Record<(typeof presenceColors)[number], MessageId> = {
  '#c2410c': 'settings.orange',
  '#a16207': 'settings.amber',
  '#4d7c0f': 'settings.lime',
  '#15803d': 'settings.green',
  '#0f766e': 'settings.teal',
  '#0369a1': 'settings.sky',
  '#1d4ed8': 'settings.blue',
  '#4f46e5': 'settings.indigo',
  '#7c3aed': 'settings.violet',
  '#a21caf': 'settings.fuchsia',
  '#be185d': 'settings.pink',
  '#b91c1c': 'settings.red',
};

interface ColorChoiceProps {
  chosen: string;
  onChoose: (color: string) => void;
}

/** A radio group of the presence palette: the browser brings the arrow keys. */
export function ColorChoice({ chosen, onChoose }: ColorChoiceProps) {
  const leadId = useId();
  return (
    <fieldset className={styles.group} aria-describedby={leadId}>
      <legend className={styles.legend}>{t('settings.color')}</legend>
      <p id={leadId} className={styles.lead}>
        {t('settings.colorLead')}
      </p>
      <div className={styles.colors}>
        {presenceColors.map((color) => (
          <input
            key={color}
            type="radio"
            name="color"
            className={styles.color}
            style={{ backgroundColor: color }}
            aria-label={t(names[color])}
            data-tooltip={t(names[color])}
            checked={color === chosen}
            onChange={() => onChoose(color)}
          />
        ))}
      </div>
    </fieldset>
  );
}
