import type { EngineState } from '../connector';
import { createSupervisor, type Supervisor } from '../supervisor';
import { fetchWasm } from './fetch-wasm';
import { openWasmSession } from './session';

export interface WasmEngineOptions {
  /** Address of the engine's worker script. */
  readonly workerUrl: string;
  /** Address of the engine itself, gzip. */
  readonly wasmUrl: string;
  onState?(state: EngineState): void;
}

/** DuckDB in the page, in a worker of its own. Starts at once; what is asked before it is ready waits. */
export function openWasmEngine({ workerUrl, wasmUrl, onState }: WasmEngineOptions): Supervisor {
  const script = new URL(workerUrl, location.href).href;
  let unpacked: Promise<string> | undefined;
  return createSupervisor({
    onState: onState ?? (() => undefined),
    open(onProgress) {
      const module = (unpacked ??= fetchWasm(new URL(wasmUrl, location.href).href, onProgress));
      // A download that failed is tried again with the next start; one that came through is kept for restarts.
      module.catch(() => (unpacked = undefined));
      return openWasmSession(script, module);
    },
  });
}
