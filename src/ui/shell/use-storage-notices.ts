import { useEffect } from 'react';
import { useAppServices } from '../app-services.ts';
import { formatBytes } from '../components/format-bytes.ts';
import { notices } from '../components/notices/notice-store.ts';

const ALMOST_FULL = 0.95;

/** Tells the person, once it is so, that nothing outlives the tab, that something blocks the storage, or that it is almost full. */
export function useStorageNotices(): void {
  const { storage, changes } = useAppServices();
  useEffect(() => {
    let told = '';
    const look = async () => {
      const status = await storage.status();
      const full = status.quota_bytes > 0 && status.usage_bytes / status.quota_bytes > ALMOST_FULL;
      const almost = `${formatBytes(status.usage_bytes)} of ${formatBytes(status.quota_bytes)} are used. Delete runs or files that you no longer need.`;
      const text = status.problem ?? (full ? almost : undefined);
      if (text === undefined || text === told) return;
      told = text;
      const header =
        status.backend === 'memory'
          ? 'Nothing is kept after this tab closes'
          : full
            ? 'Storage is almost full'
            : 'Storage needs attention';
      notices.put({ id: 'storage', type: 'warning', header, text, page: 'every' });
    };
    const report = (error: unknown) => console.error(error);
    look().catch(report);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = changes.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void look().catch(report), 2000);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [storage, changes]);
}
