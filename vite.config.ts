import { svelte } from '@sveltejs/vite-plugin-svelte';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { playwright } from '@vitest/browser-playwright';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { launchOptions } from './src/dev/browser.js';
import { siteFiles } from './src/dev/site-files.js';
import { engineFiles, pagePolicy, sampleShop, textsAsOne } from './src/dev/vite-plugins.js';

const root = import.meta.dirname;
const messages = () =>
  paraglideVitePlugin({
    project: path.join(root, 'src/core/messages/project.inlang'),
    outdir: path.join(root, 'src/core/messages/generated'),
    strategy: ['globalVariable', 'baseLocale'],
    emitTsDeclarations: true,
    disableAsyncLocalStorage: true,
    // The development default has another shape, and both write to one folder.
    outputStructure: 'message-modules',
  });

export default defineConfig({
  root: path.join(root, 'src'),
  publicDir: path.join(root, 'public'),
  base: './',
  cacheDir: path.join(root, '.cache/vite'),
  plugins: [
    process.env.VITEST ? textsAsOne(root) : messages(),
    svelte(),
    engineFiles(root),
    sampleShop(root),
    pagePolicy(root),
    siteFiles(root),
  ],
  worker: { format: 'es' as const },
  build: {
    outDir: path.join(root, 'dist'),
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
  },
  test: {
    projects: [
      {
        extends: true,
        root,
        plugins: [],
        test: {
          name: 'unit',
          root,
          include: ['src/**/*.test.ts', 'sample-data/**/*.test.ts', 'tests/golden/**/*.test.ts', 'tests/torture/**/*.test.ts'],
          exclude: ['**/*.svelte.test.ts', '**/node_modules/**'],
          environment: 'node',
          pool: 'forks',
          maxWorkers: 2,
          // The whole counts take ten times as long.
          testTimeout: process.env.TORTURE ? 600_000 : 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        root,
        // Found only behind lazy imports: a late find would reload the page in the middle of a test, with a second copy of Svelte.
        optimizeDeps: {
          include: [
            'bits-ui',
            'svelte-dnd-action',
            'svelte/reactivity',
            'tinykeys',
            'micromark',
            'idb',
            'fflate',
            'valibot',
            'saxen',
            'hyparquet',
            'hyparquet-compressors',
            'hyparquet-writer',
            'apache-arrow',
            '@codemirror/autocomplete',
            '@codemirror/commands',
            '@codemirror/lang-sql',
            '@tanstack/svelte-virtual',
            '@codemirror/lang-json',
            '@codemirror/language',
            '@codemirror/lint',
            '@codemirror/state',
            '@codemirror/view',
            '@lezer/highlight',
            'sql-formatter',
          ],
        },
        test: {
          name: 'browser',
          root,
          include: ['src/**/*.svelte.test.ts'],
          testTimeout: 30_000,
          env: { TORTURE: process.env.TORTURE ?? '' },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: launchOptions() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
