import { defineConfig } from '@playwright/test';
import { launchOptions } from '../src/dev/browser.js';

export default defineConfig({
  testDir: '.',
  // The hostile reports take as long as all journeys together and are begun first; each file runs in one worker.
  projects: ['hostile', 'e2e'].map((name) => ({ name, testMatch: `${name}/**/*.e2e.ts` })),
  outputDir: '../.cache/test-results',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? '../.cache/reports/e2e.json' }]],
  use: { browserName: 'chromium', launchOptions: launchOptions(), serviceWorkers: 'block', trace: 'off' },
});
