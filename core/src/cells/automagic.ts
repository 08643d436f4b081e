/** Line magics and aliases that IPython 9 defines on its own; a cell of one line needs no `%` for them. */
const LINE_MAGICS: ReadonlySet<string> = new Set(
  `alias alias_magic autoawait autocall automagic autosave bookmark cat cd clear colors conda config
  connect_info cp debug dhist dirs doctest_mode ed edit env gui hist history killbgscripts ldir less lf
  lk ll load load_ext loadpy logoff logon logstart logstate logstop ls lsmagic lx macro magic mamba man
  matplotlib micromamba mkdir more mv notebook page pastebin pdb pdef pdoc pfile pinfo pinfo2 pip popd
  pprint precision prun psearch psource pushd pwd pycat pylab quickref recall rehashx reload_ext rep
  rerun reset reset_selective rm rmdir run save sc set_env store sx system tb time timeit unalias
  unload_ext uv who who_ls whos xdel xmode`.split(/\s+/),
);

/**
 * The line magic that a cell of one line is, without `%`: `pip install x`, `ls -l`. Null
 * where it is Python: what goes on as an expression or an assignment does.
 */
export function automagicOf(source: string): string | null {
  const line = source.trim();
  if (line.includes('\n') || line === '') return null;
  const [, name = '', rest = ''] = /^([a-z][a-z0-9_]*)((?:[^a-z0-9_\n][^\n]*)?)$/.exec(line) ?? [];
  if (!LINE_MAGICS.has(name)) return null;
  if (rest !== '' && !/^[ \t]/.test(rest)) return null;
  const after = rest.trimStart();
  // `time - 1` and `ls = 1` are Python, `ls -l` and `cd ..` are not.
  if (/^(?:[=<>,+*%^&|()[:;]|!=|\/[ \t]|-[ \t\d]|(?:in|is|and|or|not|if|for)\b)/.test(after))
    return null;
  return line;
}
