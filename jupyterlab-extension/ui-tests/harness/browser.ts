import { chromium, type Browser } from 'playwright-core';

/** A headless Chromium that calls nobody. `ALACARD_CHROMIUM` names another binary. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['ALACARD_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
