import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/**
 * What Playwright switches off (`disabledFeatures` of its Chromium). Only the last argument of this name counts, so ours repeats it; a
 * test says where Playwright's list has grown.
 */
export const offByPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
];

/** Pages of the browser's own interface that nobody sees headless: each window would load them, in half a second of a processor. */
const unseenPages = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** Headless runs in containers: no sandbox of the browser's own (root), no GPU, and none of the browser's own network use. */
export const chromiumArgs = [
  `--disable-features=${[...offByPlaywright, ...unseenPages].join(',')}`,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'google-chrome-for-testing'];
const PLACES = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium of this machine: the one that `SANDBANK_CHROMIUM` names, else one in a usual place or on the PATH. Undefined where there
 * is none: Playwright's own is then used, if it is installed. Throws where `SANDBANK_CHROMIUM` names nothing that can be run.
 * @returns {string | undefined}
 */
export function findChromium() {
  const named = process.env['SANDBANK_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (canRun(named)) return named;
    throw new Error(`SANDBANK_CHROMIUM is "${named}", which is no program that can be run. Name a Chromium, or unset it.`);
  }
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return [...PLACES, ...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)))].find(canRun);
}

/** What Playwright is started with, wherever it is started. */
export function chromiumLaunchOptions() {
  const executablePath = findChromium();
  return { args: chromiumArgs, ...(executablePath === undefined ? {} : { executablePath }) };
}

/** @param {string} file */
function canRun(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
