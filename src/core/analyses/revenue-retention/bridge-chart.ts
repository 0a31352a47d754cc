import { paint } from '#core/chart/tokens';
import type { JsonObject } from '#core/model/presentation';
import { BARS } from './bridge-rows';

/** Of the wide picture, with the names below it. */
export const BRIDGE_HEIGHT = 300;
const ROW = 38;

const TONE = { expr: "datum.tone === 'now' ? accent : datum.tone === 'up' ? cat2 : datum.tone === 'down' ? div2 : unknown" };
const tip = { field: 'tip', type: 'nominal' };

/** From then to now: two bars from zero, and between them what went and came, each where the one before ends. Lying on its side where it is narrow. */
function makeSpec(narrow: boolean): JsonObject {
  const [along, across] = narrow ? (['y', 'x'] as const) : (['x', 'y'] as const);
  const place = {
    type: 'quantitative',
    title: null,
    axis: null,
    scale: { zero: false, nice: false, domain: narrow ? [BARS - 0.5, -0.5] : [-0.5, BARS - 0.5] },
  };
  const size = {
    type: 'quantitative',
    title: null,
    axis: narrow ? null : { tickCount: 4, format: ',~f' },
    scale: { zero: true, nice: narrow ? false : 4, ...(narrow ? { range: [96, { expr: 'width - 84' }] } : {}) },
  };
  const name = narrow
    ? { mark: { align: 'left', baseline: 'middle' }, encoding: { x: { value: 0 } } }
    : { mark: { align: 'center', baseline: 'top' }, encoding: { y: { value: BRIDGE_HEIGHT + 10 } } };
  const words = { expr: "datum.tone === 'then' || datum.tone === 'now' ? 600 : 400" };
  return {
    data: { name: 'rows' },
    width: 'container',
    height: narrow ? BARS * ROW : BRIDGE_HEIGHT,
    padding: { left: 0, right: 0, top: narrow ? 0 : 20, bottom: narrow ? 0 : 30 },
    layer: [
      {
        transform: [{ filter: "datum.kind === 'link'" }],
        mark: { type: 'rule', color: paint('control'), strokeDash: [2, 3] },
        encoding: {
          [along]: { ...place, field: 'from' },
          [`${along}2`]: { field: 'to' },
          [across]: { ...size, field: 'high' },
        },
      },
      {
        transform: [{ filter: "datum.kind === 'bar'" }],
        mark: { type: 'rect', color: TONE },
        encoding: {
          [along]: { ...place, field: 'from' },
          [`${along}2`]: { field: 'to' },
          [across]: { ...size, field: 'low' },
          [`${across}2`]: { field: 'high' },
          tooltip: tip,
          description: tip,
        },
      },
      {
        transform: [{ filter: "datum.kind === 'bar'" }],
        mark: {
          type: 'text',
          align: narrow ? 'left' : 'center',
          baseline: narrow ? 'middle' : 'bottom',
          dx: narrow ? 6 : 0,
          dy: narrow ? 0 : -5,
          fontWeight: words,
          color: paint('ink2'),
        },
        encoding: { [along]: { ...place, field: 'at' }, [across]: { ...size, field: 'high' }, text: { field: 'label', type: 'nominal' } },
      },
      {
        transform: [{ filter: "datum.kind === 'bar'" }],
        mark: { type: 'text', ...name.mark, fontWeight: words, color: paint('ink2') },
        encoding: { ...name.encoding, [along]: { ...place, field: 'at' }, text: { field: 'name', type: 'nominal' } },
      },
      {
        transform: [{ filter: "datum.kind === 'zero'" }],
        mark: { type: 'rule', color: paint('control') },
        encoding: { [across]: { ...size, field: 'high' } },
      },
    ],
  };
}

export const bridgeSpec = makeSpec(false);
export const narrowBridgeSpec = makeSpec(true);
