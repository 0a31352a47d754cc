import type { Mapping } from '#core/model/source';

/** One file's mapping before or after a change. */
interface Version {
  readonly id: string;
  readonly mapping: Mapping;
}

const MOST = 200;

/** What a person did to the mappings of the files on the data screen, their steps included: one line of changes over all files. */
export class MappingHistory {
  #past = $state.raw<readonly Version[]>([]);
  #future = $state.raw<readonly Version[]>([]);

  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Remembers what a mapping was before a change; what was undone before is given up. */
  record(id: string, before: Mapping): void {
    this.#past = [...this.#past, { id, mapping: before }].slice(-MOST);
    this.#future = [];
  }

  /** The version before the last change. `now` gives the present mapping of its file, which redo brings back. */
  undo(now: (id: string) => Mapping | null): Version | null {
    return this.#step(now, 'back');
  }

  redo(now: (id: string) => Mapping | null): Version | null {
    return this.#step(now, 'forth');
  }

  /** Forgets a file that is gone or was read anew. */
  forget(id: string): void {
    this.#past = this.#past.filter((version) => version.id !== id);
    this.#future = this.#future.filter((version) => version.id !== id);
  }

  #step(now: (id: string) => Mapping | null, way: 'back' | 'forth'): Version | null {
    const version = (way === 'back' ? this.#past : this.#future).at(-1);
    const present = version && now(version.id);
    if (!version || !present) return null;
    const other = { id: version.id, mapping: present };
    if (way === 'back') [this.#past, this.#future] = [this.#past.slice(0, -1), [...this.#future, other]];
    else [this.#past, this.#future] = [[...this.#past, other], this.#future.slice(0, -1)];
    return version;
  }
}
