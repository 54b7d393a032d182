const KEEP_MS = 60_000;

/** Offers the content as a download of that name. The name's path and what cannot be seen in it are left out. */
export function downloadBlob(content: Blob, path: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = (path.split('/').at(-1) ?? '').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '_') || 'download';
  link.click();
  // The browser reads the content after the click; there is no event that says when it is done.
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}
