import {
  connect,
  createPanel,
  HOST_METHODS,
  PANEL_METHODS,
  servePanel,
  type Port,
} from '@alacard/core/panel';

/** Given to scripts of webviews by the editor, once. */
declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const editor = acquireVsCodeApi();
const port: Port = {
  post: (message) => editor.postMessage(message),
  listen: (handler) => {
    const listener = ({ data }: MessageEvent<unknown>): void => handler(data);
    window.addEventListener('message', listener);
    return () => window.removeEventListener('message', listener);
  },
};

const { methods: host } = connect(port, HOST_METHODS);
const panel = createPanel(host);
servePanel(port, PANEL_METHODS, panel.driver);
document.body.append(panel);

// The editor gives the keyboard to the page; the panel knows what comes next.
window.addEventListener('focus', () => {
  if (document.activeElement === document.body) panel.focus();
});
if (document.hasFocus()) panel.focus();
