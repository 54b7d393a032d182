/** Lets the person keep `content` as a file. Only the last part of `name`'s path is used. */
export function downloadBlob(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = fileNameOf(name);
  anchor.click();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A name that every file system takes: no path, no control or direction characters, at most 150 characters. */
export function fileNameOf(name: string): string {
  const last = name.split(/[/\\]/u).at(-1) ?? '';
  const clean = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}<>:"|?*]/gu, '_')
    .replace(/^\.+/u, '')
    .trim();
  return clean === '' ? 'download' : clean.slice(-150);
}
