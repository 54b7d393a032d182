import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { guestText } from './scripts/guest-text.ts';
import { pagePolicy } from './scripts/vite-plugin-csp.ts';
import { iifeWorkers } from './scripts/vite-plugin-iife.ts';
import { thirdPartyLicenses } from './scripts/vite-plugin-licenses.ts';

export default defineConfig({
  // Relative, so that one build works under any sub-path.
  base: './',
  plugins: [react(), guestText(), iifeWorkers(), pagePolicy(), thirdPartyLicenses()],
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
