import { installPackages } from './steps/install.js';
import { tool } from './steps/shell.js';

await installPackages();
const code = await tool('vite', ['build', '--logLevel', 'warn']);
if (code !== 0) process.exit(code);
const { serveFolder } = await import('./steps/serve.js');
const wanted = Number(process.env.PORT ?? 4173);
const { url } = await serveFolder('dist', wanted);
console.log(`\n  Clientele is at ${url}\n  Stop it with Ctrl-C.\n`);
