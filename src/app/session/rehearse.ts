import type { Connector } from '#edge/engine/connector';
import type { Workspace } from './types';

type Seen = Pick<Workspace, 'screen' | 'drafts' | 'loading' | 'sources'>;

const isUntouched = ({ screen, drafts, loading, sources }: Seen): boolean =>
  screen === 'start' && drafts.length === 0 && loading === null && sources.length === 0;

async function rehearseLook(workspace: Seen) {
  const warmUp = await import('#edge/load/warm-up');
  if (isUntouched(workspace)) await warmUp.warmUpPreview();
  return warmUp;
}

/**
 * Rehearses a first look and then, once the engine is ready, a load, as long as nobody has brought anything, so that the first file is
 * shown and loaded as fast as the next. A load that comes first makes its rehearsal needless, and one that comes meanwhile ends it. An
 * engine that cannot is of no consequence here: a load says so.
 */
export async function rehearse(starting: Promise<Connector>, workspace: Seen): Promise<void> {
  try {
    const [engine, { warmUpEngine }] = await Promise.all([starting, rehearseLook(workspace)]);
    await engine.ready();
    if (isUntouched(workspace)) await warmUpEngine(engine);
  } catch {
    return;
  }
}
