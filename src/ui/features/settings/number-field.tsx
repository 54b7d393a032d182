import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';

type NumberFieldProps = {
  label: string;
  description: string;
  range: string;
  unit: string;
  text: string;
  problem: string | undefined;
  onChange: (text: string) => void;
};

/** A number with its unit beside it and its range beneath. */
export function NumberField({ label, description, range, unit, text, problem, onChange }: NumberFieldProps) {
  return (
    <FormField label={label} description={description} constraintText={range} errorText={problem}>
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        <Input type="number" inputMode="decimal" step="any" value={text} onChange={({ detail }) => onChange(detail.value)} />
        <span>{unit}</span>
      </SpaceBetween>
    </FormField>
  );
}
