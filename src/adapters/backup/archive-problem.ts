import {
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_ENCRYPTED,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_OVERLAPPING_ENTRY,
  ERR_UNSAFE_FILENAME,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { AppError, ShareError } from '../../core/app-error.ts';
import type { Abort } from '../../core/ports/abort.ts';

/** What is told of an archive that cannot be read, from what was thrown while it was. */
export function archiveProblem(error: unknown, signal: Abort | undefined): unknown {
  if (error instanceof AppError || signal?.aborted === true) return error;
  const message = error instanceof Error ? error.message : String(error);
  const options = { cause: error };
  if (message === ERR_ENCRYPTED || message === ERR_ENCRYPTED_CENTRAL_DIRECTORY)
    return new ShareError('wrong_content', ENCRYPTED, options);
  if (message === ERR_UNSAFE_FILENAME) return new ShareError('wrong_content', UNSAFE, options);
  if (message === ERR_AMBIGUOUS_ARCHIVE || message === ERR_OVERLAPPING_ENTRY) return new ShareError('damaged', TWO_WAYS, options);
  if (error instanceof DOMException && (error.name === 'NotReadableError' || error.name === 'NotFoundError'))
    return new ShareError('damaged', MOVED, options);
  return new ShareError('damaged', `${DAMAGED} (${message.slice(0, 200)})`, options);
}

export const ENCRYPTED =
  'The archive is encrypted, and back-ups of Sandbank are not. Decrypt it with the program that encrypted it, then open it here.';
const UNSAFE =
  'The archive holds a name that leads out of its folder. No back-up of Sandbank does: it was made or changed by somebody else. Nothing of it was taken.';
const TWO_WAYS =
  'The archive can be read in two ways: it holds a name twice, parts of it lie over each other, or something stands before or after it. Ask for it again.';
const MOVED = 'The file was moved, changed or deleted since it was chosen. Choose it again.';
const DAMAGED = 'The archive is cut off or damaged. Copy or download it again; where that does not help, use an earlier back-up.';
