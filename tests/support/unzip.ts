import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';

/** Unpacks a zip into a folder that is empty before, as a person does. */
export function unpackInto(zip: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, content] of Object.entries(unzipSync(readFileSync(zip)))) {
    const file = path.join(folder, name);
    if (!file.startsWith(path.resolve(folder) + path.sep)) throw new Error(`${name} leads out of the folder`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** What a zip holds, by path. */
export const unzipped = async (zip: Blob): Promise<Record<string, Uint8Array>> => unzipSync(new Uint8Array(await zip.arrayBuffer()));
