import type { KnownSigner, WorkflowOrigin } from '../../../core/ports/sharing.ts';
import type { SharedWorkflow } from '../../../core/share/shared-workflow.ts';
import { nameKey } from '../../../core/workflow.ts';
import type { LoadedWorkflow } from '../../../tools/tool-types.ts';
import { useAppServices } from '../../app-services.ts';
import { useLive, type Live } from '../../components/use-live.ts';

/** What there is here already of what was received. */
export type LocalMatches = {
  /** The local workflow of the same origin, as it is now: the person's own that is sent under it, else the one that was imported last. */
  sameOrigin?: { workflow: LoadedWorkflow; origin: WorkflowOrigin };
  /** Another one of the same name. */
  sameName?: LoadedWorkflow;
  /** Names of all workflows, those that are built in too. */
  names: string[];
  signers: KnownSigner[];
};

/** Follows what is stored; reads only. */
export function useLocalMatches({ origin, name, version }: SharedWorkflow): Live<LocalMatches> {
  const { callTool, sharing } = useAppServices();
  return useLive(`${origin} ${version} ${name}`, ['workflows', 'sharing'], async () => {
    const loaded = await sharing();
    const [{ workflows }, origins, signers] = await Promise.all([
      callTool('list_workflows', {}),
      loaded.importedFrom(origin),
      loaded.knownSigners(),
    ]);
    const there = origins.find(({ workflow_id }) => workflows.some(({ id, builtin }) => id === workflow_id && !builtin));
    const named = workflows.find((each) => nameKey(each.name) === nameKey(name) && each.id !== there?.workflow_id);
    const [sameOrigin, sameName] = await Promise.all([
      there && callTool('load_workflow', { id: there.workflow_id }),
      named && callTool('load_workflow', { id: named.id }),
    ]);
    return {
      ...(there === undefined || sameOrigin === undefined ? {} : { sameOrigin: { workflow: sameOrigin, origin: there } }),
      ...(sameName === undefined ? {} : { sameName }),
      names: workflows.map((each) => each.name),
      signers,
    };
  });
}
