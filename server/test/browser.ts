import fs from 'node:fs';
import { SCOPES, type Sharing } from '@alacard/core/sharing';
import type { Page } from 'playwright-core';
import { value } from './harness.ts';

export const CHROMIUM = [
  process.env['ALACARD_CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((file) => file !== '' && fs.existsSync(file));

export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Signs in as a person does: by the form of the sign-in page. */
export async function signInBy(
  page: Page,
  url: string,
  token: string,
  next = '/dashboard',
): Promise<void> {
  await page.goto(`${url}/sign-in?next=${encodeURIComponent(next)}`);
  await page.fill('input[name=token]', token);
  await page.click('#sign-in button');
  await page.waitForURL((now) => !now.pathname.startsWith('/sign-in'));
}

/** Signs somebody in who may call the API. */
export async function signInAs(page: Page, url: string, who: Sharing): Promise<void> {
  const made = await who.call('createToken', { body: { name: 'browser', scopes: [...SCOPES] } });
  await signInBy(page, url, value(made).token);
}
