import { describe, expect, it } from '@jest/globals';
import { installLines } from './installs.ts';

describe('installLines', () => {
  it.each([
    ['%pip install a && pip install "b>=2"', [['a'], ['b>=2']]],
    ['!pip install -q a; conda install -c x b', [['a'], ['b']]],
    ['%%bash\npip install a\nuv pip install b', [['a'], ['b']]],
    // The shell reads one command here, and pip three names.
    ['!pip install a pip install b', [['a', 'pip', 'install', 'b']]],
  ])('%j', (source, wanted) => {
    expect(installLines(source).map(({ requirements }) => requirements)).toEqual(wanted);
  });

  it('ends where a further requirement can be written', () => {
    const source = 'x = 1\n!pip install a && pip install b # c';
    const ends = installLines(source).map(({ end }) => source.slice(0, end ?? 0));
    expect(ends).toEqual(['x = 1\n!pip install a', 'x = 1\n!pip install a && pip install b']);
  });
});
