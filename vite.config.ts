import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { embedClient } from './scripts/vite-plugin-embed-client.ts';
import { guestText } from './scripts/guest-text.ts';
import { pagePolicy } from './scripts/vite-plugin-csp.ts';
import { iifeWorkers } from './scripts/vite-plugin-iife.ts';
import { thirdPartyLicenses } from './scripts/vite-plugin-licenses.ts';
import { serviceWorker } from './scripts/vite-plugin-service-worker.ts';

const xmlParser = fileURLToPath(new URL('node_modules/@aws-sdk/xml-builder/dist-es/xml-parser.js', import.meta.url));

export default defineConfig({
  // Relative, so that one build works under any sub-path.
  base: './',
  // AWS's clients read XML with DOMParser in a browser, which the page's policy (Trusted Types) refuses; for Node they have a reader of
  // their own, which needs nothing.
  resolve: {
    alias: [{ find: /^\.\/xml-parser$/u, replacement: xmlParser }],
  },
  plugins: [react(), guestText(), iifeWorkers(), pagePolicy(), thirdPartyLicenses(), embedClient(), serviceWorker()],
  build: {
    target: 'es2024',
    outDir: process.env['SANDBANK_OUT'] ?? 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'zod-core',
              test: /zod\/v4\/core\/core\.js$|src\/core\/configure-zod\.ts$/u,
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
  },
});
