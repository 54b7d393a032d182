import { useEffect } from 'react';
import type { Connection } from '../../../core/dataset.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { useLive } from '../../components/use-live.ts';

export type Connections = { all: readonly Connection[]; selected: Connection | undefined; select: (id: string) => void };

const none: readonly Connection[] = [];

/** The connections there are. `key` changes when one may have another status, as after a run. */
export function useConnections(key: string): Connections {
  const services = useAppServices();
  const live = useLive(key, ['tables', 'settings'], async () => (await services.callTool('list_connections', {})).connections);
  const { reload } = live;
  useEffect(() => services.aws.athena.subscribe(reload), [services, reload]);
  const all = live.value ?? none;
  const select = (id: string) => {
    services.callTool('select_connection', { id }).then(reload, (error: unknown) => {
      notices.put({ id: 'connection', type: 'error', header: 'The connection could not be selected', text: errorMessage(error) });
    });
  };
  return { all, selected: all.find((connection) => connection.selected), select };
}
