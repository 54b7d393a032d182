import { chatSwitchesSchema, type ChatSwitches } from '../../../core/model-provider.ts';

/** The switches that are written, as they stand in their fields. */
export type SwitchTexts = { temperature: string; max_output_tokens: string; step_limit: string; system_prompt: string };

export type ReadSwitches =
  | { ok: true; switches: ChatSwitches }
  | { ok: false; problems: Partial<Record<keyof SwitchTexts, string>> };

const ranges: Record<keyof SwitchTexts, string> = {
  temperature: 'Wants a number from 0 to 2, or nothing.',
  max_output_tokens: 'Wants a whole number from 16 to 200,000, or nothing.',
  step_limit: 'Wants a whole number from 1 to 100.',
  system_prompt: 'At most 20,000 characters.',
};

export function switchTexts({ temperature, max_output_tokens, step_limit, system_prompt }: ChatSwitches): SwitchTexts {
  return {
    temperature: temperature === undefined ? '' : String(temperature),
    max_output_tokens: max_output_tokens === undefined ? '' : String(max_output_tokens),
    step_limit: String(step_limit),
    system_prompt,
  };
}

/** The switches with what is written in the fields, or what is wrong with each. */
export function readSwitches(before: ChatSwitches, texts: SwitchTexts): ReadSwitches {
  const { temperature: _, max_output_tokens: __, ...rest } = before;
  const given = (text: string) => (text.trim() === '' ? undefined : Number(text));
  const temperature = given(texts.temperature);
  const max_output_tokens = given(texts.max_output_tokens);
  const read = chatSwitchesSchema.safeParse({
    ...rest,
    step_limit: given(texts.step_limit) ?? Number.NaN,
    system_prompt: texts.system_prompt,
    ...(temperature === undefined ? {} : { temperature }),
    ...(max_output_tokens === undefined ? {} : { max_output_tokens }),
  });
  if (read.success) return { ok: true, switches: read.data };
  const wrong = new Set(read.error.issues.map(({ path }) => String(path[0])));
  const problems: Partial<Record<keyof SwitchTexts, string>> = {};
  for (const key of Object.keys(ranges) as (keyof SwitchTexts)[]) if (wrong.has(key)) problems[key] = ranges[key];
  return { ok: false, problems };
}
