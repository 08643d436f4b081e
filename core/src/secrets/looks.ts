/** What tells a secret from a placeholder, a name or a sentence. */
export const WEAK_PASSWORD =
  /^(?:your|my)?[-_]?(?:password|postgres|passwd|pass|secret|root|admin|changeme|example|x{4,}|\*+|…+|\.{3,})[-_]?(?:here)?$/i;

/** How often neighbours differ in case: about half in a key, a third and less in names (`AutoModel…`). */
function changesOfCase(letters: string): number {
  let changes = 0;
  for (let at = 1; at < letters.length; at++) {
    if (/[a-z]/.test(letters.charAt(at - 1)) !== /[a-z]/.test(letters.charAt(at))) changes += 1;
  }
  return changes / letters.length;
}

/**
 * Tells keys from names: model ids and sentences have few pieces that mix letters and digits.
 * One key of 48 in five thousand has no digit: then the case of its letters tells.
 */
export function looksRandom(value: string): boolean {
  let mixed = 0;
  for (const piece of value.split(/[-_./+=]/)) {
    if (!/[A-Za-z]/.test(piece)) continue;
    if (/[0-9]/.test(piece)) mixed += piece.length;
    else if (piece.length >= 20 && changesOfCase(piece) >= (piece.length >= 40 ? 0.3 : 0.4))
      mixed += piece.length;
  }
  return mixed >= 10;
}

/** A password that somebody made up to be one: letters, digits, and capitals or signs. */
export function isPassword(value: string): boolean {
  if (
    WEAK_PASSWORD.test(value) ||
    /^(?:my|your|the)|example|password|secret|changeme|1234/i.test(value)
  )
    return false;
  return (
    /[a-z]/i.test(value) &&
    /\d/.test(value) &&
    (/[^\w]/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value)))
  );
}
