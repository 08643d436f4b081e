const REQUIREMENT =
  /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\[[\w, -]+\])?(?:(?:[=<>!~]=?=?|===)[\w.*+!,=<>~ -]+)?$/;
/** Options of pip that take a value of their own. */
const WITH_VALUE = new Set([
  '-i',
  '--index-url',
  '--extra-index-url',
  '-f',
  '--find-links',
  '-t',
  '--target',
  '-r',
  '--requirement',
  '-c',
  '--constraint',
  '-e',
  '--editable',
  '--no-binary',
  '--only-binary',
  '--platform',
  '--python-version',
]);
/** Distributions that are never an example's own requirement. */
const NOT_ONES = new Set(['pip', 'setuptools', 'wheel', '.']);

/**
 * Requirements of one `pip install …` line: names with their extras and
 * versions. URLs, files and options are left out.
 */
export function statedRequirements(line: string): string[] {
  const command = /\bpip3?\s+install\s+(\S.*)$/.exec(line)?.[1];
  if (!command) return [];
  const words = command.split(/\s(?:&&|;|\||#)\s?|;/)[0]?.match(/"[^"]*"|'[^']*'|[^\s"']+/g);
  const found: string[] = [];
  for (let at = 0; at < (words?.length ?? 0); at += 1) {
    const word = (words?.[at] ?? '').replace(/^["'`]+|(?<!["'`,])["'`,]+$/g, '');
    if (WITH_VALUE.has(word)) {
      at += 1;
      continue;
    }
    const bare = word.replace(/\s+/g, '');
    if (!bare || bare.startsWith('-') || bare.includes('/') || NOT_ONES.has(bare)) continue;
    if (REQUIREMENT.test(bare) && !found.includes(bare)) found.push(bare);
  }
  return found;
}
