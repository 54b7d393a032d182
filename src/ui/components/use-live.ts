import { useCallback, useEffect, useRef, useState } from 'react';
import type { StoreName } from '../../core/ports/stores.ts';
import { useAppServices } from '../app-services.ts';
import { errorMessage } from './error-message.ts';

/** `value` is the last one there was, also while a newer one loads or after one failed. */
export type Live<T> = { value: T | undefined; loading: boolean; error: string | undefined; reload: () => void };

/**
 * Loads a value when `key` changes, when one of `stores` changes in this tab or another, and on `reload`. An answer that a later
 * question has overtaken is dropped.
 */
export function useLive<T>(key: string, stores: readonly StoreName[], load: () => Promise<T>): Live<T> {
  const { changes } = useAppServices();
  const [state, setState] = useState<Omit<Live<T>, 'reload'>>({ value: undefined, loading: true, error: undefined });
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  const question = useRef(0);

  const reload = useCallback(() => {
    const mine = ++question.current;
    setState((before) => ({ ...before, loading: true }));
    latest.current().then(
      (value) => {
        if (mine === question.current) setState({ value, loading: false, error: undefined });
      },
      (error: unknown) => {
        if (mine === question.current) setState((before) => ({ ...before, loading: false, error: errorMessage(error) }));
      },
    );
  }, []);

  const watched = stores.join(' ');
  useEffect(() => {
    reload();
    return changes.subscribe((change) => {
      if (watched.split(' ').includes(change.store)) reload();
    });
  }, [key, reload, changes, watched]);

  return { ...state, reload };
}
