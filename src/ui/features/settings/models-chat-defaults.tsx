import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useEffect, useState } from 'react';
import type { Assistant } from '../../../assistant/assistant.ts';
import { askOptions, readAskMode } from '../../components/model-key/ask-labels.ts';
import { readSwitches, switchTexts, type SwitchTexts } from '../../components/model-key/switch-texts.ts';
import { useModels } from '../../components/model-key/use-models.ts';
import { NativeSelect } from '../../components/native-select.tsx';
import { notices } from '../../components/notices/notice-store.ts';
import { visibleText } from '../../components/visible-text.ts';
import { useSettings } from './use-settings.ts';

/** How a new conversation is answered; one that goes on keeps its own switches. */
export function ChatDefaults({ assistant }: { assistant: Assistant }) {
  const { settings, update } = useSettings();
  const models = useModels(assistant);
  const { chat } = settings;
  const [texts, setTexts] = useState<SwitchTexts>(() => switchTexts(chat));
  // Another tab may have changed them.
  useEffect(() => setTexts(switchTexts(chat)), [chat]);
  const read = readSwitches(chat, texts);
  const problems = read.ok ? {} : read.problems;
  const kept = switchTexts(chat);
  const changed = Object.keys(kept).some((key) => texts[key as keyof SwitchTexts] !== kept[key as keyof SwitchTexts]);
  const save = async () => {
    if (!read.ok || !(await update({ chat: read.switches }))) return;
    notices.put({
      id: 'chat-defaults',
      type: 'success',
      header: 'The defaults are saved',
      text: 'They hold for new conversations.',
    });
  };
  const change = (patch: Partial<SwitchTexts>) => setTexts((before) => ({ ...before, ...patch }));
  const field = (key: 'temperature' | 'max_output_tokens' | 'step_limit', label: string, description: string) => (
    <FormField label={label} description={description} {...(problems[key] === undefined ? {} : { errorText: problems[key] })}>
      <Input type="number" step="any" value={texts[key]} onChange={({ detail }) => change({ [key]: detail.value })} />
    </FormField>
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="How a new conversation is answered. Each has its own switches in the chat."
          actions={
            <Button
              variant="primary"
              disabled={!changed || !read.ok}
              disabledReason={read.ok ? 'They are saved as they stand here.' : 'Correct what is marked.'}
              onClick={() => void save()}
            >
              Save defaults
            </Button>
          }
        >
          Chat
        </Header>
      }
    >
      <SpaceBetween size="m">
        <SpaceBetween direction="horizontal" size="l" alignItems="center">
          <NativeSelect
            label="Model"
            value={chat.model_id ?? ''}
            options={[
              // The chat falls back on it by itself.
              { value: '', label: 'The first that is ready' },
              ...models.map(({ id, model }) => ({ value: id, label: visibleText(model) })),
              ...(chat.model_id !== null && !models.some(({ id }) => id === chat.model_id)
                ? [{ value: chat.model_id, label: `${visibleText(chat.model_id)} (removed)` }]
                : []),
            ]}
            onChange={(value) => void update({ chat: { ...chat, model_id: value === '' ? null : value } })}
          />
          <NativeSelect
            label="Ask"
            value={chat.ask}
            options={askOptions}
            onChange={(value) => {
              const ask = readAskMode(value);
              if (ask !== undefined) void update({ chat: { ...chat, ask } });
            }}
          />
          <Checkbox
            checked={chat.code_execution}
            onChange={({ detail }) => void update({ chat: { ...chat, code_execution: detail.checked } })}
          >
            Code execution
          </Checkbox>
        </SpaceBetween>
        <ColumnLayout columns={3}>
          {field('temperature', 'Temperature', 'From 0 to 2; empty for the provider’s own.')}
          {field('max_output_tokens', 'Tokens of an answer', 'From 16 to 200,000; empty for the provider’s own.')}
          {field('step_limit', 'Steps of an answer', 'How often the model may go on after a tool: 1 to 100.')}
        </ColumnLayout>
        <FormField
          label="Added to the system prompt"
          description="What the model should always know: names of your accounts, your fiscal year, how you want figures."
          {...(problems.system_prompt === undefined ? {} : { errorText: problems.system_prompt })}
        >
          <Textarea rows={4} value={texts.system_prompt} onChange={({ detail }) => change({ system_prompt: detail.value })} />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
