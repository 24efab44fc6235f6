-- The question that a member who practises is to answer now: one at a time.
CREATE TABLE exercise (
    member_key TEXT NOT NULL PRIMARY KEY REFERENCES member (member_key) ON DELETE CASCADE,
    -- Where it was put, on the member's platform.
    channel TEXT NOT NULL,
    -- The event that it was put by: whoever answers it names it, so that it is answered once.
    put_by TEXT NOT NULL,
    put_at BIGINT NOT NULL,
    -- The question itself, as JSON.
    question TEXT NOT NULL
);
