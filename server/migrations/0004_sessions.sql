-- Tokens and sessions know what they were made from: they are revoked with it and never outlive it.
alter table access_tokens
  add column parent_id uuid references access_tokens (id) on delete cascade
    deferrable initially deferred,           -- a dump may hold a child before its parent
  -- Of sessions: what opened them; null for sessions of before, which stay until they expire.
  add column origin text check (origin in ('owner', 'token', 'issuer')),
  add column owner_hash bytea;               -- SHA-256 of the owner token it was opened with
create index access_tokens_parent on access_tokens (parent_id) where parent_id is not null;
-- A session may do everything its person may, and "account" is new.
update access_tokens set scopes = scopes || array['account'] where kind = 'session';

-- Codes of sign-in links: used once, within minutes.
create table sign_in_codes (
  hash bytea primary key,
  expires_at timestamptz not null
);
alter table sign_in_codes enable row level security;

-- A device that a token let in is a child of that token.
alter table device_codes
  add column parent_id uuid references access_tokens (id) on delete cascade
    deferrable initially deferred;
