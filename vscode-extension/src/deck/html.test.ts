import { describe, expect, it } from '@jest/globals';
import { deckHtml } from './html.ts';

const page = { script: 'https://cdn.example/panel.js', nonce: 'n0nce', language: 'en', title: 'T' };

describe('the page of the panel', () => {
  it('lets in one script and one style by nonce, and nothing else', () => {
    const html = deckHtml(page);
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
    expect(policy).toBe(
      "default-src 'none'; script-src 'nonce-n0nce'; style-src 'nonce-n0nce'; base-uri 'none'; form-action 'none'",
    );
    expect(html.match(/nonce="n0nce"/g)).toHaveLength(2);
  });

  it('cannot be broken out of by an address or a title', () => {
    const html = deckHtml({ ...page, script: '"><script>', title: '</title><b>' });
    expect(html).not.toContain('"><script>');
    expect(html).not.toContain('</title><b>');
  });
});
