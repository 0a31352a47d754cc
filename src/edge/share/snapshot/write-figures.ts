import { formatFigure } from '#core/messages/figure';
import { formatAmount } from '#core/messages/format';
import type { Figure } from '#core/model/presentation';
import { escapeMarkup } from '../escape';
import type { Reader } from '../sheet';

const WIDTH = 172;
const HEIGHT = 38;
const GAP = 3;

/** The bars of a headline number; the running period is outlined. */
function writeTrend({ trend }: Figure): string {
  const most = Math.max(0, ...trend.map(({ amount }) => amount ?? 0));
  if (trend.length < 2 || most <= 0) return '';
  const width = WIDTH / trend.length - GAP;
  const bars = trend.map(({ amount, provisional }, at) => {
    const height = Math.max(1, Math.round((Math.max(0, amount ?? 0) / most) * (HEIGHT - 1)));
    const place = `x="${(at * (width + GAP) + 0.5).toFixed(1)}" y="${HEIGHT - height}" width="${width.toFixed(1)}" height="${height}"`;
    return `<rect ${place} ${provisional ? 'fill="none" stroke="var(--accent)"' : 'fill="var(--accent)" fill-opacity="0.6"'}/>`;
  });
  return `<svg width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">${bars.join('')}</svg>`;
}

function writeChange({ change, against }: Figure, { locale, currency, say }: Reader): string {
  if (change === null) return '';
  const arrow = Math.abs(change) < 0.0005 ? '→' : change > 0 ? '↑' : '↓';
  const percent = `<b>${arrow} ${escapeMarkup(formatAmount({ amount: Math.abs(change), unit: 'rate' }, { locale, currency }))}</b>`;
  const beside = against ? escapeMarkup(say(against)) : '';
  return `<dd>${locale === 'en' ? `${percent} ${beside}` : `${beside}${percent}`}</dd>`;
}

/** The headline numbers of a cell; empty where it has none. */
export function writeFigures(figures: readonly Figure[], reader: Reader): string {
  if (figures.length === 0) return '';
  const { locale, currency, say } = reader;
  const each = figures.map((figure) => {
    const { figure: amount, unit } = formatFigure(figure, { locale, currency });
    const small = unit && `<small>${escapeMarkup(unit)}</small>`;
    return `<div><dt>${escapeMarkup(say(figure.label))}</dt><dd class="amount">${escapeMarkup(amount)}${small}</dd>${writeTrend(figure)}${writeChange(figure, reader)}</div>`;
  });
  return `<dl class="figures">${each.join('')}</dl>`;
}
