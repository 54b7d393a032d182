import { ShareError } from '../../core/app-error.ts';

/** Throws `ShareError` where the browser has no cryptography for this page. */
export function needSecureContext(): void {
  if ((crypto as Partial<Crypto>).subtle !== undefined) return;
  throw new ShareError(
    'wrong_content',
    'The browser gives this page no cryptography, since its address is not https. Open Sandbank by https, or on this computer.',
  );
}
