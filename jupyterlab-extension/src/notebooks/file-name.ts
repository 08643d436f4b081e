/** The first of `name.ipynb`, `name-2.ipynb`, … that is not taken. */
export function freeName(base: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const name = `${base}${count === 1 ? '' : `-${count}`}.ipynb`;
    if (!taken.has(name)) return name;
  }
}
