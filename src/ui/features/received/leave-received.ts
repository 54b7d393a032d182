import { receivedTray } from '../../components/received-tray.ts';
import { replaceRoute } from '../../shell/router.ts';

/** Goes to the workbench in the place of this page: neither the address nor the history leads back to what was received. */
export function leaveReceived(workflow?: string): void {
  receivedTray.clear();
  replaceRoute(workflow === undefined ? { page: 'workbench' } : { page: 'workbench', workflow });
}
