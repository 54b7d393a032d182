import { z } from 'zod';
import type { WorkflowSummary } from '../core/workflow.ts';
import { languageField } from './fields.ts';
import type { ToolInputs, ToolOutputs } from './tool-types.ts';
import { defineTool } from './tool.ts';
import { allWorkflows } from './workflow-catalog.ts';

const folded = (text: string): string => text.normalize('NFC').toLocaleLowerCase('en-US');

function matches(workflow: WorkflowSummary, words: string[]): boolean {
  const text = folded([workflow.name, workflow.description, ...workflow.tags].join('\n'));
  return words.every((word) => text.includes(word));
}

export const listWorkflows = defineTool<ToolInputs['list_workflows'], ToolOutputs['list_workflows']>({
  name: 'list_workflows',
  description:
    'Lists saved and built-in workflows with id, name, description, tags, language and last run, newest change first, built-in ones last. ' +
    'Look here before you write a report of your own: there may be one that answers the question. Filters narrow the list together; ' +
    'without any it is whole. The code and the params are in load_workflow.',
  effect: 'read',
  input: z.strictObject({
    query: z.string().max(1000).optional().describe('Words that all stand in the name, the description or a tag: "cost team".'),
    tag: z.string().max(50).optional().describe('A tag that it has, without #, compared without case: "report".'),
    language: languageField.optional(),
  }) as z.ZodType<ToolInputs['list_workflows']>,
  async execute(input, context) {
    const words = folded(input.query ?? '')
      .split(/\s+/u)
      .filter((word) => word !== '');
    const workflows = (await allWorkflows(context)).filter(
      (workflow) =>
        matches(workflow, words) &&
        (input.language === undefined || workflow.language === input.language) &&
        (input.tag === undefined || workflow.tags.some((tag) => folded(tag) === folded(input.tag ?? ''))),
    );
    return { workflows };
  },
});
