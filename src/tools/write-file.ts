import { z } from 'zod';
import { ToolInputError } from '../core/app-error.ts';
import { fromBase64 } from './base64.ts';
import type { ToolInputs, ToolOutputs } from './tool-types.ts';
import { defineTool } from './tool.ts';
import { pathField, refuseMisplaced } from './workspace-fields.ts';

export const writeFile = defineTool<ToolInputs['write_file'], ToolOutputs['write_file']>({
  name: 'write_file',
  description:
    'Writes a whole file of the workspace, new or in place of the one there is. Only for texts that the person wants kept: results are ' +
    'written by the code that made them (execute_code).',
  effect: 'write',
  input: z.strictObject({
    path: pathField,
    content: z.string().describe('The text, or the base64 of the bytes.'),
    encoding: z.enum(['utf8', 'base64']).optional().describe('What content is: "utf8" (the default) or "base64".'),
  }) as z.ZodType<ToolInputs['write_file']>,
  async execute({ path, content, encoding = 'utf8' }, context) {
    await refuseMisplaced(context, 'write_file', path);
    if (!content.isWellFormed()) {
      throw new ToolInputError(
        'write_file: content: holds half of a surrogate pair, which UTF-8 cannot keep; take that character out.',
      );
    }
    const bytes = encoding === 'base64' ? fromBase64(content) : new TextEncoder().encode(content);
    if (bytes === undefined)
      throw new ToolInputError('write_file: content: is no base64; encode the bytes, or leave encoding out for text.');
    const file = await context.storage.files.write(path, bytes);
    return { path: file.path, bytes: file.bytes };
  },
});
