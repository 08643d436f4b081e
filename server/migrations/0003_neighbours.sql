-- Distinct visitors of one network, notebook, kind and day: many of them count like few
-- (their points grow as log2(1 + actors)).
create table notebook_nets (
  day date not null,
  notebook_id uuid not null references notebooks (id) on delete cascade,
  kind text not null,
  net bytea not null,
  actors int not null,
  primary key (day, notebook_id, kind, net)
);
alter table notebook_nets enable row level security;
