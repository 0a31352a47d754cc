import { mount } from 'svelte';
import ResultPanel from '../../../src/app/ui/report/chart-builder/ResultPanel.svelte';
import InWorkspace from './InWorkspace.svelte';
import { ReportWorkspace } from './report-workspace.svelte';
import { resultScene } from './shop-notebook';

/** `result.html?scene=pivot&locale=zh-CN&theme=dark`: one result with its chart, table and pivot. */
const asked = new URLSearchParams(location.search);
const locale = asked.get('locale') === 'zh-CN' ? 'zh-CN' : 'en';
const theme = asked.get('theme') === 'dark' ? 'dark' : 'light';
document.documentElement.lang = locale;
document.documentElement.dataset.theme = theme;
const workspace = new ReportWorkspace({ locale, theme });
const { cell, presentation } = resultScene(asked.get('scene') ?? 'chart', locale);
mount(InWorkspace, {
  target: document.getElementById('app')!,
  props: { workspace, of: ResultPanel as never, given: { cell, presentation, title: cell.title ?? cell.name, editable: true } },
});
