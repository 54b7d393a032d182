import { z } from 'zod';
import { NotFoundError, ToolInputError } from '../core/app-error.ts';
import { pathFromOutside } from '../core/workspace.ts';
import { suggestion } from './near-names.ts';
import type { ToolContext } from './tool.ts';

/** A path in the workspace, in its plain form (`./a//b` and `/workspace/a/b` are `a/b`). */
export const pathField = z
  .string()
  .transform((raw, context) => {
    const checked = pathFromOutside(raw);
    if (checked.ok && !/[/\\]$/u.test(raw)) return checked.path;
    const problem = checked.ok ? 'it ends as a folder does; take the slash at its end away' : checked.problem;
    context.addIssue({ code: 'custom', message: `a path of a file in the workspace; ${problem}` });
    return z.NEVER;
  })
  .describe('A path in the workspace, such as data/costs.csv; what Python code calls /workspace/data/costs.csv is the same.');

export async function noSuchFile(context: ToolContext, path: string): Promise<NotFoundError> {
  const known = (await context.storage.files.list()).map((file) => file.path);
  return new NotFoundError(`There is no file "${path.slice(0, 200)}" in the workspace. ${suggestion(path, known, 'files')}`);
}

/** Throws `ToolInputError` where a file of this path would stand in the place of a folder, or inside of a file. */
export async function refuseMisplaced(context: ToolContext, tool: string, path: string): Promise<void> {
  for (const { path: other } of await context.storage.files.list()) {
    if (other.startsWith(`${path}/`))
      throw new ToolInputError(`${tool}: path: "${path}" is a folder (it holds "${other}"); choose another name.`);
    if (path.startsWith(`${other}/`))
      throw new ToolInputError(`${tool}: path: "${other}" is a file, so nothing can be inside of it; choose another folder.`);
  }
  if (path === 'data')
    throw new ToolInputError(`${tool}: path: "data" is the folder of outputs; write a file in it, such as data/costs.csv.`);
}
