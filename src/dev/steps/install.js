import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { root, run } from './shell.js';

/** Installs the locked packages when they are missing or another lock file made them. Exits when that fails. */
export async function installPackages() {
  const mark = path.join(root, 'node_modules/.clientele-lock');
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  // `npm ci` refuses any lock file here: the registry lacks three optional platform packages of @bytecodealliance/jco-node-fs 0.3.2.
  console.log('Installing packages …');
  const code = await run('npm', ['install', '--no-save', '--no-audit', '--no-fund']);
  if (code !== 0) {
    console.error('The packages could not be installed. Check the network and run the command again.');
    process.exit(code);
  }
  writeFileSync(mark, lock);
}
