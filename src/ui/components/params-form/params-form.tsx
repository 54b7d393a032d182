import Checkbox from '@cloudscape-design/components/checkbox';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { Json } from '../../../core/json.ts';
import { choiceText, type ParamField } from './params-schema.ts';

type ControlProps = { field: ParamField; text: string; onChange: (text: string) => void };

function ChoiceControl({ field, text, onChange }: ControlProps) {
  const options = (field.choices ?? []).map((choice) => ({ value: choiceText(choice), label: choiceText(choice) }));
  return (
    <Select
      selectedOption={options.find(({ value }) => value === text) ?? null}
      options={options}
      placeholder="Choose"
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
    />
  );
}

function ChoicesControl({ field, text, onChange }: ControlProps) {
  const options = (field.choices ?? []).map((choice) => ({ value: choiceText(choice), label: choiceText(choice) }));
  const chosen = text === '' ? [] : (JSON.parse(text) as Json[]).map(choiceText);
  return (
    <Multiselect
      selectedOptions={options.filter(({ value }) => chosen.includes(value))}
      options={options}
      placeholder="Choose"
      onChange={({ detail }) => {
        const values = detail.selectedOptions.map((option) =>
          field.choices?.find((choice) => choiceText(choice) === option.value),
        );
        onChange(values.length === 0 ? '' : JSON.stringify(values));
      }}
    />
  );
}

function Control(props: ControlProps) {
  const { field, text, onChange } = props;
  switch (field.kind) {
    case 'choice':
      return <ChoiceControl {...props} />;
    case 'choices':
      return <ChoicesControl {...props} />;
    case 'date':
      return (
        <DatePicker
          value={text}
          format="iso"
          granularity="day"
          placeholder="YYYY-MM-DD"
          openCalendarAriaLabel={() => `Choose a date for ${field.label}`}
          todayAriaLabel="Today"
          previousMonthAriaLabel="Month before"
          nextMonthAriaLabel="Next month"
          onChange={({ detail }) => onChange(detail.value)}
        />
      );
    case 'number':
    case 'integer':
      return <Input value={text} inputMode="decimal" onChange={({ detail }) => onChange(detail.value)} />;
    case 'json':
    case 'params':
      return <Textarea value={text} rows={2} spellcheck={false} onChange={({ detail }) => onChange(detail.value)} />;
    case 'text':
    case 'value':
    case 'boolean':
      return <Input value={text} onChange={({ detail }) => onChange(detail.value)} />;
  }
}

function rangeHint({ minimum, maximum }: ParamField): string | undefined {
  if (minimum !== undefined && maximum !== undefined) return `From ${minimum} to ${maximum}.`;
  if (minimum !== undefined) return `${minimum} or more.`;
  return maximum === undefined ? undefined : `${maximum} or less.`;
}

type ParamsFormProps = {
  fields: readonly ParamField[];
  texts: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  onChange: (name: string, text: string) => void;
};

/** A parameter may be called "constructor". */
function own(texts: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(texts, name) ? texts[name] : undefined;
}

/** Asks for a workflow's parameters. Texts and problems are by the parameter's name. */
export function ParamsForm({ fields, texts, problems, onChange }: ParamsFormProps) {
  return (
    <SpaceBetween size="m">
      {fields.map((field) =>
        field.kind === 'boolean' ? (
          <Checkbox
            key={field.name}
            checked={own(texts, field.name) === 'true'}
            description={field.description}
            onChange={({ detail }) => onChange(field.name, String(detail.checked))}
          >
            {field.label}
          </Checkbox>
        ) : (
          <FormField
            key={field.name}
            label={
              <span>
                {field.label}
                {!field.required && <i> - optional</i>}
              </span>
            }
            description={field.description}
            constraintText={rangeHint(field)}
            errorText={own(problems, field.name)}
          >
            <Control field={field} text={own(texts, field.name) ?? ''} onChange={(text) => onChange(field.name, text)} />
          </FormField>
        ),
      )}
    </SpaceBetween>
  );
}
