import Alert from '@cloudscape-design/components/alert';
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type FormEvent } from 'react';
import type { Assistant, ModelInfo } from '../../../assistant/assistant.ts';
import { errorMessage } from '../../components/error-message.ts';
import { countOf } from '../../components/format-count.ts';
import { KeyForm } from '../../components/model-key/key-form.tsx';
import { NativeSelect } from '../../components/native-select.tsx';
import { entryFrom, fieldsOf, readKind, type ModelFields } from './models-entry.ts';

type ModelDialogProps = {
  assistant: Assistant;
  models: readonly ModelInfo[];
  /** The one to change; a new one without it. */
  first: ModelInfo | undefined;
  onClose: () => void;
};

/** Adds or changes a model: first what it is, then its key. */
export function ModelDialog({ assistant, models, first, onClose }: ModelDialogProps) {
  const kinds = assistant.models.kinds();
  const [fields, setFields] = useState<ModelFields>(() => fieldsOf(first));
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState<ModelInfo>();
  const kind = kinds.find((each) => each.kind === fields.kind);
  const change = (patch: Partial<ModelFields>) => setFields((before) => ({ ...before, ...patch }));
  const entry = () =>
    entryFrom(
      fields,
      first?.id,
      models.map(({ id }) => id),
    );

  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const put = entry();
      await assistant.models.put(put);
      const info = assistant.models.list().find(({ id }) => id === put.id);
      if (first === undefined && info !== undefined && info.needs_key && !info.ready) setSaved(info);
      else onClose();
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setBusy(false);
    }
  };
  const incomplete = fields.model.trim() === '';
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!incomplete && !busy) void save();
  };
  if (saved !== undefined) {
    return (
      <Modal visible header="Its key" closeAriaLabel="Close" onDismiss={onClose}>
        <SpaceBetween size="m">
          <Box>The model is added. It is ready once it has your key, which goes to {saved.address} and nowhere else.</Box>
          <KeyForm model={saved} keys={assistant.keys} hint={kind?.key_hint ?? ''} autoFocus onDone={onClose} />
        </SpaceBetween>
      </Modal>
    );
  }
  return (
    <Modal
      visible
      header={first === undefined ? 'Add model' : 'Edit model'}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} disabled={incomplete} onClick={() => void save()}>
              {first === undefined ? 'Add' : 'Save'}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form onSubmit={onSubmit}>
        <SpaceBetween size="m">
          {problem !== undefined && (
            <Alert type="error" header="It was not kept">
              {problem}
            </Alert>
          )}
          <button type="submit" hidden>
            Save
          </button>
          <NativeSelect
            label="Provider"
            value={fields.kind}
            options={kinds.map(({ kind: value, label }) => ({ value, label }))}
            onChange={(value) => {
              const next = readKind(value);
              if (next !== undefined) change({ kind: next });
            }}
          />
          <ModelName fields={fields} example={kind?.example_model ?? ''} assistant={assistant} onChange={change} id={first?.id} />
          <FormField
            label="Address"
            description="Where its interface begins. Empty for the provider’s own."
            constraintText="https://…; plain http only to this computer. Other hosts than the known ones must stand in the site’s configuration."
          >
            <Input
              value={fields.base_url}
              inputMode="url"
              spellcheck={false}
              placeholder={kind?.default_address ?? ''}
              onChange={({ detail }) => change({ base_url: detail.value })}
            />
          </FormField>
          {fields.kind === 'bedrock' && (
            <FormField label="AWS region" description="Where the model is offered to your account.">
              <Input
                value={fields.region}
                spellcheck={false}
                placeholder="us-east-1"
                onChange={({ detail }) => change({ region: detail.value })}
              />
            </FormField>
          )}
        </SpaceBetween>
      </form>
    </Modal>
  );
}

type ModelNameProps = {
  fields: ModelFields;
  example: string;
  assistant: Assistant;
  onChange: (patch: Partial<ModelFields>) => void;
  id: string | undefined;
};

/** The provider's name of the model, with its own list where it offers one to who asks. */
function ModelName({ fields, example, assistant, onChange, id }: ModelNameProps) {
  const [offered, setOffered] = useState<readonly string[]>([]);
  const [note, setNote] = useState<{ text: string; failed: boolean }>();
  const [busy, setBusy] = useState(false);
  const load = async () => {
    setBusy(true);
    setNote(undefined);
    try {
      const names = await assistant.models.available(
        entryFrom(
          { ...fields, model: fields.model.trim() === '' ? example : fields.model },
          id ?? keyHolder(assistant, fields),
          [],
        ),
      );
      setOffered(names);
      setNote({ text: `${countOf(names.length, 'model')} offered: choose in the field.`, failed: false });
    } catch (error) {
      setNote({ text: errorMessage(error), failed: true });
    } finally {
      setBusy(false);
    }
  };
  return (
    <SpaceBetween size="xs">
      <FormField
        label="Model"
        description="As the provider names it."
        {...(note?.failed === true ? { errorText: note.text } : { constraintText: note?.text })}
        secondaryControl={
          <Button formAction="none" loading={busy} onClick={() => void load()}>
            List models
          </Button>
        }
      >
        <Autosuggest
          value={fields.model}
          options={offered.map((value) => ({ value }))}
          placeholder={example}
          enteredTextLabel={(value) => `Use “${value}”`}
          empty="Write its name, or list those that the provider offers."
          ariaLabel="Model"
          clearAriaLabel="Clear the model"
          onChange={({ detail }) => onChange({ model: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  );
}

/** A model of the same provider whose key can ask for the list. */
function keyHolder({ models }: Assistant, { kind, base_url }: ModelFields): string | undefined {
  return models.list().find((each) => each.kind === kind && (each.base_url ?? '') === base_url.trim() && each.ready)?.id;
}
