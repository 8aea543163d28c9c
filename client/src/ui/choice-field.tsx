/** A few choices side by side, of which one holds: radio buttons, so that the browser brings the arrow keys. */
import styles from './choice-field.module.css';

interface Choice<Value extends string> {
  value: Value;
  label: string;
  /** Of the label, where it is not the page's. */
  lang?: string;
}

interface ChoiceFieldProps<Value extends string> {
  label: string;
  name: string;
  choices: Choice<Value>[];
  chosen: Value;
  onChoose: (value: Value) => void;
}

export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { label, name, choices, chosen, onChoose } = props;
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.choices}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles.choice} lang={choice.lang}>
            <input
              type="radio"
              name={name}
              className="visually-hidden"
              checked={choice.value === chosen}
              onChange={() => onChoose(choice.value)}
            />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
