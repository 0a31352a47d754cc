import { existsSync } from 'node:fs';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

/** A browser on this machine: `CLIENTELE_BROWSER`, then Chromium or Chrome where they usually are, else undefined (Playwright's own). */
export function browserPath() {
  const named = process.env.CLIENTELE_BROWSER ?? process.env.CHROME_PATH;
  if (named) return named;
  return CANDIDATES.find((candidate) => existsSync(candidate));
}

/** Flags for a headless test browser; as root the sandbox cannot start. */
export function browserArguments() {
  const quiet = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet;
}

/** What `launch` takes: the browser found, or nothing said so that Playwright uses its own. */
export function launchOptions() {
  const executablePath = browserPath();
  return executablePath ? { executablePath, args: browserArguments() } : { args: browserArguments() };
}
