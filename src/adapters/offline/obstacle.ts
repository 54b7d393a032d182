import { pageVersion } from './this-build.ts';

/** Why this page can't be had without a network, for the person to read; undefined where nothing stands against it. */
export function obstacle(): string | undefined {
  if (window.top !== window.self) return 'Sandbank is shown inside another page. Open it in a tab of its own.';
  if (pageVersion() === undefined) return 'This is a development server; a built app can be kept.';
  if (!isSecureContext)
    return 'This page came unencrypted, and browsers then keep nothing that starts without a network. Open it by https:// (or from localhost).';
  if (!('serviceWorker' in navigator))
    return 'This browser has no service workers here, by which a page starts without a network. Some have none in private windows.';
  return undefined;
}
