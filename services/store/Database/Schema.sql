-- The store's tables, SQLite. With every change here raise SchemaVersion in ScreeningDatabase.cs and add a step to SchemaMigration.cs.
-- Everything below a job is keyed (job, position in its library), in that order on disk.

CREATE TABLE jobs (
  number           INTEGER PRIMARY KEY AUTOINCREMENT,
  id               TEXT    NOT NULL UNIQUE,
  name             TEXT    NOT NULL,
  source           TEXT    NOT NULL,
  specification    TEXT    NOT NULL,           -- JSON of ScreeningSpecification
  state            INTEGER NOT NULL,           -- JobState
  molecules        INTEGER NOT NULL DEFAULT 0,
  scored           INTEGER NOT NULL DEFAULT 0,
  rejected         INTEGER NOT NULL DEFAULT 0,
  routes_requested INTEGER NOT NULL DEFAULT 0,
  routes_found     INTEGER NOT NULL DEFAULT 0,
  routes_not_found INTEGER NOT NULL DEFAULT 0,
  created          INTEGER NOT NULL,           -- Unix milliseconds
  finished         INTEGER,
  failure          TEXT,
  announced        INTEGER NOT NULL DEFAULT 0  -- Announcement: events that are surely published
) STRICT;

-- The library as submitted.
CREATE TABLE molecules (
  job  INTEGER NOT NULL,
  idx  INTEGER NOT NULL,                       -- position in the library, from 0
  id   TEXT    NOT NULL,
  text TEXT    NOT NULL,
  PRIMARY KEY (job, idx)
) STRICT, WITHOUT ROWID;

-- Ranges of the library that travel together. A chunk whose consumer faulted is split in two.
CREATE TABLE chunks (
  job      INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  first    INTEGER NOT NULL,
  count    INTEGER NOT NULL,
  state    INTEGER NOT NULL,                   -- ChunkState
  attempts INTEGER NOT NULL,                   -- times issued without an answer or an orderly stop
  PRIMARY KEY (job, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX chunks_pending ON chunks (job, number) WHERE state = 0;

-- One row for each molecule that is scored or rejected.
CREATE TABLE results (
  job              INTEGER NOT NULL,
  idx              INTEGER NOT NULL,
  status           INTEGER NOT NULL,           -- ResultStatus
  smiles           TEXT,
  molecular_weight REAL,                       -- g/mol
  logp             REAL,
  tpsa             REAL,                       -- square angstrom
  hbd              REAL,
  hba              REAL,
  rotatable_bonds  REAL,
  qed              REAL,
  reason           TEXT,
  detail           TEXT,
  score            REAL,                       -- 0 to 1; null when a prediction is missing
  passes_filters   INTEGER NOT NULL,
  rank             INTEGER,                    -- from 1; null until the job is ranked
  PRIMARY KEY (job, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX results_by_rank ON results (job, rank) WHERE rank IS NOT NULL;
CREATE INDEX results_rejected ON results (job, idx) WHERE status = 1;

CREATE TABLE score_columns (
  job     INTEGER NOT NULL,
  number  INTEGER NOT NULL,
  model   TEXT    NOT NULL,
  version TEXT    NOT NULL,
  task    TEXT    NOT NULL,
  unit    TEXT    NOT NULL,
  has_interval   INTEGER NOT NULL DEFAULT 0,   -- whether scores have low and high
  has_percentile INTEGER NOT NULL DEFAULT 0,
  has_domain     INTEGER NOT NULL DEFAULT 0,   -- the same for all columns of a model
  PRIMARY KEY (job, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE scores (
  job          INTEGER NOT NULL,
  idx          INTEGER NOT NULL,
  number       INTEGER NOT NULL,               -- of score_columns
  value        REAL,                           -- null when the model could not predict
  desirability REAL,                           -- null without a value or an objective
  low          REAL,                           -- ends of the value's interval
  high         REAL,
  percentile   REAL,                           -- among the model's reference molecules, 0 to 100
  domain       REAL,                           -- 0 to 1, how far from what the model learned; in the model's first column
  domain_status TEXT,                          -- in, edge or out; beside domain
  PRIMARY KEY (job, idx, number)
) STRICT, WITHOUT ROWID;

-- Searches for synthesis routes, one for each of the best molecules.
CREATE TABLE plans (
  job            INTEGER NOT NULL,
  idx            INTEGER NOT NULL,
  place          INTEGER NOT NULL,             -- the molecule's rank
  leader         INTEGER NOT NULL,             -- idx of the best molecule with the same SMILES: one search serves all
  smiles         TEXT    NOT NULL,
  state          INTEGER NOT NULL,             -- PlanState
  cause          TEXT,
  proved_optimal INTEGER NOT NULL,
  statistics     TEXT,                         -- JSON of SearchStatistics
  attempts       INTEGER NOT NULL,
  PRIMARY KEY (job, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX plans_pending ON plans (job, place) WHERE state = 0;

CREATE TABLE routes (
  job  INTEGER NOT NULL,
  idx  INTEGER NOT NULL,
  rank INTEGER NOT NULL,                       -- from 1, cheapest first
  cost REAL    NOT NULL,
  steps INTEGER NOT NULL,
  tree TEXT    NOT NULL,                       -- JSON of RouteMolecule
  PRIMARY KEY (job, idx, rank)
) STRICT, WITHOUT ROWID;
