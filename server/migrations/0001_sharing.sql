-- PostgreSQL 15 and PGlite alike. Row level security is on without policies:
-- only the owner of the tables, this server, reads them, never a REST layer
-- that a host may put on the public schema.

create table people (
  id uuid primary key,                       -- subject at the issuer; fixed for the local owner
  name text,
  created_at timestamptz not null default date_trunc('milliseconds', now())
);

create table notebooks (
  id uuid primary key default gen_random_uuid(),
  share_id text not null unique,
  created_at timestamptz not null default date_trunc('milliseconds', now()),
  updated_at timestamptz not null default date_trunc('milliseconds', now()),
  user_id uuid references people (id),       -- null: shared without an account
  manage_hash bytea,                         -- SHA-256 of the manage token, for those
  state text not null default 'live' check (state in ('live', 'withheld', 'deleted')),
  is_public boolean not null default true,
  official boolean not null default false,
  version int not null default 1,            -- the newest

  -- In the open for public notebooks, null for private (sealed) and deleted ones.
  title text,
  description text,
  licence text,
  recipe jsonb,
  hf_model_id text,
  model_revision text,
  model_licence text,
  task text,
  topic text,
  difficulty text,
  component text,

  -- Private notebooks: title … component in one envelope, key wrapped by a named master key.
  sealed bytea,
  wrapped bytea,
  key_id text,

  -- The parent as it was: credit survives its deletion.
  parent_id uuid references notebooks (id),
  parent_share_id text,
  parent_version int,
  parent_title text,
  parent_author text,
  parent_licence text,
  root_id uuid not null,                     -- itself for originals
  depth int not null default 0,

  -- Joined words are taken apart, as the search box does: "Llama-3.2" is llama, 3 and 2.
  search tsvector generated always as (
    setweight(to_tsvector('simple', translate(coalesce(title, ''), './_-:@+', '       ')), 'A')
    || setweight(to_tsvector('simple', translate(coalesce(hf_model_id, '') || ' ' || coalesce(topic, ''), './_-:@+', '       ')), 'B')
    || setweight(to_tsvector('simple', translate(coalesce(description, ''), './_-:@+', '       ')), 'C')
  ) stored,
  check (is_public or title is null),
  check ((sealed is null) = (wrapped is null))
);
create index notebooks_newest on notebooks (created_at desc, id) where is_public and state = 'live';
create index notebooks_model on notebooks (hf_model_id, created_at desc, id) where is_public and state = 'live';
create index notebooks_task on notebooks (task, created_at desc, id) where is_public and state = 'live';
create index notebooks_topic on notebooks (topic, difficulty, created_at desc, id) where is_public and state = 'live';
create index notebooks_component on notebooks (component, created_at desc, id) where is_public and state = 'live';
create index notebooks_search on notebooks using gin (search) where is_public and state = 'live';
create index notebooks_user on notebooks (user_id, created_at desc, id);
create index notebooks_parent on notebooks (parent_id);
create index notebooks_root on notebooks (root_id, created_at, id);
create index notebooks_key on notebooks (key_id) where key_id is not null;

-- Immutable, but for sealing and unsealing.
create table notebook_versions (
  notebook_id uuid not null references notebooks (id) on delete cascade,
  version int not null,
  created_at timestamptz not null default date_trunc('milliseconds', now()),
  sha256 text not null,
  bytes int not null,
  ipynb text,                                -- the file, byte for byte
  recipe jsonb,
  sealed bytea,                              -- private: both of the above
  primary key (notebook_id, version),
  check ((ipynb is null) <> (sealed is null))
);
-- Three times the write rate of the default compression, where it is built in.
do $$ begin
  alter table notebook_versions alter column ipynb set compression lz4;
exception when others then null;
end $$;

create table notebook_counts (
  notebook_id uuid primary key references notebooks (id) on delete cascade,
  views bigint not null default 0,
  downloads bigint not null default 0,
  remixes bigint not null default 0,
  runs_ok bigint not null default 0,
  runs_failed bigint not null default 0
) with (fillfactor = 80);
create index counts_views on notebook_counts (views desc, notebook_id);
create index counts_downloads on notebook_counts (downloads desc, notebook_id);
create index counts_remixes on notebook_counts (remixes desc, notebook_id);

create table notebook_hourly (
  notebook_id uuid not null references notebooks (id) on delete cascade,
  hour timestamptz not null,
  views int not null default 0,
  downloads int not null default 0,
  remixes int not null default 0,
  points float8 not null default 0,          -- what the ranking was given
  primary key (notebook_id, hour)
);
create index hourly_hour on notebook_hourly (hour);

