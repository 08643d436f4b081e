import { WITHOUT_TORCH } from '../library/engines.ts';
import { scopeOf } from '../python/scopes.ts';

interface Piece {
  readonly source: string;
  readonly engine: string | null;
}

/** Two pieces may belong together unless they are of different engines. */
function compatible(a: Piece, b: Piece): boolean {
  if (a.engine === b.engine || a.engine === null || b.engine === null) return true;
  const other = a.engine === 'pytorch' ? b.engine : a.engine;
  return (a.engine === 'pytorch' || b.engine === 'pytorch') && !WITHOUT_TORCH.has(other);
}

/**
 * For each piece, which earlier pieces define the names it needs (the nearest
 * one each), and theirs in turn. Ascending indexes.
 */
export function needsOf(pieces: readonly Piece[]): number[][] {
  const names = pieces.map((piece) => scopeOf(piece.source));
  const all: number[][] = [];
  pieces.forEach((piece, index) => {
    const found = new Set<number>();
    for (const name of names[index]?.needed ?? []) {
      for (let at = index - 1; at >= 0; at -= 1) {
        const other = pieces[at];
        if (!other || !names[at]?.bound.has(name) || !compatible(piece, other)) continue;
        found.add(at);
        for (const further of all[at] ?? []) found.add(further);
        break;
      }
    }
    all.push([...found].sort((a, b) => a - b));
  });
  return all;
}
