import { advisoryDocuments } from './advisories';
import { chartDocuments } from './chart-documents';
import { engineDocuments } from './engine-documents';
import { impostorDocuments } from './impostors';
import { shapeDocuments } from './shape-documents';
import { sqlDocuments } from './sql-documents';
import { textDocuments } from './text-documents';
import type { HostileDocument } from './types';

/** Every hostile report, whole. Those that may take the engine down with them come last. */
export const hostileDocuments: readonly HostileDocument[] = [
  ...sqlDocuments,
  ...advisoryDocuments,
  ...chartDocuments,
  ...textDocuments,
  ...impostorDocuments,
  ...shapeDocuments,
  ...engineDocuments,
];
