export type DownloadType = 'text/csv' | 'application/json' | 'text/html';

/** Characters that some system does not take in a file name. U+0000–U+001F among them. */
const UNFIT = /[\\/:*?"<>|\u0000-\u001f]+/g;

/** A name that every system takes, made of a title: `山南茶行, Q3` + `report.json`. */
export function fileName(title: string, extension: string): string {
  const stem = title
    .replace(UNFIT, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .slice(0, 80);
  return `${stem || 'clientele'}.${extension}`;
}

/** Hands a text to the browser's own download. */
export const download = (name: string, content: string, type: DownloadType): void =>
  downloadBlob(name, new Blob([content], { type: `${type};charset=utf-8` }));

/** Hands a file to the browser's own download. The one place where the page makes one. */
export function downloadBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.rel = 'noopener';
  document.body.append(link);
  link.click();
  link.remove();
  // Chromium reads the blob after the click returns; a minute is long enough for the largest.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
