import { z } from 'zod';
import { NotFoundError } from '../core/app-error.ts';
import { workspacePath } from '../core/workspace.ts';
import { suggestion } from './near-names.ts';
import type { ToolContext } from './tool.ts';

/** A path in the workspace, in its plain form (`./a//b` is `a/b`). */
export const pathField = z
  .string()
  .transform((raw, context) => {
    const checked = workspacePath(raw);
    if (checked.ok) return checked.path;
    context.addIssue({ code: 'custom', message: checked.problem });
    return z.NEVER;
  })
  .describe('A path in the workspace, such as data/costs.csv.');

export async function noSuchFile(context: ToolContext, path: string): Promise<NotFoundError> {
  const known = (await context.storage.files.list()).map((file) => file.path);
  return new NotFoundError(`There is no file "${path.slice(0, 200)}" in the workspace. ${suggestion(path, known, 'files')}`);
}
