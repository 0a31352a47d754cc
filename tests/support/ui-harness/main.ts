import { mount } from 'svelte';
import App from '../../../src/app/ui/App.svelte';
import { FakeWorkspace } from './fake-workspace.svelte';
import { scenes, type SceneName } from './scenes';
import { tillTrial } from './till-draft';

/** `?scene=data&locale=zh-CN&theme=dark` */
const asked = new URLSearchParams(location.search);
const scene = (asked.get('scene') ?? 'start') as SceneName;
const locale = asked.get('locale') === 'zh-CN' ? 'zh-CN' : 'en';
const theme = asked.get('theme') === 'dark' ? 'dark' : 'light';
const workspace = new FakeWorkspace({ locale, theme, ...scenes[scene](locale) });
if (scene === 'data_reading') workspace.trial = tillTrial(locale);
mount(App, { target: document.getElementById('app')!, props: { workspace } });
Object.assign(window, { workspace });
