import { AwsError } from '../../core/app-error.ts';

/** Whether the same call may well be answered a moment later: the network, a limit of rates, a fault of AWS. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof AwsError)) return false;
  if (error.code === 'NetworkError' || (error.status ?? 0) >= 500) return true;
  return /Throttl|TooManyRequests|RequestLimitExceeded|InternalServer|InternalService|ServiceUnavailable|SlowDown/u.test(
    error.code,
  );
}
