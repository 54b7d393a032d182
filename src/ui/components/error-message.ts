/** What to tell a person of something that was thrown. The app's own errors name the field, the value and the fix already. */
export function errorMessage(error: unknown): string {
  if (error instanceof Error && error.message !== '') return error.message;
  return typeof error === 'string' && error !== '' ? error : `Something went wrong: ${String(error)}`;
}
