import { afterEach, expect, test } from 'vitest';
import '../../../src/app/ui/styles/tokens.css';
import { lightOf, paintForPaper } from './paper';

afterEach(() => {
  delete document.documentElement.dataset.theme;
  document.body.replaceChildren();
});

test('a chart drawn in the dark is light on paper at once, and dark again after', () => {
  document.documentElement.dataset.theme = 'dark';
  document.body.innerHTML = '<div><svg><path fill="#70bdd5" stroke="none"/><text fill="#BCC0C2">x</text><path fill="#123456"/></svg></div>';
  const marks = () => [...document.querySelectorAll('[fill]')].map((mark) => mark.getAttribute('fill'));
  const back = paintForPaper(document.querySelector('div')!);
  expect(marks()).toEqual(['#0b5d78', '#474c51', '#123456']);
  expect(document.querySelector('path')!.getAttribute('stroke')).toBe('none');
  back();
  expect(marks()).toEqual(['#70bdd5', '#BCC0C2', '#123456']);
  expect(document.querySelectorAll('i')).toHaveLength(0);
});

test('no dark colour of the theme stands for two light ones', () => {
  const probes = ['dark', 'light'].map((theme) => {
    const probe = document.createElement('div');
    probe.dataset.theme = theme;
    document.body.append(probe);
    return getComputedStyle(probe);
  });
  const names = ['paper', 'ink', 'ink-2', 'ink-3', 'line', 'control', 'grid', 'accent', 'on-accent', 'soft', 'unknown'];
  for (const family of ['cat', 'seq', 'div'])
    for (let step = 1; step <= (family === 'cat' ? 5 : 7); step++) names.push(`${family}-${step}`);
  const light = lightOf(document.body);
  for (const name of names) {
    const [dark, bright] = probes.map((style) => style.getPropertyValue(`--${name}`).trim());
    expect([name, light.get(dark!)]).toEqual([name, bright]);
  }
});
