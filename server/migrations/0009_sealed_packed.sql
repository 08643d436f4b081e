-- What is sealed holds the file packed (store/sealed-version.ts); versions sealed before are
-- opened as they were. Nothing changes here but the number: a server that knows 8 cannot open
-- what this one seals, and must not be started on it.
comment on column notebook_versions.sealed is 'envelope of a private version: store/sealed-version.ts';
