import { z } from 'zod';
import { ToolInputError } from '../core/app-error.ts';
import type { FileContent } from '../core/workspace.ts';
import { toBase64 } from './base64.ts';
import type { ToolInputs, ToolOutputs } from './tool-types.ts';
import { defineTool } from './tool.ts';
import { noSuchFile, pathField } from './workspace-fields.ts';

const DEFAULT_LENGTH = 1024 * 1024;
const MAX_LENGTH = 64 * 1024 * 1024;
const MAX_UTF8 = 4;

export const readFile = defineTool<ToolInputs['read_file'], ToolOutputs['read_file']>({
  name: 'read_file',
  description:
    'Answers the content of a workspace file, or a part of it, as text or base64. For texts that you must read yourself; rows of a CSV are for ' +
    'code or SQL, and describe_file says how they look. `bytes` is the size of the whole file; `truncated` says that it goes on after ' +
    'this part: ask again with offset + length. A character that crosses the border of two parts belongs to the first.',
  effect: 'read',
  input: z.strictObject({
    path: pathField,
    offset: z.int().min(0).optional().describe('The first byte to read; 0 where left out.'),
    length: z
      .int()
      .min(1)
      .max(MAX_LENGTH)
      .optional()
      .describe(`Bytes to read at most; ${DEFAULT_LENGTH} where left out, ${MAX_LENGTH} at most.`),
    encoding: z.enum(['utf8', 'base64']).optional().describe('"utf8" (text, the default) or "base64" (any bytes).'),
  }) as z.ZodType<ToolInputs['read_file']>,
  async execute({ path, offset = 0, length = DEFAULT_LENGTH, encoding = 'utf8' }, context) {
    const stored = await context.storage.files.read(path);
    if (stored === undefined) throw await noSuchFile(context, path);
    const { content } = stored;
    const truncated = offset + length < content.size;
    const text =
      encoding === 'base64'
        ? toBase64(await part(content, offset, offset + length))
        : await textPart(path, content, offset, length);
    return { path, content: text, bytes: content.size, truncated };
  },
});

async function part(content: FileContent, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await content.slice(start, Math.min(end, content.size)).arrayBuffer());
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** The characters that begin in the part, so that parts read one after the other give the text without a gap. */
async function textPart(path: string, content: FileContent, offset: number, length: number): Promise<string> {
  const bytes = await part(content, offset, offset + length + MAX_UTF8);
  let start = 0;
  if (offset > 0) while (start < MAX_UTF8 && isContinuation(bytes[start])) start += 1;
  let end = Math.min(length, bytes.length);
  while (end < bytes.length && isContinuation(bytes[end])) end += 1;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(start, Math.max(start, end)));
  } catch {
    throw new ToolInputError(`read_file: path: "${path}" is not UTF-8 text; read it with encoding "base64".`);
  }
}
