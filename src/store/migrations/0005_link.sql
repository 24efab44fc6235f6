-- Where the leaderboard of a community is shown to whoever knows a secret, of which only the digest is kept.
CREATE TABLE link (
    platform TEXT NOT NULL,
    community TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    PRIMARY KEY (platform, community)
);
