import type { AnalysisDefinition, RegistryEntry } from '#core/analyses/contract';
import type { LoadDefinition } from './types';

/** Loads definitions of a registry, each once; what failed to load is tried again. */
export function definitionsOf(registry: readonly RegistryEntry[]): LoadDefinition {
  const known = new Map<string, Promise<AnalysisDefinition>>();
  return async (kind) => {
    const entry = registry.find((each) => each.kind === kind);
    if (!entry) return null;
    const loading = known.get(kind) ?? entry.load();
    known.set(kind, loading);
    loading.catch(() => known.delete(kind));
    return loading;
  };
}

/** The definitions of the kinds that are known, as reading a report wants them. */
export async function loadKinds(load: LoadDefinition, names: readonly string[]): Promise<ReadonlyMap<string, AnalysisDefinition>> {
  const loaded = await Promise.all([...new Set(names)].map(async (name) => [name, await load(name)] as const));
  return new Map(loaded.flatMap(([name, definition]) => (definition ? [[name, definition] as const] : [])));
}
