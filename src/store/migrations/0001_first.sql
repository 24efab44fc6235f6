-- The first schema. One text for SQLite and PostgreSQL: every column is TEXT or BIGINT, a truth
-- is 0 or 1, and a time is milliseconds since 1970 began (UTC).
--
-- `platform` names the platform ("discord"), `community` a community on it. A member is known by
-- a `member_key` that says nothing of who that is; only the table `member` does.

-- A community: its time zone, by which days begin, and its settings.
CREATE TABLE community (
    platform TEXT NOT NULL,
    community TEXT NOT NULL,
    -- The name of a zone of the IANA database.
    time_zone TEXT NOT NULL DEFAULT 'UTC',
    -- JSON; what it holds is the reader's concern.
    settings TEXT NOT NULL DEFAULT '{}',
    -- The last number given out. Awards and messages of a community are numbered in the order in
    -- which they were committed: whoever takes a number holds this row until the commit.
    position BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (platform, community)
);

-- A member, and all that is known of who that is. Gone as soon as a member asks for it.
CREATE TABLE member (
    platform TEXT NOT NULL,
    member_id TEXT NOT NULL,
    member_key TEXT NOT NULL UNIQUE,
    -- The name as it is shown.
    name TEXT NOT NULL,
    -- 1: on no leaderboard.
    hidden BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (platform, member_id)
);

-- The incoming events that were handled, each written with all that it caused.
CREATE TABLE inbox (
    platform TEXT NOT NULL,
    event_id TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (platform, event_id)
);
CREATE INDEX inbox_by_age ON inbox (seen_at);

-- A round. Its state is the round itself, as JSON; no rule of the game is known here.
CREATE TABLE round (
    -- Derived from the event that started it, so that the same event starts no second one.
    round_id TEXT NOT NULL PRIMARY KEY,
    platform TEXT NOT NULL,
    community TEXT NOT NULL,
    channel TEXT NOT NULL,
    -- Counts the changes: who changes the round names the version that was read.
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    -- 1 until it is over.
    live BIGINT NOT NULL,
    -- When time changes it next, if it does.
    due_at BIGINT,
    -- Whose turn it is to look after it, and until when.
    lease_owner TEXT NOT NULL DEFAULT '',
    lease_until BIGINT NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL
);
-- At most one round runs in a channel.
CREATE UNIQUE INDEX round_live_in_channel ON round (platform, channel) WHERE live = 1;
CREATE INDEX round_live_in_community ON round (platform, community) WHERE live = 1;
CREATE INDEX round_due ON round (due_at) WHERE live = 1;
CREATE INDEX round_by_age ON round (changed_at) WHERE live = 0;

-- Messages to be said, and for a while those that were said.
CREATE TABLE outbox (
    -- The platform's protection against saying it twice is made from it.
    key TEXT NOT NULL PRIMARY KEY,
    platform TEXT NOT NULL,
    community TEXT NOT NULL,
    channel TEXT NOT NULL,
    -- The round that it belongs to, if any.
    round_id TEXT,
    -- What is to be said, as JSON; emptied once it was said.
    body TEXT NOT NULL,
    -- A channel's messages are said in this order.
    position BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    lease_owner TEXT NOT NULL DEFAULT '',
    lease_until BIGINT NOT NULL DEFAULT 0,
    -- When it was said, or given up.
    settled_at BIGINT,
    -- What the platform calls it, once it was said.
    message_id TEXT,
    -- Why it was given up, if it was.
    failure TEXT
);
CREATE INDEX outbox_waiting ON outbox (platform, channel, position) WHERE settled_at IS NULL;
CREATE INDEX outbox_due ON outbox (not_before) WHERE settled_at IS NULL;
CREATE INDEX outbox_by_age ON outbox (settled_at) WHERE settled_at IS NOT NULL;

-- The ledger: what a member got for a question, be it nothing. Rows are only ever added.
CREATE TABLE award (
    round_id TEXT NOT NULL,
    question_no BIGINT NOT NULL,
    member_key TEXT NOT NULL,
    platform TEXT NOT NULL,
    community TEXT NOT NULL,
    -- In the community, in the order of commits.
    position BIGINT NOT NULL,
    points BIGINT NOT NULL CHECK (points >= 0),
    -- 1 if the answer was right.
    correct BIGINT NOT NULL,
    -- How the question was answered, what it is called, and which fact it asks about.
    kind TEXT NOT NULL,
    question_id TEXT NOT NULL,
    fact_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- The day in the community's time zone as it was then, such as 2026-11-24.
    day TEXT NOT NULL,
    PRIMARY KEY (round_id, question_no, member_key)
);
CREATE INDEX award_of_member ON award (platform, community, member_key, position);

-- The awards of a member on one board, summed: a cache of the ledger, written with it.
CREATE TABLE score (
    platform TEXT NOT NULL,
    community TEXT NOT NULL,
    -- 'all', a day '2026-11-24', a week '2026-W48' or a month '2026-11'.
    period TEXT NOT NULL,
    -- A kind of question, or 'any'.
    kind TEXT NOT NULL,
    member_key TEXT NOT NULL,
    points BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    correct BIGINT NOT NULL,
    -- Right answers in a row, up to the last one; the longest that there were.
    streak BIGINT NOT NULL,
    streak_best BIGINT NOT NULL,
    -- The position of the last award that brought points: of equals, who got there first leads.
    reached BIGINT NOT NULL,
    -- 1 if the member is to be seen on leaderboards.
    listed BIGINT NOT NULL,
    PRIMARY KEY (platform, community, period, kind, member_key)
);
CREATE INDEX score_by_rank ON score
    (platform, community, period, kind, points DESC, reached, member_key) WHERE listed = 1;
CREATE INDEX score_of_member ON score (member_key, platform, community);

-- How many listed members of a board have how many points, so that a rank is found by adding up a
-- few rows. On level 0 a slot is a number of points; a slot of the next level takes up 64 of them.
CREATE TABLE tally (
    platform TEXT NOT NULL,
    community TEXT NOT NULL,
    period TEXT NOT NULL,
    kind TEXT NOT NULL,
    level BIGINT NOT NULL,
    slot BIGINT NOT NULL,
    members BIGINT NOT NULL,
    PRIMARY KEY (platform, community, period, kind, level, slot)
);

-- How often a question was asked in a community: none comes again before all others did.
CREATE TABLE asked (
    platform TEXT NOT NULL,
    community TEXT NOT NULL,
    question_id TEXT NOT NULL,
    times BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (platform, community, question_id)
);

-- How often a question was answered, and rightly, anywhere: a cache of the ledger.
CREATE TABLE plays (
    question_id TEXT NOT NULL PRIMARY KEY,
    answered BIGINT NOT NULL,
    correct BIGINT NOT NULL
);

-- What a member practises: a card for each question, which comes back when it is due.
CREATE TABLE practice (
    member_key TEXT NOT NULL REFERENCES member (member_key) ON DELETE CASCADE,
    question_id TEXT NOT NULL,
    -- JSON; what it holds is the reader's concern.
    card TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    PRIMARY KEY (member_key, question_id)
);
CREATE INDEX practice_due ON practice (member_key, due_at);

-- When the bot was last there on a platform, in whichever process. What lies between that and the
-- next time is when it heard nobody.
CREATE TABLE presence (
    platform TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);
