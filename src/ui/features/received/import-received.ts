import type { ReceivedWorkflow } from '../../../core/ports/sharing.ts';
import type { ReceivedPlace } from '../../../tools/save-workflow.ts';
import type { AppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { visibleText } from '../../components/visible-text.ts';

const MAX_TAG = 50;

/** Saves what was received and remembers where it came from; answers its id. Throws where it is not saved. */
export async function importReceived(
  services: AppServices,
  { workflow, signature }: ReceivedWorkflow,
  from: 'link' | 'file',
  { name, place }: { name: string; place: ReceivedPlace },
): Promise<string> {
  const { language, code, description, tags, params_schema, changelog, origin, version } = workflow;
  const saved = await services.workflows.saveReceived(
    {
      name,
      language,
      code,
      description,
      tags: tags.map((tag) => tag.trim().slice(0, MAX_TAG).toWellFormed()).filter((tag) => tag !== ''),
      changelog: changelog ?? `Received as a ${from}: version ${version} of its sender’s`,
      ...(params_schema === undefined ? {} : { params_schema }),
    },
    place,
  );
  const header = `“${visibleText(saved.name)}” is imported as version ${saved.version}`;
  try {
    const sharing = await services.sharing();
    await sharing.rememberImport({
      workflow_id: saved.id,
      origin,
      version,
      ...(signature.state === 'valid' ? { key_id: signature.key_id } : {}),
      imported_at: new Date().toISOString(),
    });
    notices.put({ id: 'imported', type: 'success', page: 'workbench', header, text: 'It has not run.' });
  } catch (error) {
    const text = `Where it came from was not kept, so that a newer one will not be known as its next version: ${errorMessage(error)}`;
    notices.put({ id: 'imported', type: 'warning', page: 'workbench', header, text });
  }
  return saved.id;
}
