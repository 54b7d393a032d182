import type { KnownSigner, LocalOrigin, ReceivedWorkflow } from '../../../core/ports/sharing.ts';
import { nameKey } from '../../../core/workflow.ts';
import type { LoadedWorkflow } from '../../../tools/tool-types.ts';
import { useAppServices } from '../../app-services.ts';
import { useLive, type Live } from '../../components/use-live.ts';
import { matchOrigin } from './compare.ts';

/** What there is here already of what was received. */
export type LocalMatches = {
  /**
   * The local workflow of the same origin, as it is now: the one that the same key has signed, else the person's own that is sent under
   * it, else the one that was imported last. `otherwise` is another of them, which that key has not signed.
   */
  sameOrigin?: { workflow: LoadedWorkflow; origin: LocalOrigin; otherwise?: { name: string; origin: LocalOrigin } };
  /** Another one of the same name. */
  sameName?: LoadedWorkflow;
  /** Names of all workflows, those that are built in too. */
  names: string[];
  signers: KnownSigner[];
};

/** Follows what is stored; reads only. */
export function useLocalMatches({ workflow, signature }: ReceivedWorkflow): Live<LocalMatches> {
  const { origin, name, version } = workflow;
  const { callTool, sharing } = useAppServices();
  const key = signature.state === 'valid' ? signature.key_id : signature.state;
  return useLive(`${origin} ${version} ${key} ${name}`, ['workflows', 'sharing'], async () => {
    const loaded = await sharing();
    const [{ workflows }, origins, signers] = await Promise.all([
      callTool('list_workflows', {}),
      loaded.importedFrom(origin),
      loaded.knownSigners(),
    ]);
    const own = new Map(workflows.flatMap((each) => (each.builtin ? [] : [[each.id, each.name] as const])));
    const { matched: there, otherwise } = matchOrigin(
      signature,
      origins.filter(({ workflow_id }) => own.has(workflow_id)),
    );
    const other = otherwise && { name: own.get(otherwise.workflow_id) ?? '', origin: otherwise };
    const named = workflows.find((each) => nameKey(each.name) === nameKey(name) && each.id !== there?.workflow_id);
    const [sameOrigin, sameName] = await Promise.all([
      there && callTool('load_workflow', { id: there.workflow_id }),
      named && callTool('load_workflow', { id: named.id }),
    ]);
    return {
      ...(there === undefined || sameOrigin === undefined
        ? {}
        : { sameOrigin: { workflow: sameOrigin, origin: there, ...(other && { otherwise: other }) } }),
      ...(sameName === undefined ? {} : { sameName }),
      names: workflows.map((each) => each.name),
      signers,
    };
  });
}
