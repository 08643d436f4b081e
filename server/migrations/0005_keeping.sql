-- Versions can be hidden or deleted; the newest that is shown is `version`.
alter table notebooks
  add column last_version int,               -- the newest there ever was; numbers are not used twice
  add column gone int[] not null default '{}'; -- hidden or deleted, so that no cache shows them
update notebooks set last_version = version;
alter table notebooks
  alter column last_version set default 1,
  alter column last_version set not null;
alter table notebook_versions
  add column hidden boolean not null default false,
  add column source_hash bytea;              -- of the sources alone, without outputs and links

-- What was withheld, recognised when it comes back. Kept when its notebook is deleted.
create table withheld_content (
  hash bytea not null,                       -- SHA-256 of a file, or of its sources
  notebook_id uuid not null,
  primary key (hash, notebook_id)
);
create index withheld_notebook on withheld_content (notebook_id);
alter table withheld_content enable row level security;

alter table moderation_log drop constraint moderation_log_action_check;
alter table moderation_log add constraint moderation_log_action_check
  check (action in ('withheld', 'restored', 'rejected', 'official', 'not-official', 'removed'));
create index moderation_log_at on moderation_log (at desc, id);

-- Bytes an address has shared today, by a keyed hash that changes daily.
create table address_usage (
  day date not null,
  net bytea not null,
  bytes bigint not null default 0,
  primary key (day, net)
);
alter table address_usage enable row level security;
create index notebooks_unowned on notebooks (updated_at) where user_id is null and state = 'live';

-- Codes that nobody asks for are forgotten after a long time.
alter table recipe_codes add column used_at timestamptz not null default date_trunc('milliseconds', now());
create index recipe_codes_used on recipe_codes (used_at);
