import type { MessageKey } from '#core/messages/message-key';
import type { Text } from '#core/messages/text';
import type { DataColumn, DataModel } from '#core/model/data-model';
import { gradedColumns } from '../graded-columns';

/** How files call the five dimensions (DI1). `terms` also count inside a longer name, `alone` only as the whole of it. */
const KNOWN = [
  {
    key: 'quality',
    terms: 'productquality 产品质量 商品质量 产品品质 商品品质 產品質量 產品品質 商品品質',
    alone: 'quality 质量 品质 品質 cpzl spzl zl',
  },
  { key: 'attitude', terms: 'serviceattitude staffattitude 服务态度 服務態度', alone: 'attitude friendliness courtesy 态度 態度 fwtd td' },
  { key: 'aftersales', terms: 'aftersales aftersale 售后 售後', alone: 'warranty shfw sh' },
  { key: 'price', terms: 'valueformoney 价格 價格 性价比 性價比', alone: 'price pricing value jg xjb' },
  {
    key: 'speed',
    terms: 'responsespeed responsetime speedofresponse 响应速度 回应速度 回應速度 響應速度',
    alone: 'speed timeliness responsiveness 速度 响应 时效 xysd sd',
  },
] as const;

export type Known = (typeof KNOWN)[number]['key'];

/** Letters and figures alone; survey tools put `q1_` and the like before a name. */
const bare = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^q\d*[_.\s-]+/u, '')
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The dimension that a header names, or null. */
export function knownDimension(header: string): Known | null {
  const name = bare(header);
  const fits = ({ terms, alone }: (typeof KNOWN)[number]): boolean =>
    alone.split(' ').includes(name) || terms.split(' ').some((term) => name.includes(term));
  return KNOWN.find(fits)?.key ?? null;
}

/** One graded column; `known` where it is one of the five. */
export interface GradedColumn {
  readonly column: DataColumn;
  readonly known: Known | null;
}

/** The dimensions in their order (DI1). */
export function dimensionsOf(model: DataModel, chosen: readonly string[]): readonly GradedColumn[] {
  const columns = gradedColumns(model, chosen);
  const five = KNOWN.flatMap(({ key }): GradedColumn[] => {
    const column = columns.find(({ label }) => knownDimension(label) === key);
    return column ? [{ column, known: key }] : [];
  });
  const others = columns.filter((column) => !five.some((each) => each.column === column));
  return [...five, ...others.map((column): GradedColumn => ({ column, known: null }))];
}

/** The header, or the name of the dimension where the header is a mere code. */
export function dimensionText({ column, known }: GradedColumn): Text {
  if (known === null || !/^[a-z]{2,5}$/i.test(bare(column.label)) || ['price', 'value', 'speed'].includes(bare(column.label)))
    return { literal: column.label };
  return { key: `dimensions_${known}` as MessageKey };
}
