import { expect, it } from 'vitest';
import { modelEntrySchema } from '../../../core/model-provider.ts';
import { entryFrom, fieldsOf } from './models-entry.ts';

it('makes an id that the schema takes and no other model has', () => {
  const fields = { ...fieldsOf(undefined), model: ' meta/llama 3:70b ' };
  const first = entryFrom(fields, undefined, []);
  expect(modelEntrySchema.parse(first)).toEqual({ id: 'openai-meta-llama-3-70b', kind: 'openai', model: 'meta/llama 3:70b' });
  expect(entryFrom(fields, undefined, [first.id]).id).toBe('openai-meta-llama-3-70b-2');
  expect(modelEntrySchema.safeParse(entryFrom({ ...fields, model: 'x'.repeat(200) }, undefined, [])).success).toBe(true);
});

it('keeps the id of what is changed, and a region for Bedrock only', () => {
  const fields = { kind: 'bedrock' as const, model: 'm', base_url: '', region: 'us-east-1' };
  expect(entryFrom(fields, 'mine', ['mine'])).toEqual({ id: 'mine', kind: 'bedrock', model: 'm', region: 'us-east-1' });
  expect(entryFrom({ ...fields, kind: 'groq', base_url: ' https://x.example ' }, 'mine', [])).toEqual({
    id: 'mine',
    kind: 'groq',
    model: 'm',
    base_url: 'https://x.example',
  });
});
