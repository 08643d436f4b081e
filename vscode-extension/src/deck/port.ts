import type { Port } from '@alacard/core/panel/host';
import type * as vscode from 'vscode';

/** A webview as one end of the panel's protocol. After `close` nothing goes in or out. */
export function webviewPort(webview: vscode.Webview): Port & { close(): void } {
  let open = true;
  return {
    post: (message) => {
      if (open) void webview.postMessage(message);
    },
    listen: (handler) => {
      const subscription = webview.onDidReceiveMessage((message: unknown) => {
        if (open) handler(message);
      });
      return () => {
        subscription.dispose();
      };
    },
    close: () => {
      open = false;
    },
  };
}
