/** Why a file cannot be a table. The message does not name the file: the caller does. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
}
