import { mappingProblems } from '#core/intake/mapping';
import type { MessageKey } from '#core/messages/message-key';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import type { Mapping } from '#core/model/source';
import type { ReportSource } from '#core/report/types';
import { adoptMapping } from '#app/run/adopt-mapping';
import { proposeMapping } from '#app/run/sources';
import type { Preview } from '#edge/load/types';

/** The mapping of a file of the call: the report's where it fits, else the proposal. Issues: what is missing or open. */
export function mapSource(name: string, source: ReportSource | null, preview: Preview): Result<Mapping> {
  if (preview.issues.length > 0) return fail(...preview.issues);
  const adopted = source ? adoptMapping(source.mapping, preview) : { mapping: proposeMapping(preview), missing: [] };
  const known = new Set(source?.mapping.columns.map((column) => column.header));
  const open = preview.questions.filter(({ header }) => (header === null ? !source : !known.has(header)));
  const problems = mappingProblems(adopted.mapping);
  const issues = [
    ...(adopted.missing.length > 0 ? [] : problems),
    ...adopted.missing.map((role): Issue => ({
      code: 'issue_run_role_missing',
      values: { name, role, column: { key: `import_role_${role}` as MessageKey } },
    })),
    ...open.map(({ question, evidence }): Issue => ({ code: 'issue_run_question_open', values: { name, question, evidence } })),
  ];
  return issues.length > 0 ? fail(...issues) : succeed(adopted.mapping);
}
