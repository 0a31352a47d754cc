import { paint } from '#core/chart/tokens';
import type { JsonObject } from '#core/model/presentation';

export const MONTHS_HEIGHT = 300;

const COLOR = {
  expr: "datum.movement === 'new' ? accent : datum.movement === 'back' ? cat3 : datum.movement === 'more' ? cat2 : datum.movement === 'less' ? div3 : div2",
};

/** The names of the movements above the plot, each with its colour; in two lines where it is narrow. */
function legend(narrow: boolean, x: JsonObject): JsonObject[] {
  return (narrow ? [0, 1] : [null]).flatMap((line): JsonObject[] => {
    const only = line === null ? '' : ` && datum.line === ${line}`;
    const y = { value: line === 0 ? -38 : -16 };
    return [
      {
        transform: [{ filter: `datum.kind === 'swatch'${only}` }],
        mark: { type: 'point', shape: 'square', filled: true, opacity: 1, size: 90, color: COLOR },
        encoding: { x, y },
      },
      {
        transform: [{ filter: `datum.kind === 'swatch'${only}` }],
        mark: { type: 'text', baseline: 'middle', align: 'left', dx: 10, fontWeight: 600, color: paint('ink2') },
        encoding: { x, y, text: { field: 'label', type: 'nominal' } },
      },
    ];
  });
}

/** What came and grew of each month above the line, what shrank and left below; a dot where both add up to. */
function makeSpec(narrow: boolean): JsonObject {
  const field = (name: string): string => (narrow ? `n${name}` : name);
  const place = { type: 'quantitative', axis: null, scale: { zero: false, nice: false, domain: [0, 1], range: 'width' } };
  const x = { ...place, field: field('x') };
  const y = { field: 'y', type: 'quantitative', title: null, axis: { tickCount: 5, format: ',~f' }, scale: { zero: true, nice: 4 } };
  const tip = { field: 'tip', type: 'nominal' };
  const shown = `isValid(datum.${field('x')})`;
  return {
    data: { name: 'rows' },
    width: 'container',
    height: MONTHS_HEIGHT,
    padding: { left: 0, right: 0, top: narrow ? 52 : 30, bottom: 26 },
    layer: [
      {
        transform: [{ filter: `datum.kind === 'bar' && ${shown}` }],
        mark: { type: 'rect', color: COLOR, stroke: paint('paper'), strokeWidth: 1 },
        encoding: { x, x2: { field: field('x2') }, y, y2: { field: 'y2' }, tooltip: tip, description: tip },
      },
      { transform: [{ filter: "datum.kind === 'zero'" }], mark: { type: 'rule', color: paint('control') }, encoding: { y } },
      {
        transform: [{ filter: `datum.kind === 'sum' && ${shown}` }],
        mark: { type: 'point', filled: true, opacity: 1, size: 40, color: paint('ink'), stroke: paint('paper'), strokeWidth: 1 },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      {
        transform: [{ filter: `datum.kind === 'tick' && ${shown} && isValid(datum.${narrow ? 'short' : 'label'})` }],
        mark: { type: 'text', baseline: 'top', align: 'center', color: paint('ink3') },
        encoding: { x, y: { value: MONTHS_HEIGHT + 8 }, text: { field: narrow ? 'short' : 'label', type: 'nominal' } },
      },
      ...legend(narrow, x),
    ],
  };
}

export const monthsSpec = makeSpec(false);
export const narrowMonthsSpec = makeSpec(true);
