import { getContext, setContext } from 'svelte';
import type { Workspace } from './types';

const KEY = Symbol('workspace');

/** Hands the workspace down to every component below the one that calls it. */
export function provideWorkspace(workspace: Workspace): void {
  setContext(KEY, workspace);
}

/** The workspace of the page. Call it while a component is being set up. */
export function getWorkspace(): Workspace {
  const workspace = getContext<Workspace | undefined>(KEY);
  if (!workspace) throw new Error('no workspace was provided above this component');
  return workspace;
}
