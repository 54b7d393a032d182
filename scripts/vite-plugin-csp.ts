import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { connectDirective } from './connect-sources.ts';
import { FRAME_SCRIPT, FRAME_SCRIPT_HASH, SANDBOX_POLICY } from '../src/sandbox/frame-script.ts';

/** Trusted Types policies that the page's scripts create, and nothing else: ours, DOMPurify's, Monaco's. */
const TRUSTED_TYPES = [
  SANDBOX_POLICY,
  'sandbank-worker',
  'sandbank-service-worker',
  'sandbank-markdown',
  'dompurify',
  'defaultWorkerFactory',
  'diffEditorWidget',
  'diffReview',
  'domLineBreaksComputer',
  'editorGhostText',
  'editorViewLayer',
  'richScreenReaderContent',
  'standaloneColorizer',
  'stickyScrollViewLayer',
  'tokenizeToString',
];

/**
 * The page's own policy. A sealed frame inherits it and adds its own, so what the frame needs (its script's hash, WebAssembly, blob
 * workers) must be admitted here too. Monaco and Cloudscape need inline styles. What the page may ask, a worker of its own may too:
 * those that see what is not ours (the engine's, the editor's) give their network away when they have started.
 */
export const PAGE_CSP = [
  "default-src 'none'",
  `script-src 'self' '${FRAME_SCRIPT_HASH}' 'wasm-unsafe-eval'`,
  "worker-src 'self' blob:",
  connectDirective(),
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "manifest-src 'self'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  `trusted-types ${TRUSTED_TYPES.join(' ')}`,
].join('; ');

/**
 * Puts the page's policy at the head of the built `index.html`, before anything that it governs. The development server has none: its
 * client and the test runner are inline scripts and sockets of their own.
 */
export function pagePolicy(): Plugin {
  return {
    name: 'sandbank:csp',
    apply: 'build',
    buildStart() {
      const hash = `sha256-${createHash('sha256').update(FRAME_SCRIPT).digest('base64')}`;
      if (hash !== FRAME_SCRIPT_HASH) this.error(`FRAME_SCRIPT_HASH in src/sandbox/frame-script.ts must be '${hash}'`);
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: PAGE_CSP }, injectTo: 'head-prepend' },
      ],
    },
  };
}
