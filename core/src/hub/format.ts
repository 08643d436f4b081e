const scaled = (value: number, units: readonly string[]): string => {
  let unit = 0;
  let rest = value;
  // 999.5 and not 1000: 999 999 reads "1.0 M", never "1000 k".
  while (rest >= 999.5 && unit < units.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && rest < 9.95 ? rest.toFixed(1) : String(Math.round(rest));
  return `${digits} ${units[unit] ?? ''}`.trim();
};

/** A count as people read it: 494_032_768 -> "494 M", 7_615_616_512 -> "7.6 B", 812 -> "812". */
export const formatCount = (count: number): string => scaled(count, ['', 'k', 'M', 'B', 'T']);

/** Bytes in decimal units, as the Hub counts: 1_976_131_072 -> "2.0 GB". */
export const formatBytes = (bytes: number): string => scaled(bytes, ['B', 'kB', 'MB', 'GB', 'TB']);
