import { useEffect } from 'react';
import { useAppServices } from '../../app-services.ts';
import { launchedTray } from '../../components/launched-tray.ts';
import { addFiles } from './table-actions.ts';

/** Makes tables of the files that the person opened with the app. */
export function useLaunchedFiles(): void {
  const services = useAppServices();
  useEffect(() => {
    const take = () => {
      const files = launchedTray.take();
      if (files.length > 0) void addFiles(services, files);
    };
    take();
    return launchedTray.subscribe(take);
  }, [services]);
}
