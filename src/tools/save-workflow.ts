import { z } from 'zod';
import { NotFoundError, ToolInputError } from '../core/app-error.ts';
import type { Json } from '../core/json.ts';
import type { SaveWorkflow } from '../core/ports/stores.ts';
import { workflowNameSchema } from '../core/workflow-name.ts';
import { codeField, languageField } from './fields.ts';
import type { ToolInputs, ToolOutputs } from './tool-types.ts';
import { parseInput } from './parse-input.ts';
import { defineTool, type ToolContext } from './tool.ts';
import { findBuiltin } from './workflow-catalog.ts';

const nameField = workflowNameSchema.describe(
  'The name, unique without regard to case, such as "Team costs". A name that exists gets its next version.',
);

export const saveWorkflow = defineTool<ToolInputs['save_workflow'], ToolOutputs['save_workflow']>({
  name: 'save_workflow',
  description:
    'Keeps code as a workflow that can be run again with other params. Use it only when the person asks to save, and only with code that ' +
    'has run without an error. A name that exists (compared without case) gets its next version, earlier ones are kept, and what is left ' +
    'out (description, tags) stays as it was. The name of a built-in workflow is refused: choose another. Answers id, name and version.',
  effect: 'write',
  input: z.strictObject({
    name: nameField,
    language: languageField,
    code: codeField,
    description: z
      .string()
      .max(10_000)
      .optional()
      .describe('What it does and for whom, in a sentence or two: "Cost by team and month, for the finance call."'),
    tags: z
      .array(z.string().trim().min(1).max(50))
      .max(50)
      .optional()
      .describe('Short words to find it by, without #: ["monthly", "team"].'),
    changelog: z.string().max(10_000).optional().describe('What is new in this version: "Amortized cost in place of unblended".'),
  }) as z.ZodType<ToolInputs['save_workflow']>,
  execute: (input, context) => keepWorkflow(input, context),
});

/**
 * Saves as `save_workflow` does, and takes over the parameters' form of the workflow that the code was made from: what a person copies
 * asks the same questions. `from` is its id; where there is none any more, there is no form.
 */
export async function saveCopy(
  from: string,
  input: ToolInputs['save_workflow'],
  context: ToolContext,
): Promise<ToolOutputs['save_workflow']> {
  const checked = parseInput(saveWorkflow, input);
  return await keepWorkflow(checked, context, await formOf(from, context));
}

/** Where a received workflow goes: to one of its own, or to the next version of the workflow of this id. */
export type ReceivedPlace = { as: 'new' } | { as: 'next version'; of: string };

/**
 * Saves a workflow that somebody sent, with its parameters' form. A name that is taken is refused, so that it never becomes a version
 * of a workflow that the person did not mean.
 */
export async function saveReceived(
  { params_schema, ...rest }: SaveWorkflow,
  place: ReceivedPlace,
  context: ToolContext,
): Promise<ToolOutputs['save_workflow']> {
  const checked = parseInput(saveWorkflow, rest);
  const there = await context.storage.workflows.findByName(checked.name);
  if (place.as === 'new' && there !== undefined)
    throw new ToolInputError(`name: there is a workflow "${there.name}" already; choose another name`);
  if (place.as === 'next version' && there?.id !== place.of)
    throw new NotFoundError(`The workflow "${checked.name}" is not there any more; import it as a new one.`);
  // What is left out stays as it was in the version before: a form that there is no more is null.
  return await keepWorkflow(checked, context, params_schema ?? (place.as === 'new' ? undefined : null));
}

async function formOf(id: string, context: ToolContext): Promise<Json | undefined> {
  const builtin = context.builtins.find((each) => each.id === id);
  return (builtin ?? (await context.storage.workflows.version(id)))?.params_schema;
}

async function keepWorkflow(
  { tags, ...rest }: ToolInputs['save_workflow'],
  context: ToolContext,
  form?: Json,
): Promise<ToolOutputs['save_workflow']> {
  const builtin = findBuiltin(context, rest.name);
  if (builtin !== undefined) {
    throw new ToolInputError(
      `save_workflow: name: "${builtin.name}" is a built-in workflow and cannot be changed; save it under another name, such as "My ${builtin.name}".`,
    );
  }
  return await context.storage.workflows.save({
    ...rest,
    name: rest.name.trim(),
    ...(tags === undefined ? {} : { tags: [...new Set(tags)] }),
    ...(form === undefined ? {} : { params_schema: form }),
  });
}
