-- Optional index of the model ids of the Hub, filled by `alacard-server sync-models`.
create extension if not exists pg_trgm;
create extension if not exists fuzzystrmatch;

create table models (
  id text primary key,
  task text,
  library text,
  licence text,
  downloads bigint not null default 0,
  likes bigint not null default 0,
  gated boolean not null default false,
  seen_at timestamptz not null default now()
);
alter table models enable row level security;

-- Rebuilt as a whole from `models`, in order of popularity; see search/index.ts.
create table model_index (
  k int not null,
  id text not null,
  task text,
  tv tsvector not null
);
create table model_vocabulary (
  word text not null,
  ndoc int not null
);
alter table model_index enable row level security;
alter table model_vocabulary enable row level security;
