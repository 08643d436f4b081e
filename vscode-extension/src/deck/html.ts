/**
 * The page of the panel. Nothing is loaded but one script with a nonce of its
 * own; styles of the components are adopted style sheets, which need no source.
 */
export const deckHtml = (page: {
  readonly script: string;
  readonly nonce: string;
  readonly language: string;
  readonly title: string;
}): string => `<!doctype html>
<html lang="${escape(page.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${page.nonce}'; style-src 'nonce-${page.nonce}'; base-uri 'none'; form-action 'none'">
<title>${escape(page.title)}</title>
<style nonce="${page.nonce}">
html, body { height: 100%; margin: 0; padding: 0; overflow: hidden; }
</style>
</head>
<body>
<script nonce="${page.nonce}" src="${escape(page.script)}"></script>
</body>
</html>`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escape = (text: string): string => text.replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);
