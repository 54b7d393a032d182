import './native-select.css';

type NativeSelectProps = {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  disabled?: boolean;
  onChange: (value: string) => void;
};

/** A choice of one, with its label before it. It is the browser's own control, drawn like the design system's where the browser lets it. */
export function NativeSelect({ label, value, options, disabled, onChange }: NativeSelectProps) {
  return (
    <label className="sb-field">
      <span className="sb-field-label">{label}</span>
      <select className="sb-select" value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
