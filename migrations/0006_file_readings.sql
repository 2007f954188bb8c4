alter table files
  -- Whether the bytes are us-ascii, other UTF-8 (utf-8), or neither (other); null where they were stored before this was looked at.
  add charset text,
  -- What the model is given of the file, or why it cannot be, so that no later question has to read it again to find out.
  add reading jsonb,
  -- Its text, unless that is long or the file is a picture.
  add extracted_text text,
  -- The models that have refused to take the file.
  add rejected_by jsonb not null default '[]';
