import type { JsonObject } from '#core/model/presentation';
import type { Result } from '#core/model/result';
import type { Migration } from './migrate';

/** What reading a report needs to know of one kind of analysis; every `AnalysisDefinition` is one. */
export interface Kind {
  readonly version: number;
  readonly migrations: readonly Migration<JsonObject>[];
  parse(params: unknown): Result<unknown>;
}

/** The kinds a report may hold, by their stored name. Pass those that `listKinds` names, or all. */
export type Kinds = ReadonlyMap<string, Kind>;
