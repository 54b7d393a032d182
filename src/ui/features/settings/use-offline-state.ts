import { useEffect, useState } from 'react';
import type { Offline, OfflineFiles, OfflineState } from '../../../core/ports/offline.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';

export type OfflineShown = {
  offline: Offline | undefined;
  state: OfflineState | undefined;
  files: OfflineFiles | undefined;
  problem: string | undefined;
  /** Looks anew what is on this computer. */
  look: () => void;
};

/** What is kept of the app on this computer; follows it. */
export function useOfflineState(): OfflineShown {
  const services = useAppServices();
  const [offline, setOffline] = useState<Offline>();
  const [state, setState] = useState<OfflineState>();
  const [files, setFiles] = useState<OfflineFiles>();
  const [problem, setProblem] = useState<string>();
  const [looked, setLooked] = useState(0);
  const fail = (error: unknown) => setProblem(errorMessage(error));

  useEffect(() => {
    services.offline().then(setOffline, fail);
  }, [services]);
  useEffect(() => {
    if (offline === undefined) return;
    const show = () => setState(offline.state());
    show();
    return offline.subscribe(show);
  }, [offline]);
  const ready = state?.kept.kind === 'ready';
  useEffect(() => {
    if (offline !== undefined && ready) offline.files().then(setFiles, fail);
  }, [offline, ready, looked]);
  return { offline, state, files, problem, look: () => setLooked((before) => before + 1) };
}
