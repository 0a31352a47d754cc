import { defineConfig } from '@playwright/test';
import { launchOptions } from '../src/dev/browser.js';

export default defineConfig({
  testDir: '.',
  testMatch: ['e2e/**/*.e2e.ts', 'hostile/**/*.e2e.ts'],
  outputDir: '../.cache/test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? '../.cache/reports/e2e.json' }]],
  use: { browserName: 'chromium', launchOptions: launchOptions(), serviceWorkers: 'block', trace: 'off' },
});
