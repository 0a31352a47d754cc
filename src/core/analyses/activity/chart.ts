import { paint } from '#core/chart/tokens';
import type { JsonObject } from '#core/model/presentation';

export const HEIGHT = 280;
/** Room for the names above the plot. */
export const HEAD = { wide: 44, narrow: 64 } as const;

const COLORS = ['accent', 'cat2', 'cat3', 'cat4', 'cat5', 'unknown'] as const;
const color = {
  expr: COLORS.map((token, place) => (place < COLORS.length - 1 ? `datum.color === ${place} ? ${token} : ` : token)).join(''),
};

/** The names of the lines; `lines` of them above each other. */
const names = (narrow: boolean, x: JsonObject): JsonObject[] =>
  (narrow ? [0, 1, 2] : [0, 1]).flatMap((line): JsonObject[] => {
    const only = `datum.${narrow ? 'line' : 'y'} === ${line}`;
    const y = { value: line * 20 - (narrow ? HEAD.narrow : HEAD.wide) + 8 };
    return [
      {
        transform: [{ filter: `datum.kind === 'swatch' && ${only}` }],
        mark: { type: 'point', shape: 'circle', filled: true, opacity: 1, size: 70, color },
        encoding: { x, y },
      },
      {
        transform: [{ filter: `datum.kind === 'key' && ${only}` }],
        mark: { type: 'text', baseline: 'middle', align: 'left', fontWeight: 600, color: paint('ink2') },
        encoding: { x, y, text: { field: narrow ? 'short' : 'label', type: 'nominal' } },
      },
    ];
  });

/** A line for each thing, dashed with a hollow point where a period is provisional. */
function makeSpec(narrow: boolean): JsonObject {
  const shown = narrow ? 'isValid(datum.nx)' : 'isValid(datum.x)';
  const x = {
    field: narrow ? 'nx' : 'x',
    type: 'quantitative',
    axis: null,
    scale: { zero: false, nice: false, domain: [0, 1], range: 'width' },
  };
  const y = { field: 'y', type: 'quantitative', title: null, axis: { tickCount: 5, format: ',f' }, scale: { zero: true, nice: 4 } };
  const tip = { field: 'tip', type: 'nominal' };
  const lines = COLORS.flatMap((token, place) =>
    [['whole', {}] as const, ['open', { strokeDash: [3, 3] }] as const].map(([kind, more]): JsonObject => ({
      transform: [{ filter: `datum.kind === '${kind}' && datum.color === ${place} && ${shown}` }],
      mark: { type: 'line', strokeWidth: 2, color: paint(token), ...more },
      encoding: { x, y },
    })),
  );
  return {
    data: { name: 'rows' },
    width: 'container',
    height: HEIGHT,
    // What stands above and below the plot takes its room itself.
    padding: { left: 0, right: 0, top: 4, bottom: 2 },
    layer: [
      ...lines,
      {
        transform: [{ filter: `datum.kind === 'point' && ${shown}` }],
        mark: {
          type: 'point',
          shape: 'circle',
          opacity: 1,
          size: 34,
          strokeWidth: 2,
          fill: { expr: `datum.open ? paper : ${color.expr}` },
          stroke: color,
        },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      {
        transform: [{ filter: `datum.kind === 'tick' && ${shown} && isValid(datum.${narrow ? 'short' : 'label'})` }],
        mark: { type: 'text', baseline: 'top', color: paint('ink3') },
        encoding: { x, y: { value: HEIGHT + 8 }, text: { field: narrow ? 'short' : 'label', type: 'nominal' } },
      },
      ...names(narrow, x),
    ],
  };
}

export const spec = makeSpec(false);
export const narrow = makeSpec(true);
