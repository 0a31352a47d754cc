import { fork } from 'node:child_process';
import path from 'node:path';
import type { MutantEnd, MutantTask } from './mutant-worker';

const root = path.resolve(import.meta.dirname, '../..');
const out = path.join(root, '.cache/mutants');
/** A file that says nothing for so long has hung, however busy the machine is. */
const SILENCE = 60_000;

/** Makes the program that reads mutants: a process of its own, which can be ended when it hangs. */
export async function buildWorker(): Promise<string> {
  const { build } = await import('vite');
  await build({
    configFile: path.join(root, 'vite.config.ts'),
    logLevel: 'error',
    publicDir: false,
    build: { ssr: path.join(root, 'tests/torture/mutant-worker.ts'), outDir: out, emptyOutDir: true, target: 'node20', minify: false },
  });
  return path.join(out, 'mutant-worker.js');
}

/** Reads mutants one after another. Rejects, with the number, when one hangs or ends the process. */
export function runMutants(worker: string, task: Omit<MutantTask, 'root'>, onEnd: (end: MutantEnd) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(worker, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    let last = task.from;
    const give = (fault: Error) => (child.kill('SIGKILL'), reject(fault));
    let timer = setTimeout(() => {}, 0);
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => give(new Error(`mutant ${last} of seed ${task.seed} hangs`)), SILENCE);
    };
    watch();
    child.on('message', (message: MutantEnd | { readonly begun: number }) => {
      watch();
      if ('begun' in message) last = message.begun;
      else onEnd(message);
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else reject(new Error(`mutant ${last} of seed ${task.seed} ended the process (${code})`));
    });
    child.send({ ...task, root });
  });
}
