-- Which words occur in which names (name_index.py). Contentless: a piece of three letters, casefolded, leads to the
-- number of a target, or of a bundle of consecutive jobs whose ids hold it somewhere.
CREATE TABLE name_index (kind TEXT PRIMARY KEY, upto INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE target_grams USING fts5(name, content='', detail='none', columnsize=0, tokenize='trigram case_sensitive 1');
CREATE VIRTUAL TABLE job_grams USING fts5(name, content='', detail='none', columnsize=0, tokenize='trigram case_sensitive 1');
INSERT INTO name_index (kind, upto) VALUES ('target', 0), ('job', 0);
