import type { ReactNode } from 'react';
import { useId } from 'react';
import styles from './sharing.module.css';

interface CheckFieldProps {
  label: string;
  isChecked: boolean;
  isDisabled?: boolean;
  hint?: ReactNode;
  onChange: (isChecked: boolean) => void;
}

export function CheckField({ label, isChecked, isDisabled = false, hint, onChange }: CheckFieldProps) {
  const hintId = useId();
  return (
    <div className={styles.check}>
      <label>
        <input
          type="checkbox"
          checked={isChecked}
          disabled={isDisabled}
          aria-describedby={hint ? hintId : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      {hint && (
        <p id={hintId} className={styles.quiet}>
          {hint}
        </p>
      )}
    </div>
  );
}
