import type { Abort } from '../../core/ports/abort.ts';
import type { ArchiveReader } from './archive-reader.ts';
import type { Breather } from './breathe.ts';
import type { TheirWorkflow } from './plan-workflows.ts';
import { workflowLineSchema, type WorkflowLine } from './record-schemas.ts';

type Opened = TheirWorkflow & { expected: number };

/** The archive's workflows, whole or not at all. What is wrong with one is told, and the others are read all the same. */
export async function readWorkflows(
  archive: ArchiveReader,
  breather: Breather,
  onProblem: (problem: string) => void,
  signal?: Abort,
): Promise<TheirWorkflow[]> {
  const found = new Map<string, TheirWorkflow>();
  let opened: Opened | undefined;
  const close = (): void => {
    if (opened === undefined) return;
    const { expected, ...workflow } = opened;
    opened = undefined;
    const what = `The workflow "${workflow.name}"`;
    if (found.has(workflow.id)) onProblem(`${what}: the back-up holds its id twice; the first is taken.`);
    else if (workflow.versions.length !== expected)
      onProblem(`${what}: ${workflow.versions.length} of its ${expected} versions can be read, so that it is left out.`);
    else found.set(workflow.id, workflow);
  };
  for await (const { where, record } of archive.records('workflows', workflowLineSchema, breather, signal)) {
    if (!record.ok) onProblem(`A workflow (${where}): ${record.problem}.`);
    else if (record.value.kind === 'workflow') {
      close();
      const { kind: _, versions, ...head } = record.value;
      opened = { ...head, expected: versions, versions: [] };
    } else if (opened === undefined || !follows(opened, record.value))
      onProblem(`A version of a workflow (${where}): it stands in no workflow, or not in its order.`);
    else {
      const { kind: _, ...version } = record.value;
      opened.versions.push({ workflow_id: opened.id, ...version });
    }
  }
  close();
  return [...found.values()];
}

function follows({ versions }: Opened, { version }: Extract<WorkflowLine, { kind: 'version' }>): boolean {
  return version > (versions.at(-1)?.version ?? 0);
}
