import { paint } from '#core/chart/tokens';
import type { JsonObject } from '#core/model/presentation';

export const HEIGHT = 300;

/** The names of the states above the plot, in two lines where the chart is narrow. */
function legend(narrow: boolean, x: JsonObject, color: JsonObject): JsonObject[] {
  const lines = narrow ? [0, 1] : [null];
  return lines.flatMap((line): JsonObject[] => {
    const only = line === null ? '' : ` && datum.line === ${line}`;
    const y = { value: line === 0 ? -36 : -16 };
    return [
      {
        transform: [{ filter: `datum.kind === 'key'${only}` }],
        mark: { type: 'text', baseline: 'middle', align: 'left', fontWeight: 600, color: paint('ink2') },
        encoding: { x, y, text: { field: 'label', type: 'nominal' } },
      },
      {
        transform: [{ filter: `datum.kind === 'swatch'${only}` }],
        mark: { type: 'point', shape: 'square', filled: true, opacity: 1, size: 90, color },
        encoding: { x, y },
      },
    ];
  });
}

/** Bars up for the active and down for the dormant; `n` before a field's name marks the narrow chart's place. */
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
  const color = {
    expr: "datum.state === 'new' ? accent : datum.state === 'returning' ? cat2 : datum.state === 'resurrecting' ? cat3 : unknown",
  };
  return {
    data: { name: 'rows' },
    width: 'container',
    height: HEIGHT,
    // What stands above and below the plot takes its room itself.
    padding: { left: 0, right: 0, top: 4, bottom: 2 },
    layer: [
      {
        transform: [{ filter: `datum.kind === 'bar' && ${shown}` }],
        mark: { type: 'rect', color, opacity: { expr: 'datum.running ? 0.5 : 1' }, stroke: paint('paper'), strokeWidth: 1 },
        encoding: { x, x2: { field: narrow ? 'nx2' : 'x2' }, y, y2: { field: 'y2' }, tooltip: tip, description: tip },
      },
      { transform: [{ filter: "datum.kind === 'zero'" }], mark: { type: 'rule', color: paint('control') }, encoding: { y } },
      {
        transform: [{ filter: `datum.kind === 'tick' && ${shown} && isValid(datum.${narrow ? 'short' : 'label'})` }],
        mark: { type: 'text', baseline: 'top', align: 'left', color: paint('ink3') },
        encoding: { x, y: { value: HEIGHT + 8 }, text: { field: narrow ? 'short' : 'label', type: 'nominal' } },
      },
      ...legend(narrow, x, color),
    ],
  };
}

export const spec = makeSpec(false);
export const narrow = makeSpec(true);
