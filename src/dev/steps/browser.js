import { existsSync } from 'node:fs';
import { browserPath } from '../browser.js';
import { run } from './shell.js';

async function playwrightBrowser() {
  try {
    const { chromium } = await import('playwright');
    return existsSync(chromium.executablePath());
  } catch {
    return false;
  }
}

/** A browser for the tests: one found, or Debian's installed as root; else says the one command to run, and exits. */
export async function ensureBrowser() {
  if (browserPath() || (await playwrightBrowser())) return;
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (debian) {
    console.log('Installing chromium and fonts-noto-cjk …');
    const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], quiet);
    const code = await run('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-noto-cjk'], quiet);
    if (code === 0 && browserPath()) return;
  }
  console.error(
    'No browser for the tests was found. Run: npx playwright install chromium   (or set CLIENTELE_BROWSER to a Chromium or Chrome).',
  );
  process.exit(1);
}
