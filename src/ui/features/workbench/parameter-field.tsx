import { useId, useState, type KeyboardEvent, type Ref } from 'react';
import type { Json } from '../../../core/json.ts';
import type { QueryParameter } from '../../../core/sql/parameters-of.ts';
import { fieldText, parameterHints, readField } from '../../components/params-form/query-parameters.ts';

/** A name that is offered where a query names a table or database, and what it is. */
export type OfferedName = { name: string; what: string };

type ParameterFieldProps = {
  parameter: QueryParameter;
  value: Json | undefined;
  names: readonly OfferedName[];
  disabled: boolean;
  /** The id of the text that says what is wrong with it, if anything is. */
  problem: string | undefined;
  ref: Ref<HTMLInputElement | HTMLTextAreaElement> | undefined;
  onChange: (value: Json | undefined) => void;
  onRun: () => void;
};

/** One parameter of a query, by name. Its text stays as it was typed for as long as it means the value that is kept. */
export function ParameterField({ parameter, value, names, disabled, problem, ref, onChange, onRun }: ParameterFieldProps) {
  const { name, kind } = parameter;
  const id = useId();
  const [typed, setTyped] = useState('');
  const same = JSON.stringify(readField(kind, typed)) === JSON.stringify(value);
  const hint = parameterHints[kind];
  const common = {
    id,
    className: 'sb-parameter-input',
    value: same ? typed : fieldText(kind, value),
    disabled,
    spellCheck: false,
    autoCapitalize: 'off',
    autoComplete: 'off',
    placeholder: hint.example,
    'aria-invalid': problem !== undefined,
    'aria-describedby': `${id}-hint ${problem ?? ''}`,
    onChange: (event: { target: { value: string } }) => {
      setTyped(event.target.value);
      onChange(readField(kind, event.target.value));
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
      event.preventDefault();
      onRun();
    },
  };
  return (
    <div className="sb-parameter" data-kind={kind} title={hint.long}>
      <span className="sb-parameter-head">
        <label className="sb-parameter-name" htmlFor={id}>
          {name}
        </label>
        <span className="sb-parameter-kind" aria-hidden>
          {kind}
        </span>
        <span id={`${id}-hint`} hidden>
          {hint.long}
        </span>
      </span>
      {kind === 'condition' ? (
        <textarea {...common} ref={ref as Ref<HTMLTextAreaElement>} rows={1} />
      ) : (
        <input {...common} ref={ref as Ref<HTMLInputElement>} list={kind === 'table' ? `${id}-tables` : undefined} />
      )}
      {kind === 'table' && (
        <datalist id={`${id}-tables`}>
          {names.map((offered) => (
            <option key={offered.name} value={offered.name}>
              {offered.what}
            </option>
          ))}
        </datalist>
      )}
    </div>
  );
}
