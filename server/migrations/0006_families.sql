-- The page of a notebook with many remixes shows a few: they are read by an index in their order.
create index notebooks_children on notebooks (parent_id, created_at, id)
  where is_public and state = 'live';

-- A private notebook some of whose versions are still, or already, in the open.
alter table notebooks add column sealing boolean default false;
create index notebooks_sealing on notebooks (id) where sealing;

create index notebooks_official on notebooks (created_at desc, id)
  where official and is_public and state = 'live';
