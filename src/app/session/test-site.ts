import { createHash } from 'node:crypto';
import type { Presentation } from '#core/model/presentation';
import { publishSite, type SiteInput } from '#edge/share/site/publish-site';
import type { StoredResults } from '#edge/share/site/stored-results';
import { unzipped } from '../../../tests/support/unzip';
import { ADDRESS, ordersFile, settled, until, type Stage, type stageKeeper } from './test-parts';

const HTML = '<html><head></head></html>';
const WORKER = "'0123456789abcdef'";
const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const page = Object.entries({ 'index.html': HTML, 'sw.js': WORKER });
const LIST = {
  format: 'clientele.site-files',
  version: 1,
  site: '0123456789abcdef',
  files: page.map(([path, text]) => ({ path, bytes: text.length, hash: sha(text) })),
};
const built: typeof fetch = (input) => {
  const path = new URL(input as URL).pathname.split('/').at(-1)!;
  return Promise.resolve(new Response(path === 'site-files.json' ? JSON.stringify(LIST) : Object.fromEntries(page)[path]!));
};

export type Site = Record<string, Uint8Array>;
/** What the zip of a site holds, by path. */
export async function makeSite(input: SiteInput): Promise<Site> {
  const zip = await publishSite(input, {
    fetch: built,
    folder: ADDRESS,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  if (!zip.ok) throw new Error(JSON.stringify(zip.issues));
  return unzipped(zip.value);
}
/** A plain host of what was in the zip. `gone`: paths that it does not have any more. */
export const hostOf =
  (site: Site, gone = /^$/): typeof fetch =>
  (input) => {
    const path = new URL(input as URL).pathname.slice('/stats/'.length);
    const found = gone.test(path) ? undefined : site[path];
    return Promise.resolve(found ? new Response(found as BodyInit) : new Response('', { status: 404 }));
  };

/** What each cell shows; of one that is being asked, what stands meanwhile. */
export const shownBy = ({ workspace }: Stage): Record<string, Presentation | null> =>
  Object.fromEntries(
    Object.entries(workspace.cells).map(([id, state]) => [
      id,
      state.state === 'done' ? state.presentation : state.state === 'running' ? state.previous : null,
    ]),
  );

/** The small orders file as it is published: whole numbers, numbers as they may leave, and how the file is read. */
export async function publishable(keeper: ReturnType<typeof stageKeeper>): Promise<{
  readonly results: StoredResults;
  readonly protectedResults: StoredResults;
  readonly info: Stage['workspace']['sources'];
}> {
  const stage = await keeper.open();
  await stage.workspace.dropFiles([ordersFile()]);
  await until(() => stage.workspace.report !== null, 'a first report');
  await settled(stage);
  const made = {
    results: await stage.workspace.publishing.results(true),
    protectedResults: await stage.workspace.publishing.results(),
    info: stage.workspace.sources,
  };
  await keeper.closeAll();
  return made;
}
