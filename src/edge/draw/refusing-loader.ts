import type { Loader } from 'vega';

const refuse = (uri: unknown): Promise<never> => Promise.reject(new Error(`a chart may not load ${String(uri).slice(0, 80)}`));

/** Vega's door to files and addresses, nailed shut: behind the gate nothing should knock; if something does, it is refused. */
export const refusingLoader = { load: refuse, sanitize: refuse, http: refuse, file: refuse } as unknown as Loader;
