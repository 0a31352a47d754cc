import { mount } from 'svelte';
import App from '../../../src/app/ui/App.svelte';
import { ReportWorkspace } from './report-workspace.svelte';

/** `?locale=zh-CN&theme=dark&readonly&states` */
const asked = new URLSearchParams(location.search);
const workspace = new ReportWorkspace({
  locale: asked.get('locale') === 'zh-CN' ? 'zh-CN' : 'en',
  theme: asked.get('theme') === 'dark' ? 'dark' : 'light',
  readOnly: asked.has('readonly'),
});
if (asked.has('states')) workspace.showStates();
mount(App, { target: document.getElementById('app')!, props: { workspace } });
Object.assign(window, { workspace });
