import { launchedTray } from '../components/launched-tray.ts';
import { notices } from '../components/notices/notice-store.ts';
import { receivedTray } from '../components/received-tray.ts';
import { visibleText } from '../components/visible-text.ts';
import { errorMessage } from '../components/error-message.ts';
import { navigate } from './router.ts';

type LaunchQueue = { setConsumer: (take: (launch: { files?: readonly FileSystemFileHandle[] }) => void) => void };

const DATA = /\.(?:csv|tsv|txt|gz)$/iu;
const WORKFLOW = /\.json$/iu;

/** Takes the files that the person opens with the installed app: data becomes tables, a workflow is shown before anything is done. */
export function takeLaunchedFiles(): void {
  const queue = Reflect.get(globalThis, 'launchQueue') as LaunchQueue | undefined;
  queue?.setConsumer(({ files = [] }) => void take(files));
}

async function take(handles: readonly FileSystemFileHandle[]): Promise<void> {
  for (const handle of handles) {
    const name = visibleText(handle.name);
    try {
      await takeFile(handle);
    } catch (error) {
      notices.put({
        id: `launch-${handle.name}`,
        type: 'error',
        page: 'every',
        header: `${name} could not be opened`,
        text: errorMessage(error),
      });
    }
  }
}

async function takeFile(handle: FileSystemFileHandle): Promise<void> {
  const isData = DATA.test(handle.name);
  if (!isData && !WORKFLOW.test(handle.name))
    throw new Error('Sandbank opens CSV and CSV.gz files, and workflow files (.sandbank.json).');
  const content = await handle.getFile();
  if (isData) {
    launchedTray.put([{ name: content.name, content, last_modified: content.lastModified, handle }]);
    navigate({ page: 'data' });
  } else {
    receivedTray.put({ name: content.name, content });
    navigate({ page: 'received' });
  }
}
