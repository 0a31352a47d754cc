import { openDB } from 'idb';

/** Every text in a value, its bytes and files with it. */
async function wordsIn(value: unknown): Promise<string> {
  if (value instanceof Blob) return `${value instanceof File ? value.name : ''} ${value.type} ${await value.text()}`;
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const words: string[] = [];
  for (const [name, each] of Object.entries(value)) words.push(name, await wordsIn(each));
  return words.join('\n');
}

/** Everything that this origin keeps anywhere, keys and files too, as text by its place. Other pages' own settings are left out. */
export async function keptAnywhere(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, area] of Object.entries({ local: localStorage, session: sessionStorage }))
    for (const key of Object.keys(area)) if (key.startsWith('clientele')) found[`${name} ${key}`] = area.getItem(key) ?? '';
  for (const { name } of await indexedDB.databases()) {
    const database = await openDB(name!);
    for (const store of database.objectStoreNames) {
      const [keys, values] = [await database.getAllKeys(store), (await database.getAll(store)) as unknown[]];
      for (const [index, key] of keys.entries())
        found[`${name} ${store} ${index}`] = `${JSON.stringify(key)}\n${await wordsIn(values[index])}`;
    }
    database.close();
  }
  const root = (await navigator.storage.getDirectory()) as FileSystemDirectoryHandle & { keys(): AsyncIterable<string> };
  for await (const name of root.keys()) found[`file ${name}`] = name;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys())
      found[`cache ${name} ${request.url}`] = `${request.url}\n${await (await cache.match(request))!.text()}`;
  }
  return found;
}
