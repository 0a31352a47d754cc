import { makeZip } from './make-zip';
import { workbookParts, type HandWorkbook } from './workbook-parts';

export type { HandWorkbook };

/** A workbook written by hand, as the bytes of its file. */
export const makeXlsx = (workbook: HandWorkbook): Uint8Array<ArrayBuffer> => makeZip(workbookParts(workbook));
