import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import { useEffect, useRef, useState } from 'react';
import type { SwitchesPatch } from '../../../assistant/assistant.ts';
import type { ChatSwitches } from '../../../core/model-provider.ts';
import { useAppServices } from '../../app-services.ts';
import { readSwitches, switchTexts, type SwitchTexts } from '../../components/model-key/switch-texts.ts';

type MoreSettingsProps = { switches: ChatSwitches; onChange: (patch: SwitchesPatch) => void };

const names: readonly (keyof SwitchTexts)[] = ['temperature', 'max_output_tokens', 'step_limit', 'system_prompt'];

/** How the model of this conversation answers. A field is kept when it is left; one that is wrong says so, and what was kept holds on. */
export function MoreSettings({ switches, onChange }: MoreSettingsProps) {
  const { settings } = useAppServices();
  const [texts, setTexts] = useState(() => switchTexts(switches));
  const shown = useRef(texts);
  useEffect(() => {
    // What was kept in another tab, or put in the place of an empty field.
    const kept = switchTexts(switches);
    const changed = names.filter((name) => kept[name] !== shown.current[name]);
    shown.current = kept;
    setTexts((before) => ({ ...before, ...Object.fromEntries(changed.map((name) => [name, kept[name]])) }));
  }, [switches]);

  const defaultSteps = settings.current().chat.step_limit;
  const meant = (name: keyof SwitchTexts, text: string) =>
    name === 'step_limit' && text.trim() === '' ? String(defaultSteps) : text;
  const read = (name: keyof SwitchTexts) =>
    readSwitches(switches, { ...switchTexts(switches), [name]: meant(name, texts[name]) });
  const keep = (name: keyof SwitchTexts) => {
    const found = read(name);
    if (!found.ok) return;
    setTexts((before) => ({ ...before, [name]: switchTexts(found.switches)[name] }));
    if (found.switches[name] !== switches[name]) onChange({ [name]: found.switches[name] });
  };
  const problem = (name: keyof SwitchTexts) => {
    const found = read(name);
    return found.ok ? {} : { errorText: found.problems[name] };
  };
  const number = (name: Exclude<keyof SwitchTexts, 'system_prompt'>, label: string, hint: string) => (
    <FormField label={label} constraintText={hint} {...problem(name)}>
      <Input
        type="number"
        step="any"
        value={texts[name]}
        onChange={({ detail }) => setTexts({ ...texts, [name]: detail.value })}
        onBlur={() => keep(name)}
        onKeyDown={({ detail }) => {
          if (detail.key === 'Enter') keep(name);
        }}
      />
    </FormField>
  );
  return (
    <div className="chat-more" role="group" aria-label="More settings of this conversation">
      {number('temperature', 'Temperature', '0 to 2; empty: the provider’s own')}
      {number('max_output_tokens', 'Tokens of an answer', '16 to 200,000; empty: the provider’s own')}
      {number('step_limit', 'Steps of an answer', `1 to 100; empty: ${defaultSteps}`)}
      <div className="chat-more-wide">
        <FormField label="Added to the system prompt" {...problem('system_prompt')}>
          <Textarea
            rows={3}
            placeholder="What the model should know in this conversation"
            value={texts.system_prompt}
            onChange={({ detail }) => setTexts({ ...texts, system_prompt: detail.value })}
            onBlur={() => keep('system_prompt')}
          />
        </FormField>
      </div>
    </div>
  );
}
