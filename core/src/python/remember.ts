/**
 * Keep the last results of a pure function of a text. Notebooks share most of
 * their cells, and one notebook asks about a cell several times.
 */
export function remember<T>(work: (text: string) => T, kept = 512): (text: string) => T {
  const results = new Map<string, T>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) {
      // Used again: now the youngest.
      results.delete(text);
      results.set(text, known);
      return known;
    }
    const result = work(text);
    const oldest = results.size >= kept ? results.keys().next().value : undefined;
    if (oldest !== undefined) results.delete(oldest);
    results.set(text, result);
    return result;
  };
}
