/** Before the tests of core: bundle the deck and the templates as they are now. */
const { execFileSync } = require('node:child_process');
const { join } = require('node:path');

module.exports = async () => {
  execFileSync(process.execPath, [join(__dirname, '../core/scripts/bundle-data.ts')], {
    stdio: 'inherit',
  });
};
