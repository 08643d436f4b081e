-- Each index of the ranking is written with every event that is counted: one a timeframe.
-- Filters look through the best, then through the indexes of notebooks (store/lists.ts).
drop index rank24_difficulty, rank24_topic, rank24_model, rank24_model_only, rank24_task,
  rank24_component, rank7_difficulty, rank7_topic, rank7_model, rank7_model_only, rank7_task,
  rank7_component, rank30_difficulty, rank30_topic, rank30_model, rank30_model_only, rank30_task,
  rank30_component;
create index notebooks_difficulty on notebooks (difficulty, created_at desc, id)
  where is_public and state = 'live';
