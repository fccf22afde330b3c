-- One row: the journal itself. Every write goes through it, so that only its owner writes.
CREATE TABLE IF NOT EXISTS rillway_journal (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    owner VARCHAR(36) NOT NULL,
    last_position BIGINT NOT NULL,
    published BIGINT NOT NULL
);

-- One entry, in as many parts as its length needs.
CREATE TABLE IF NOT EXISTS rillway_entry (
    pos BIGINT NOT NULL,
    part INTEGER NOT NULL,
    cascade_id VARCHAR(100),
    kind VARCHAR(50) NOT NULL,
    body VARCHAR(1000000) NOT NULL,
    PRIMARY KEY (pos, part)
);

CREATE INDEX IF NOT EXISTS rillway_entry_cascade ON rillway_entry (cascade_id);
