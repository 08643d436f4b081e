import { checks } from './checks/plugin.ts';
import { plugin } from './plugin.ts';

export default [plugin, checks];
