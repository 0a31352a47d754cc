import type { MessageKey } from '#core/messages/message-key';
import type { Text } from '#core/messages/text';
import type { CanonicalTable, Role } from '#core/model/canonical';
import type { DataModel } from '#core/model/data-model';
import type { ColumnMapping, PersonalKind, SourceInfo } from '#core/model/source';
import { columnsRead } from './columns-read';

/** What became of a column of a file while it was read. */
export type Treatment = 'plain' | 'mask' | 'pseudonym' | 'left_out';
/** Whether it can point at a person: it does, it might with further knowledge, it is not held, or nothing personal was found in it. */
export type Standing = 'personal' | 'deidentified' | 'absent' | 'other';

/** One column of a file. */
export interface RecordedColumn {
  readonly file: string;
  readonly column: string;
  readonly role: Role;
  readonly personal: PersonalKind | null;
  readonly treatment: Treatment;
  readonly standing: Standing;
}

/** A cell with the columns that its queries name. */
export interface RecordedCell {
  readonly id: string;
  readonly title: Text;
  /** The question that it answers. */
  readonly purpose: Text;
  readonly reads: readonly (RecordedColumn & { readonly table: CanonicalTable })[];
}

/** Which personal data a report works with, as Art. 30 GDPR and Art. 55 PIPL ask for it (A123). */
export interface ProcessingRecord {
  readonly format: 'clientele.processing';
  readonly version: 1;
  readonly report: string;
  /** `YYYY-MM-DD`. */
  readonly made: string;
  readonly columns: readonly RecordedColumn[];
  readonly cells: readonly RecordedCell[];
}

export interface RecordInput {
  readonly report: string;
  readonly made: string;
  readonly sources: readonly Pick<SourceInfo, 'name' | 'mapping'>[];
  readonly model: DataModel;
  readonly cells: readonly { readonly id: string; readonly title: Text; readonly purpose: Text; readonly sql: readonly string[] }[];
}

const treatmentOf = ({ role, protect }: ColumnMapping): Treatment => (role === 'skip' ? 'left_out' : (protect ?? 'plain'));

function standingOf(column: ColumnMapping): Standing {
  if (column.role === 'skip') return 'absent';
  if (column.protect) return 'deidentified';
  return column.personal || column.role === 'customer_id' || column.role === 'name' ? 'personal' : 'other';
}

/** The record of a report: every column of its files, and which of them each cell names. */
export function makeRecord({ report, made, sources, model, cells }: RecordInput): ProcessingRecord {
  const columns = sources.flatMap(({ name, mapping }) =>
    mapping.columns.map((column): RecordedColumn => ({
      file: name,
      column: column.header,
      role: column.role,
      personal: column.personal ?? null,
      treatment: treatmentOf(column),
      standing: standingOf(column),
    })),
  );
  const held = columns.filter(({ treatment }) => treatment !== 'left_out');
  return {
    format: 'clientele.processing',
    version: 1,
    report,
    made,
    columns,
    cells: cells.map(({ id, title, purpose, sql }) => ({
      id,
      title,
      purpose,
      reads: columnsRead(sql, model).flatMap(({ table, name, label }) =>
        held
          .filter(({ column, role }) => (role === 'attribute' ? column === label : role === name))
          .map((column) => ({ ...column, table })),
      ),
    })),
  };
}

const useOf = (role: Role): MessageKey => (role === 'attribute' || role === 'skip' ? `privacy_use_${role}` : `import_role_${role}`);

/** The record as records for a spreadsheet, headings first: every column of the files, then what each cell reads. */
export function recordLines(record: ProcessingRecord, say: (text: Text) => string): string[][] {
  const heads = ['part', 'cell', 'purpose', 'file', 'column', 'use', 'personal', 'treatment', 'standing'] as const;
  const tell = ({ file, column, role, personal, treatment, standing }: RecordedColumn): string[] => [
    file,
    column,
    say({ key: useOf(role) }),
    say({ key: personal ? `privacy_kind_${personal}` : 'privacy_none' }),
    say({ key: `privacy_treatment_${treatment}` }),
    say({ key: `privacy_standing_${standing}` }),
  ];
  const [held, read] = [say({ key: 'privacy_record_entry_column' }), say({ key: 'privacy_record_entry_read' })];
  return [
    heads.map((head) => say({ key: `privacy_record_${head}` })),
    ...record.columns.map((column) => [held, '', '', ...tell(column)]),
    ...record.cells.flatMap(({ title, purpose, reads }) => reads.map((column) => [read, say(title), say(purpose), ...tell(column)])),
  ];
}

/** The record as JSON, texts in the reader's language. */
export const recordJson = (record: ProcessingRecord, say: (text: Text) => string): string =>
  JSON.stringify(
    { ...record, cells: record.cells.map((cell) => ({ ...cell, title: say(cell.title), purpose: say(cell.purpose) })) },
    null,
    2,
  );
