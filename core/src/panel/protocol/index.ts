export { connect } from './connect.ts';
export * from './faces.ts';
export { abortError, isAbort, MessageSchema, type Message, type Port } from './messages.ts';
export {
  HOST_METHODS,
  PANEL_METHODS,
  type Call,
  type Methods,
  type MethodTable,
  type PanelDriver,
  type PanelHost,
} from './methods.ts';
export { servePanel } from './serve.ts';
