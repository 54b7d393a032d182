import { useSyncExternalStore } from 'react';
import type { AwsSessionState } from '../../../core/ports/aws.ts';
import { useAppServices } from '../../app-services.ts';

/** Who is signed in to AWS; follows it. */
export function useAwsSession(): AwsSessionState {
  const { session } = useAppServices().aws;
  return useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => session.state,
  );
}
