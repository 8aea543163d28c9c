import { type ComponentProps, useId } from 'react';
import styles from './field.module.css';

interface SelectFieldProps extends Omit<ComponentProps<'select'>, 'onChange'> {
  label: string;
  /** Only for who cannot see: the place says it. */
  isLabelHidden?: boolean;
  choices: readonly { value: string; label: string }[];
  onChoose?: (value: string) => void;
}

/** One of a few, in the browser's own way: a phone brings its wheel. */
export function SelectField({
  label,
  isLabelHidden = false,
  choices,
  onChoose,
  ...select
}: SelectFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={isLabelHidden ? 'visually-hidden' : styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.box}>
        <select
          {...select}
          id={id}
          className={styles.input}
          onChange={(event) => onChoose?.(event.target.value)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