-- Forward-decayed log scores: l = log2(sum of w * 2^(t/H)), H = 12 h, 3.5 d, 15 d.
-- The order by l stays right at any later time without rewriting.
create table notebook_rank (
  notebook_id uuid primary key references notebooks (id) on delete cascade,
  hf_model_id text not null,
  task text,
  topic text not null,
  difficulty text not null,
  component text not null,
  l24 float8 not null,
  l7 float8 not null,
  l30 float8 not null
) with (fillfactor = 85);
create index rank24 on notebook_rank (l24 desc, notebook_id);
create index rank24_difficulty on notebook_rank (difficulty, l24 desc, notebook_id);
create index rank24_topic on notebook_rank (topic, difficulty, l24 desc, notebook_id);
create index rank24_model on notebook_rank (hf_model_id, topic, difficulty, l24 desc, notebook_id);
create index rank24_task on notebook_rank (task, l24 desc, notebook_id);
create index rank24_component on notebook_rank (component, l24 desc, notebook_id);
create index rank7 on notebook_rank (l7 desc, notebook_id);
create index rank7_difficulty on notebook_rank (difficulty, l7 desc, notebook_id);
create index rank7_topic on notebook_rank (topic, difficulty, l7 desc, notebook_id);
create index rank7_model on notebook_rank (hf_model_id, topic, difficulty, l7 desc, notebook_id);
create index rank7_model_only on notebook_rank (hf_model_id, l7 desc, notebook_id);
create index rank7_task on notebook_rank (task, l7 desc, notebook_id);
create index rank7_component on notebook_rank (component, l7 desc, notebook_id);
create index rank24_model_only on notebook_rank (hf_model_id, l24 desc, notebook_id);
create index rank30 on notebook_rank (l30 desc, notebook_id);
create index rank30_difficulty on notebook_rank (difficulty, l30 desc, notebook_id);
create index rank30_topic on notebook_rank (topic, difficulty, l30 desc, notebook_id);
create index rank30_model on notebook_rank (hf_model_id, topic, difficulty, l30 desc, notebook_id);
create index rank30_model_only on notebook_rank (hf_model_id, l30 desc, notebook_id);
create index rank30_task on notebook_rank (task, l30 desc, notebook_id);
create index rank30_component on notebook_rank (component, l30 desc, notebook_id);

-- One point per visitor, notebook, kind and day. Visitors are keyed hashes; the key changes daily.
-- Remixes of signed-in people are kept for ever (day = infinity), one per root.
create table event_seen (
  day date not null,
  notebook_id uuid not null,
  kind text not null check (kind in ('view', 'download', 'remix')),
  visitor bytea not null,
  primary key (day, notebook_id, kind, visitor)
);
create table net_points (
  day date not null,
  net bytea not null,
  events int not null default 0,
  primary key (day, net)
);

create table reports (
  id uuid primary key default gen_random_uuid(),
  notebook_id uuid not null references notebooks (id) on delete cascade,
  kind text not null,
  statement text not null,
  contact text,
  status text not null default 'open' check (status in ('open', 'upheld', 'rejected')),
  created_at timestamptz not null default date_trunc('milliseconds', now())
);
create index reports_status on reports (status, created_at, id);
create index reports_notebook on reports (notebook_id);

create table moderation_log (
  id bigint generated always as identity primary key,
  notebook_id uuid not null,
  action text not null check (action in ('withheld', 'restored', 'rejected', 'official', 'not-official')),
  reason text not null,
  actor uuid,
  report_id uuid,
  at timestamptz not null default date_trunc('milliseconds', now())
);

create table access_tokens (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references people (id) on delete cascade,
  kind text not null check (kind in ('personal', 'device', 'session')),
  name text not null,
  hash bytea not null unique,                -- SHA-256; the token itself is never stored
  hint text not null,
  scopes text[] not null,
  created_at timestamptz not null default date_trunc('milliseconds', now()),
  last_used_at timestamptz,
  expires_at timestamptz
);
create index access_tokens_user on access_tokens (user_id, created_at desc);

create table device_codes (
  hash bytea primary key,
  user_code text not null unique,
  client_id text not null,
  scopes text[] not null,
  status text not null default 'pending' check (status in ('pending', 'allowed', 'refused')),
  user_id uuid references people (id) on delete cascade,
  poll_seconds int not null default 5,
  polled_at timestamptz,
  created_at timestamptz not null default date_trunc('milliseconds', now()),
  expires_at timestamptz not null
);

create table idempotency (
  actor bytea not null,
  key text not null,
  endpoint text not null,
  request_sha256 text not null,
  result jsonb,
  created_at timestamptz not null default now(),
  primary key (actor, key)
);
create index idempotency_age on idempotency (created_at);

create table recipe_codes (
  code text primary key,
  recipe jsonb not null,
  created_at timestamptz not null default date_trunc('milliseconds', now())
);

create table run_health (
  notebook_id uuid not null references notebooks (id) on delete cascade,
  version int not null,
  ok boolean not null,
  failed_cell text not null default '',
  error_name text not null default '',
  device text not null default '',
  runs bigint not null default 0,
  seconds float8 not null default 0,
  primary key (notebook_id, version, ok, failed_cell, error_name, device)
);

create table card_presets (
  id uuid primary key default gen_random_uuid(),
  card_type text not null check (card_type in ('model', 'prompt', 'topic', 'difficulty', 'ui_component')),
  card_data jsonb not null,
  is_featured boolean not null default false,
  sort_order int not null default 0
);

create table collections (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references people (id) on delete cascade,
  name text not null,
  description text,
  notebook_ids uuid[] not null default '{}'
);

create table settings (
  name text primary key,
  value jsonb not null
);

alter table people enable row level security;
alter table notebooks enable row level security;
alter table notebook_versions enable row level security;
alter table notebook_counts enable row level security;
alter table notebook_hourly enable row level security;
alter table notebook_rank enable row level security;
alter table event_seen enable row level security;
alter table net_points enable row level security;
alter table reports enable row level security;
alter table moderation_log enable row level security;
alter table access_tokens enable row level security;
alter table device_codes enable row level security;
alter table idempotency enable row level security;
alter table recipe_codes enable row level security;
alter table run_health enable row level security;
alter table card_presets enable row level security;
alter table collections enable row level security;
alter table settings enable row level security;
