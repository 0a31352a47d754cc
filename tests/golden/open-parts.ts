import { joinFiles, type JoinedFiles } from '#core/intake/join-files';
import { toMapping } from '#core/intake/suggest-mapping';
import type { Mapping, PartUpdate } from '#core/model/source';
import { rowsOf } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import { loadSources } from '#edge/load/loader';
import { openFile, requestJoined, type OpenedFile } from '#edge/load/parts';
import { previewFile } from '#edge/load/preview';
import type { InputFile, Loaded, LoadRequest } from '#edge/load/types';

/** Files of one shape as the page joins them. */
export async function joinInputs(inputs: readonly InputFile[], keepOrder = false): Promise<JoinedFiles<OpenedFile>> {
  const opened: OpenedFile[] = [];
  for (const input of inputs) {
    const preview = await previewFile(input);
    if (preview.issues.length > 0) throw new Error(`${input.name}: ${JSON.stringify(preview.issues)}`);
    opened.push(await openFile(input, preview));
  }
  return joinFiles(opened, { keepOrder });
}

/** A request for them with the proposed mapping; `updates` by place. */
export async function partsRequest(
  inputs: readonly InputFile[],
  { id = 's1', updates = [], mapping }: { id?: string; updates?: readonly (PartUpdate | undefined)[]; mapping?: Mapping } = {},
): Promise<LoadRequest> {
  const joined = await joinInputs(inputs, updates.length > 0);
  return requestJoined(id, joined, mapping ?? toMapping(joined.grain, joined.suggestions), (at) => updates[at]);
}

export const loadParts = async (engine: Connector, inputs: readonly InputFile[]): Promise<Loaded> =>
  loadSources(engine, [await partsRequest(inputs)]);

/** How many rows of one query the other lacks, both ways, duplicates counted. */
export async function differences(engine: Connector, one: string, other: string): Promise<readonly [number, number]> {
  const lacking = async (left: string, right: string) =>
    Number(rowsOf(await engine.execute(`SELECT count(*) AS rows FROM ((${left}) EXCEPT ALL (${right}))`))[0]!.rows);
  return [await lacking(one, other), await lacking(other, one)];
}
