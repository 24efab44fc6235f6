-- A channel's wish for a daily fact; kept when it is withdrawn, so that no date is posted twice.
CREATE TABLE subscription (
    platform TEXT NOT NULL,
    channel TEXT NOT NULL,
    community TEXT NOT NULL,
    -- The name of a zone of the IANA database, and the time of day there, as HH:MM.
    time_zone TEXT NOT NULL,
    time_of_day TEXT NOT NULL,
    -- The only topic, by its name; any where there is none.
    topic TEXT,
    -- When it was asked for: nothing is due before.
    set_at BIGINT NOT NULL,
    -- The local date that was posted or passed over last, such as 2026-05-01, and when it was due
    -- if it was posted.
    last_date TEXT,
    last_at BIGINT,
    -- Which facts the channel was shown, as JSON.
    shown TEXT NOT NULL,
    -- How many dates were passed over.
    missed BIGINT NOT NULL DEFAULT 0,
    -- When the next is due; none while it is withdrawn or paused.
    due_at BIGINT,
    -- Why it is paused, if it is.
    paused TEXT,
    -- 1 once moderators were told of that.
    told BIGINT NOT NULL DEFAULT 0,
    -- The questions that come with it, as JSON; none where only facts are wanted.
    quiz TEXT,
    -- Counts the changes: who changes it names the version that was read.
    version BIGINT NOT NULL,
    PRIMARY KEY (platform, channel)
);
CREATE INDEX subscription_due ON subscription (platform, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX subscription_of_community ON subscription (platform, community);

-- When it was first tried to say a message, as long as it is not known how that ended.
ALTER TABLE outbox ADD COLUMN tried_at BIGINT;
-- After that, nobody wants it any more.
ALTER TABLE outbox ADD COLUMN expires_at BIGINT;
-- The few that come with questions, in which members are looked for.
CREATE INDEX subscription_with_quiz ON subscription (platform, channel) WHERE quiz IS NOT NULL;

-- What is due is looked for by platform; what waits for no other message of its channel, for its
-- position is 0, apart from what does.
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (platform, not_before) WHERE settled_at IS NULL AND position > 0;
CREATE INDEX outbox_unordered ON outbox (platform, not_before)
    WHERE settled_at IS NULL AND position = 0;
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (platform, channel, position)
    WHERE settled_at IS NULL AND position > 0;
DROP INDEX round_due;
CREATE INDEX round_due ON round (platform, due_at) WHERE live = 1;
