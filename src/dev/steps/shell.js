import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/**
 * Runs a command in the project's root and gives its exit code; output goes to the terminal as it comes.
 * @param {string} command @param {string[]} args @param {Record<string, string>} [env] @returns {Promise<number>}
 */
export function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    });
    child.on('error', (error) => (console.error(`${command}: ${error.message}`), resolve(127)));
    child.on('close', (code, signal) => resolve(code ?? (signal ? 128 : 1)));
  });
}

/** A tool of this project by its name in node_modules/.bin. @param {string} name @param {string[]} args @param {Record<string, string>} [env] */
export const tool = (name, args, env) => run(path.join(root, 'node_modules/.bin', name), args, env);
