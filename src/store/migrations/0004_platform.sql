-- What a platform was told last, by the name of it, so that it is told again only when that changed.
CREATE TABLE note (
    platform TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (platform, name)
);

-- What only one process at a time may do, and from when on the next may.
CREATE TABLE turn (
    platform TEXT NOT NULL,
    name TEXT NOT NULL,
    free_at BIGINT NOT NULL,
    PRIMARY KEY (platform, name)
);

-- When the bot was taken out of it; none while it is there.
ALTER TABLE community ADD COLUMN left_at BIGINT;
CREATE INDEX community_left ON community (left_at) WHERE left_at IS NOT NULL;
