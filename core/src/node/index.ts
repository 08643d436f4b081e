export { createNodeFetch } from './fetch.ts';
export { nodeHubSettings } from './hub-settings.ts';
export { nodeHub } from './hub.ts';
export { nodeRuff } from './ruff.ts';
export { main } from './cli.ts';
