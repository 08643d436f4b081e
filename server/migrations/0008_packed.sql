-- The file is kept packed (store/packed.ts). What was shared before stays as text.
alter table notebook_versions add column packed bytea;
alter table notebook_versions alter column packed set storage external;
alter table notebook_versions drop constraint notebook_versions_check;
alter table notebook_versions add check (num_nonnulls(ipynb, packed, sealed) = 1);
