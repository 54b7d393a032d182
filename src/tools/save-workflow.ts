import { z } from 'zod';
import { ToolInputError } from '../core/app-error.ts';
import { codeField, languageField } from './fields.ts';
import type { ToolInputs, ToolOutputs } from './tool-types.ts';
import { defineTool } from './tool.ts';
import { findBuiltin } from './workflow-catalog.ts';

const MAX_NAME = 200;
// Line breaks and other control characters, and marks that make a name read otherwise than it is.
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

const nameField = z
  .string()
  .max(MAX_NAME)
  .refine((name) => name.trim() !== '', { message: 'a name with at least one visible character' })
  .refine((name) => !UNFIT.test(name), { message: 'a name on one line, without control or text-direction characters' })
  .refine((name) => name.isWellFormed(), { message: 'a name in which every character is whole' })
  .describe('The name, unique without regard to case. A name that exists gets its next version.');

export const saveWorkflow = defineTool<ToolInputs['save_workflow'], ToolOutputs['save_workflow']>({
  name: 'save_workflow',
  description:
    'Keeps code as a workflow. A name that exists (compared without case) gets its next version; what is left out stays as it was. ' +
    'Earlier versions are kept. The name of a built-in workflow is refused.',
  effect: 'write',
  input: z.strictObject({
    name: nameField,
    language: languageField,
    code: codeField,
    description: z.string().max(10_000).optional().describe('What it does and for whom.'),
    tags: z.array(z.string().trim().min(1).max(50)).max(50).optional().describe('Short words to find it by.'),
    changelog: z.string().max(10_000).optional().describe('What is new in this version.'),
  }) as z.ZodType<ToolInputs['save_workflow']>,
  execute(input, context) {
    const builtin = findBuiltin(context, input.name);
    if (builtin !== undefined) {
      throw new ToolInputError(
        `save_workflow: name: "${builtin.name}" is a built-in workflow and cannot be changed; save it under another name, such as "My ${builtin.name}".`,
      );
    }
    const { tags, ...rest } = input;
    return context.storage.workflows.save({
      ...rest,
      name: input.name.trim(),
      ...(tags === undefined ? {} : { tags: [...new Set(tags)] }),
    });
  },
});
