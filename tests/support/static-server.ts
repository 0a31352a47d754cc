import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { policyText } from '../../src/dev/policy.js';

export interface StaticOptions {
  /** Where the folder stands on the host, such as `/shop/stats`; default the root. */
  readonly under?: string;
  /** `meta`: a plain host, the policy is in the page only. `header`: the host sends it too. `none`: taken out of the page, for proofs. */
  readonly policy?: 'meta' | 'header' | 'none';
  /** Files that somebody put beside those of the folder: their contents by path. The host says of which version they are. */
  readonly beside?: Readonly<Record<string, string | Uint8Array>>;
  /** 0 = any free port. */
  readonly port?: number;
}

export interface RunningServer {
  /** `http://127.0.0.1:PORT/…/`, ends in a slash. */
  readonly url: string;
  /** Paths asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.csv': 'text/csv',
  '.woff2': 'font/woff2',
};
const META_POLICY = /<meta http-equiv="Content-Security-Policy"[^>]*>/i;

/** A plain static host of one folder, as a small web host would be: no rewriting, no listing, 404 for what is not there. */
export async function serveFolder(
  folder: string,
  { under = '', policy = 'meta', beside = {}, port = 0 }: StaticOptions = {},
): Promise<RunningServer> {
  const root = path.resolve(folder);
  return listen(port, `${under}/`, async (request, response) => {
    const asked = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname);
    if (!asked.startsWith(`${under}/`)) return void response.writeHead(404).end();
    const inside = asked.slice(under.length);
    const file = path.join(root, inside.endsWith('/') ? `${inside}index.html` : inside);
    const added = beside[inside.slice(1)];
    const found = added !== undefined || (file.startsWith(root + path.sep) && (await stat(file).catch(() => null))?.isFile());
    if (!found) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    let body: Uint8Array | string = added ?? (await readFile(file));
    if (policy === 'none' && type.startsWith('text/html')) body = Buffer.from(body).toString().replace(META_POLICY, '');
    const headers = policy === 'header' ? { 'content-security-policy': policyText('header') } : {};
    const version = added === undefined ? {} : { etag: `"${createHash('sha1').update(added).digest('hex')}"` };
    response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...version, ...headers }).end(body);
  });
}

/** A server that answers everything to everybody, and remembers what was asked: nobody should. */
export async function startCanary(): Promise<RunningServer & { forget(): void }> {
  const server = await listen(0, '/', (_request, response) => {
    response.writeHead(200, {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'access-control-allow-methods': '*',
      'access-control-expose-headers': '*',
      'content-type': 'text/plain',
      'content-length': '8',
      'accept-ranges': 'bytes',
    });
    response.end('a,b\n1,2\n');
  });
  return { ...server, forget: () => void (server.asked as string[]).splice(0) };
}

async function listen(
  port: number,
  at: string,
  answer: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<RunningServer> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    void Promise.resolve(answer(request, response)).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${at}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
